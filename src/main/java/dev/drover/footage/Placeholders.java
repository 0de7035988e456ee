package dev.drover.footage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.AtomicFiles;
import dev.drover.jobs.JobJson;
import dev.drover.media.Gap;
import dev.drover.media.Gaps;
import dev.drover.rhombus.PresenceWindows;

/**
 * Placeholder pictures: they come whole, as footage does, and only presence windows tell them apart. A window that holds some
 * notes that in its account, until it is fetched again.
 */
@Named("placeholders")
@Singleton
@RegisterForReflection
public class Placeholders {

    /** Shorter differences are how presence windows are cut. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    /** Has the windows fetched again for whose placeholders there is footage now; what is not known changes nothing. */
    public Download refresh(Download download, PresenceWindows presence) throws IOException {
        if (presence.conclusive()) {
            Gaps still = shown(presence, download.job().request());
            for (FootageWindow window : download.video()) {
                if (!noted(window).minus(still).isEmpty()) {
                    window.forget();
                }
            }
        }
        return download;
    }

    /** What the camera has not recorded, as far as that is known, counted from the begin of what was asked for. */
    static Gaps shown(PresenceWindows presence, FootageRequest request) {
        if (!presence.conclusive()) {
            return Gaps.NONE;
        }
        List<Gap> recorded = new ArrayList<>();
        for (PresenceWindows.Window window : presence.all()) {
            long from = Math.max(0, window.startSeconds() - request.startSeconds());
            long to = Math.min(
                    request.seconds(), window.startSeconds() + window.durationSeconds() - request.startSeconds());
            if (to > from) {
                recorded.add(new Gap(Duration.ofSeconds(from), Duration.ofSeconds(to)));
            }
        }
        return Gaps.allBut(new Gaps(recorded), Duration.ofSeconds(request.seconds()))
                .atLeast(SHORTEST);
    }

    /** What windows that were not fetched again since are known to hold, counted as above. */
    static Gaps noted(List<FootageWindow> windows) {
        return windows.stream().map(Placeholders::noted).reduce(Gaps.NONE, Gaps::plus);
    }

    private static Gaps noted(FootageWindow window) {
        return WindowAccount.read(window)
                .map(WindowAccount::noted)
                .orElse(Gaps.NONE)
                .shifted(window.offset());
    }

    /** Notes with the windows what the camera has not recorded, beside what is noted already. */
    public Download note(Download download, PresenceWindows presence) throws IOException {
        Gaps placeholders = shown(presence, download.job().request()).plus(noted(download.video()));
        for (FootageWindow window : download.video()) {
            Duration from = window.offset();
            Duration to = from.plus(window.asked());
            // Within the window, counted from its begin
            Gaps here = new Gaps(placeholders.list().stream()
                    .filter(gap -> gap.from().compareTo(to) < 0 && gap.to().compareTo(from) > 0)
                    .map(gap -> new Gap(
                            later(gap.from(), from).minus(from),
                            earlier(gap.to(), to).minus(from)))
                    .toList());
            Optional<WindowAccount> account =
                    WindowAccount.read(window).filter(known -> !known.noted().equals(here));
            if (account.isPresent()) {
                AtomicFiles.writeAtomically(
                        window.account(),
                        JobJson.MAPPER.writeValueAsBytes(account.get().withPlaceholders(here)));
            }
        }
        return download;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
