package dev.drover.timelapse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

import dev.drover.DecimalDuration;

/** How pictures are taken and what becomes of them; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "timelapse")
public interface TimelapseSettings {

    /** Folder of the pictures and videos: {@code frames} and {@code videos} are below it. */
    @WithDefault("${DATA_DIR:${drover.data}/timelapse}")
    Path folder();

    /** From the begin of one round to that of the next. */
    @WithDefault("${CAPTURE_INTERVAL_SECONDS:15}s")
    @WithConverter(DecimalDuration.class)
    Duration interval();

    /** How long pictures are taken; 0 without end. */
    @WithDefault("${DURATION_HOURS:18}h")
    @WithConverter(DecimalDuration.class)
    Duration duration();

    /** The channels that are wanted, as in {@code 0,2,3}; all for those that are there. */
    @WithDefault("${CAPTURE_CHANNELS:all}")
    Optional<String> channels();

    /** When the service begins to take pictures again, as a Quartz cron expression. */
    Optional<String> begin();

    /** Which pictures are in the videos: each n-th. */
    @WithDefault("${STITCH_EVERY_N_FRAMES:1}")
    int stitchEveryNFrames();

    /** Which pictures are in the videos: the first of each such stretch of time, instead of each n-th. */
    @WithConverter(DecimalDuration.class)
    Optional<Duration> stitchEvery();

    /** Pictures a second that the videos show. */
    @WithDefault("${OUTPUT_FPS:24}")
    int fps();

    /** How much time the encoder takes: one of x264's presets. */
    @WithDefault("slow")
    String preset();

    /** How good the pictures are: x264's rate factor, 0 (best) to 51. */
    @WithDefault("18")
    int crf();

    /** What encodes: {@code auto}, or an encoder of FFmpeg. */
    @WithDefault("auto")
    String encoder();

    /** Whether each picture has its time written into it. */
    @WithDefault("false")
    boolean overlay();

    /** When it is day, where only pictures taken by day are wanted. */
    Optional<String> daylight();

    /** Whether the service makes videos while pictures come. */
    @WithDefault("true")
    boolean videos();

    /** Days that pictures are kept; 0 for ever. */
    @WithDefault("0")
    int framesRetentionDays();

    /** Days that videos are kept; 0 for ever. */
    @WithDefault("0")
    int videosRetentionDays();

    /** How much room the pictures may take; as much as they do where not set. */
    Optional<MemorySize> framesRoom();

    /** How much room the videos may take; as much as they do where not set. */
    Optional<MemorySize> videosRoom();
}
