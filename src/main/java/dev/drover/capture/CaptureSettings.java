package dev.drover.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

import dev.drover.DecimalDuration;

/** What is recorded, looked at and kept on a capture host; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "capture")
public interface CaptureSettings {

    /** The devices that are recorded, see {@link CaptureDevice#parse}. */
    Optional<String> devices();

    /** Folder with one directory a device. */
    Optional<Path> folder();

    /** What this host is called in incidents. */
    @WithDefault("${HOST_NAME:${USER:drover}}")
    String hostName();

    /** Size of the pictures that grabbers are asked for. */
    @WithDefault("1024x768")
    String size();

    /** What encodes: {@code auto}, or an encoder of FFmpeg. */
    @WithDefault("auto")
    String encoder();

    /** Stills that are kept of each second. */
    @WithDefault("1")
    int stillsPerSecond();

    /** How long a device may bring neither a segment nor a still. */
    @WithDefault("5s")
    @WithConverter(DecimalDuration.class)
    Duration stall();

    /** Pause before FFmpeg is started again. */
    @WithDefault("1s")
    @WithConverter(DecimalDuration.class)
    Duration restartDelay();

    /** The longest such pause. */
    @WithDefault("1m")
    @WithConverter(DecimalDuration.class)
    Duration longestRestartDelay();

    /** The brightest pixel that is dark, 0 to 255. */
    @WithDefault("10")
    int blackLevel();

    /** How many percent of the pixels are dark in a black picture, at least. */
    @WithDefault("95")
    double blackShare();

    /** The least mean difference of pixels, 0 to 255, of two pictures that are not the same. */
    @WithDefault("0.5")
    double freezeDifference();

    /** The loudest that is silence, in percent of -60 to 0 dB. */
    @WithDefault("5")
    int quietVolume();

    /** Parts of the pictures that alone are looked at. */
    Optional<String> region();

    /** Parts of the pictures that are not looked at. */
    Optional<String> mask();

    /** How long something is wrong before it is an incident. */
    @WithDefault("3s")
    @WithConverter(DecimalDuration.class)
    Duration raiseAfter();

    /** How long it must be right again before the incident is over. */
    @WithDefault("3s")
    @WithConverter(DecimalDuration.class)
    Duration clearAfter();

    /** How long segments, pictures and verdicts are kept. */
    @WithDefault("10m")
    @WithConverter(DecimalDuration.class)
    Duration cleanAfter();

    /** How much room a directory may take. */
    Optional<MemorySize> room();

    /** Days that incidents that are over, and their pictures, are kept. */
    @WithDefault("30")
    int retentionDays();

    /** Address of the S3-compatible service that keeps the pictures of incidents. */
    Optional<String> bucketEndpoint();

    /** Name of the bucket. */
    @WithDefault("virtualpytest")
    String bucket();

    /** Its region. */
    @WithDefault("auto")
    String bucketRegion();

    /** Id of the key that may write to it. */
    Optional<String> bucketKeyId();

    /** The key; {@link #bucketSecretFile} is the alternative. */
    Optional<String> bucketSecret();

    /** A file that holds it. */
    Optional<Path> bucketSecretFile();

    /** Where everybody finds what is in the bucket. */
    Optional<String> bucketPublicUrl();

    /** Where the example route {@code post-incident} posts incidents to. */
    Optional<String> webhook();

    /** Whether the example route {@code clip-incident} asks for a clip of each incident. */
    @WithDefault("false")
    boolean clips();
}
