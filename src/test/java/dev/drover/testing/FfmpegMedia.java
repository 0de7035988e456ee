package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Real media for tests, made by the FFmpeg that the build unpacks. */
public final class FfmpegMedia {
    private FfmpegMedia() {}

    public static Path executable() {
        Path folder = Path.of("target", "ffmpeg").toAbsolutePath();
        try (Stream<Path> files = Files.list(folder)) {
            Path ffmpeg = files.filter(file -> file.getFileName().toString().startsWith("ffmpeg"))
                    .findFirst()
                    .orElseThrow();
            if (!Files.isExecutable(ffmpeg) && !ffmpeg.toFile().setExecutable(true)) {
                throw new IllegalStateException(ffmpeg + " cannot be made executable");
            }
            return ffmpeg;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs FFmpeg, and returns all it prints; any other exit code than 0 is an error. */
    public static String run(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable().toString(), "-nostdin", "-y", "-hide_banner"));
        command.addAll(arguments);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            // See ProcessTree
            builder.environment().put("GCONV_PATH", "/nonexistent");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@code seg_init.mp4}, {@code seg_1.m4v} …: 160x120 at 25 fps, a key frame and a segment every 2 s. The picture is
     * black but white in every fifth second (4–5 s, 9–10 s …).
     */
    public static void dashVideo(Path folder, int seconds) {
        run(
                folder,
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "color=black:s=160x120:r=25:d=" + seconds
                                + ",drawbox=c=white:t=fill:enable='eq(mod(floor(t),5),4)'",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-pix_fmt",
                        "yuv420p",
                        "-bf",
                        "2",
                        "-g",
                        "50",
                        "-sc_threshold",
                        "0",
                        "-f",
                        "dash",
                        "-seg_duration",
                        "2",
                        "-use_template",
                        "1",
                        "-use_timeline",
                        "0",
                        "-init_seg_name",
                        "seg_init.mp4",
                        "-media_seg_name",
                        "seg_$Number$.m4v",
                        "video.mpd"));
    }

    /**
     * {@code seg_init_audio.hdr}, {@code seg_1.webm} …: WebM/Opus, 48 kHz mono, about 2 s each. Silence but for a tone in
     * every fifth second (4–5 s, 9–10 s …).
     */
    public static void dashAudio(Path folder, int seconds) {
        run(
                folder,
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "aevalsrc='if(eq(mod(floor(t),5),4),0.5*sin(2*PI*440*t),0)':s=48000:d=" + seconds,
                        "-c:a",
                        "libopus",
                        "-ac",
                        "1",
                        "-f",
                        "dash",
                        "-seg_duration",
                        "2",
                        "-dash_segment_type",
                        "webm",
                        "-init_seg_name",
                        "seg_init_audio.hdr",
                        "-media_seg_name",
                        "seg_$Number$.webm",
                        "audio.mpd"));
    }
}
