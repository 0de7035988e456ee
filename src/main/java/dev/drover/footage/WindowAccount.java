package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.JobJson;
import dev.drover.media.Gap;
import dev.drover.media.Gaps;
import dev.drover.rhombus.MediaSource;

/**
 * What a joined window holds, kept beside it so that a later attempt need not look again.
 *
 * @param leadMillis   where its first footage begins, counted from the begin of the window
 * @param gaps         what is missing, in milliseconds from the begin of the window, as pairs of from and to
 * @param empty        whether it holds no footage at all; then there is no joined file
 * @param placeholders what of it is placeholder pictures, as far as that is known, counted likewise
 * @param joined       name of the joined file, which lies beside; another worker's join has another
 * @param heldMillis   how much its segments held when they were joined; 0 where an earlier version has not noted that
 */
@RegisterForReflection
public record WindowAccount(
        MediaSource source,
        long leadMillis,
        List<List<Long>> gaps,
        boolean empty,
        List<List<Long>> placeholders,
        String joined,
        long heldMillis) {

    public WindowAccount {
        // An account of an earlier version says nothing of them
        placeholders = placeholders == null ? List.of() : placeholders;
        joined = joined == null ? "" : joined;
    }

    static WindowAccount of(MediaSource source, Duration lead, Gaps gaps, String joined, Duration held) {
        return new WindowAccount(
                source, lead.toMillis(), pairs(gaps), held.isZero(), List.of(), joined, held.toMillis());
    }

    /** That of a window of which nothing is there. */
    static WindowAccount ofNothing(Duration asked) {
        return of(MediaSource.LAN, Duration.ZERO, new Gaps(List.of(new Gap(Duration.ZERO, asked))), "", Duration.ZERO);
    }

    WindowAccount withPlaceholders(Gaps known) {
        return new WindowAccount(source, leadMillis, gaps, empty, pairs(known), joined, heldMillis);
    }

    static Optional<WindowAccount> read(FootageWindow window) {
        try {
            return Files.exists(window.account())
                    ? Optional.of(JobJson.MAPPER.readValue(window.account().toFile(), WindowAccount.class))
                    : Optional.empty();
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    @com.fasterxml.jackson.annotation.JsonIgnore
    boolean complete() {
        return gaps.isEmpty() && !empty;
    }

    Gaps missing() {
        return gaps(gaps);
    }

    Gaps noted() {
        return gaps(placeholders);
    }

    private static Gaps gaps(List<List<Long>> pairs) {
        return new Gaps(pairs.stream()
                .map(gap -> new Gap(Duration.ofMillis(gap.get(0)), Duration.ofMillis(gap.get(1))))
                .toList());
    }

    private static List<List<Long>> pairs(Gaps gaps) {
        return gaps.list().stream()
                .map(gap -> List.of(gap.from().toMillis(), gap.to().toMillis()))
                .toList();
    }
}
