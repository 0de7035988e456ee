package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.media.Gap;
import dev.drover.media.Gaps;
import dev.drover.rhombus.MediaSource;

/**
 * What a joined window holds, kept beside it so that a later attempt need not look again.
 *
 * @param leadMillis where its first footage begins, counted from the begin of the window
 * @param gaps       what is missing, in milliseconds from the begin of the window, as pairs of from and to
 * @param empty      whether it holds no footage at all; then there is no joined file
 */
@RegisterForReflection
public record WindowAccount(MediaSource source, long leadMillis, List<List<Long>> gaps, boolean empty) {

    static WindowAccount of(MediaSource source, Duration lead, Gaps gaps, boolean empty) {
        return new WindowAccount(
                source,
                lead.toMillis(),
                gaps.list().stream()
                        .map(gap -> List.of(gap.from().toMillis(), gap.to().toMillis()))
                        .toList(),
                empty);
    }

    static Optional<WindowAccount> read(FootageWindow window) {
        try {
            return Files.exists(window.account())
                    ? Optional.of(FootageJson.MAPPER.readValue(window.account().toFile(), WindowAccount.class))
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
        return new Gaps(gaps.stream()
                .map(gap -> new Gap(Duration.ofMillis(gap.get(0)), Duration.ofMillis(gap.get(1))))
                .toList());
    }
}
