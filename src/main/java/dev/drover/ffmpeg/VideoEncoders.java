package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.drover.ffmpeg.Encoding.Size;

/**
 * Which encoder is taken: hardware where it has encoded one picture, else libx264. Each is tried once in the life of the process;
 * one that fails later is not taken again in it.
 */
@Singleton
public class VideoEncoders {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FfmpegExecutable ffmpeg;
    private final Map<VideoEncoder, Boolean> tried = new HashMap<>();
    private final Set<VideoEncoder> failed = new HashSet<>();

    public VideoEncoders(FfmpegExecutable ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** @param wanted the only one that may be taken beside libx264; empty for the first that works */
    public synchronized VideoEncoder best(Optional<VideoEncoder> wanted, Size size) {
        return wanted.map(Stream::of)
                .orElseGet(() -> Stream.of(VideoEncoder.values()))
                .filter(each -> each == VideoEncoder.X264
                        || each.takes(size) && !failed.contains(each) && tried.computeIfAbsent(each, this::works))
                .findFirst()
                .orElse(VideoEncoder.X264);
    }

    /**
     * It has failed while it encoded.
     *
     * @return whether another one will be taken instead from now on
     */
    public synchronized boolean distrust(VideoEncoder encoder) {
        return encoder != VideoEncoder.X264 && failed.add(encoder);
    }

    private boolean works(VideoEncoder encoder) {
        try {
            List<String> command = new ArrayList<>(List.of(ffmpeg.path()));
            command.addAll(encoder.probe());
            return ProcessTree.run(command, Path.of("."), PATIENCE, (output, line) -> {})
                    .ok();
        } catch (ProcessException none) {
            // Whoever encodes says so
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
