package dev.drover.timelapse;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.drover.ffmpeg.LineListener;
import dev.drover.ffmpeg.Progress;

/** Hears from FFmpeg how far each video has come, and tells it on. */
@Singleton
public class EncodesInHand implements LineListener {

    private final Consumer<StitchProgress> told;
    /** By the last word of the command, which is where the smaller video goes. */
    private final Map<String, Encode> encodes = new ConcurrentHashMap<>();

    @Inject
    public EncodesInHand(Event<StitchProgress> told) {
        this((Consumer<StitchProgress>) told::fire);
    }

    EncodesInHand(Consumer<StitchProgress> told) {
        this.told = told;
    }

    private record Encode(Stitching stitching, Progress.Parser parser) {}

    /** Pictures are looked at before they are encoded. */
    void check(String channel, int done, int total) {
        told.accept(new StitchProgress(channel, "check", done, total, false));
    }

    void begin(Stitching stitching) {
        encodes.put(key(stitching), new Encode(stitching, new Progress.Parser()));
        tell(stitching, 0, false);
    }

    void end(Stitching stitching) {
        encodes.remove(key(stitching));
        tell(stitching, stitching.frames().size(), true);
    }

    private static String key(Stitching stitching) {
        return stitching.smaller().toAbsolutePath().toString();
    }

    @Override
    public void line(List<String> command, String line) {
        Encode encode = encodes.get(command.get(command.size() - 1).replaceFirst("^file:", ""));
        if (encode != null) {
            Stitching stitching = encode.stitching();
            encode.parser()
                    .line(line)
                    .ifPresent(progress -> tell(
                            stitching,
                            (int) Math.min(
                                    stitching.frames().size(),
                                    progress.done().toMillis()
                                            * stitching.style().fps()
                                            / 1000),
                            false));
        }
    }

    private void tell(Stitching stitching, int done, boolean ended) {
        if (!stitching.part()) {
            told.accept(new StitchProgress(
                    stitching.channel(), "video", done, stitching.frames().size(), ended));
        }
    }
}
