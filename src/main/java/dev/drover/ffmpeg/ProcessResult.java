package dev.drover.ffmpeg;

import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a process ended.
 *
 * @param exitCode its own, or whatever the system reports for one that was stopped
 * @param timedOut whether it was stopped because its time was over
 * @param lastLines the end of what it printed on both outputs, at most {@link ProcessTree#LAST_LINES} lines
 * @param elapsed from start to end
 */
@RegisterForReflection
public record ProcessResult(int exitCode, boolean timedOut, List<String> lastLines, Duration elapsed) {
    public ProcessResult {
        lastLines = List.copyOf(lastLines);
    }

    public boolean ok() {
        return exitCode == 0 && !timedOut;
    }
}
