package dev.drover.ffmpeg;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.component.exec.ExecResult;

/** What became of a run of FFmpeg. */
@Named("ffmpegResults")
@Singleton
@RegisterForReflection
public class FfmpegResults {

    /** Exit values above it are those of who got a signal. */
    private static final int LEAST_SIGNAL = 128;

    /**
     * The result of a run that succeeded.
     *
     * @throws ProcessException with FFmpeg's last words when it did not; {@link SignalException} where a signal ended it
     */
    public ExecResult demandSuccess(ExecResult result) {
        if (result.getExitValue() != 0) {
            String words = lastLine(result.getStderr());
            String why = "FFmpeg failed (" + result.getExitValue() + ")" + (words.isEmpty() ? "" : ": " + words);
            throw result.getExitValue() > LEAST_SIGNAL ? new SignalException(why) : new ProcessException(why);
        }
        return result;
    }

    private static String lastLine(InputStream stderr) {
        String last = "";
        if (stderr != null) {
            try (Scanner lines = new Scanner(stderr, StandardCharsets.UTF_8)) {
                while (lines.hasNextLine()) {
                    String line = lines.nextLine().strip();
                    last = line.isEmpty() ? last : line;
                }
            }
        }
        return last;
    }
}
