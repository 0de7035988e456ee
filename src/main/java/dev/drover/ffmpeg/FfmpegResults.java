package dev.drover.ffmpeg;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.component.exec.ExecResult;

/** What became of a run of FFmpeg. */
@Named("ffmpegResults")
@Singleton
@RegisterForReflection
public class FfmpegResults {

    /** FFmpeg's own value where a signal ended it, and those of a shell for SIGINT, SIGKILL and SIGTERM; others are its errors. */
    private static final Set<Integer> SIGNALLED = Set.of(255, 130, 137, 143);

    private static final Pattern DOUBLED = Pattern.compile("dup_frames=(\\d{1,9})");
    private static final Pattern NO_DECODER = Pattern.compile("Decoder \\(codec ([^)]+)\\) not found");

    /**
     * The result of a run that succeeded.
     *
     * @throws ProcessException with FFmpeg's last words when it did not; {@link SignalException} where a signal ended it,
     *     {@link NoDecoderException} where trying again is of no use, {@link OvertimeException} where it took too long
     */
    public ExecResult demandSuccess(ExecResult result) {
        ended(result).demandSuccess();
        return result;
    }

    /** All that it has said besides, such as what filters have measured. */
    public String words(ExecResult result) {
        StringBuilder words = new StringBuilder();
        if (result.getStderr() != null) {
            try (Scanner lines = new Scanner(result.getStderr(), StandardCharsets.UTF_8)) {
                while (lines.hasNextLine()) {
                    words.append(lines.nextLine()).append('\n');
                }
            }
        }
        return words.toString();
    }

    /**
     * How a run has ended that has come to its end.
     *
     * @throws ProcessException as {@link #demandSuccess}, where it is not for what it was given that it failed
     */
    public FfmpegEnd ended(ExecResult result) {
        int exit = result.getExitValue();
        if (exit == 0) {
            return FfmpegEnd.FINE;
        }
        String words = lastLine(result.getStderr());
        Matcher undecoded = NO_DECODER.matcher(words);
        if (undecoded.find()) {
            return new FfmpegEnd(Optional.of(new NoDecoderException(undecoded.group(1))));
        }
        if (exit == KillTreeCommandExecutor.TIMED_OUT) {
            throw new OvertimeException("FFmpeg has not come to an end. " + words);
        }
        String why = "FFmpeg failed (" + exit + ")" + (words.isEmpty() ? "" : ": " + words);
        if (SIGNALLED.contains(exit)) {
            throw new SignalException(why);
        }
        return new FfmpegEnd(Optional.of(new ProcessException(why)));
    }

    /** How many pictures it has shown twice, for want of another; over all outputs. */
    public Integer doubled(ExecResult result) {
        int doubled = 0;
        if (result.getStdout() != null) {
            try (Scanner lines = new Scanner(result.getStdout(), StandardCharsets.UTF_8)) {
                while (lines.hasNextLine()) {
                    Matcher told = DOUBLED.matcher(lines.nextLine().strip());
                    doubled = told.matches() ? Integer.parseInt(told.group(1)) : doubled;
                }
            }
        }
        return doubled;
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
