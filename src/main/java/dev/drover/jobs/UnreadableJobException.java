package dev.drover.jobs;

import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A row of the job table says no more what is wanted: its request was damaged, or written by something else. No attempt can
 * mend that.
 */
@RegisterForReflection
public final class UnreadableJobException extends IllegalStateException {

    private final long id;
    private final long revision;
    private final long healingSince;
    private final String result;

    public UnreadableJobException(Map<String, Object> row, String why) {
        super("Its row in the job table holds a request that cannot be read: " + why + ". See: drover jobs show "
                + number(row, "id"));
        this.id = number(row, "id");
        this.revision = number(row, "revision");
        this.healingSince = number(row, "healing_since");
        this.result = row.get("result") instanceof String file ? file : "";
    }

    public long id() {
        return id;
    }

    public long revision() {
        return revision;
    }

    /** As the row has it, in milliseconds since 1970; 0 for never. */
    public long healingSinceMillis() {
        return healingSince;
    }

    /** The file of an earlier attempt, relative to the data folder; empty for none. */
    public String result() {
        return result;
    }

    private static long number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number number ? number.longValue() : 0;
    }
}
