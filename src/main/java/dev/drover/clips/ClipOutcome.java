package dev.drover.clips;

import java.time.Instant;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How an attempt at a clip ended.
 *
 * @param id        of its row
 * @param order     what was wanted; none where that cannot be read
 * @param state     of the row
 * @param reason    why it is not done
 * @param uncounted -1 when the attempt does not count (it waits, or Drover was stopped), else 0
 * @param now       when it ended
 * @param notBefore when the next attempt may begin
 * @param failingSince when the first of the attempts ended that have failed since; the epoch for none
 * @param result    its file, below the data folder; empty where there is none
 * @param detail    what came of it, as JSON; empty where nothing did
 * @param error     the kind of the failure, for the metrics; empty where it did not fail
 */
@RegisterForReflection
public record ClipOutcome(
        long id,
        Optional<ClipOrder> order,
        String state,
        String reason,
        int uncounted,
        Instant now,
        Instant notBefore,
        Instant failingSince,
        String result,
        String detail,
        String error) {

    /** Whether nothing more will be tried. */
    public boolean ended() {
        return state.equals("DONE") || state.equals("DEAD");
    }

    /** What was wanted, where one can tell. */
    public ClipOrder wanted() {
        return order.orElseThrow();
    }

    /** Whether something has failed. */
    public boolean failed() {
        return !error.isEmpty();
    }

    public long nowMillis() {
        return now.toEpochMilli();
    }

    public long notBeforeMillis() {
        return notBefore.toEpochMilli();
    }

    public long failingSinceMillis() {
        return failingSince.toEpochMilli();
    }
}
