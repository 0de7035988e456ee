package dev.drover.reolink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;

import dev.drover.DecimalDuration;
import dev.drover.trust.LanTrust;

/** The NVRs, and how gently they are treated; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "nvr")
public interface NvrSettings {

    /** By name; the one without a name is {@code nvr.host}, others are {@code nvr.<name>.host}. */
    @WithParentName
    @WithUnnamedKey
    Map<String, Device> devices();

    /** Path of the API; the two that are known are tried where none is set. */
    Optional<String> path();

    /** Which NVRs with a certificate of their own are trusted. */
    @WithDefault("first-use")
    LanTrust trust();

    /** Least time from the end of one answer to the next request. */
    @WithDefault("500ms")
    @WithConverter(DecimalDuration.class)
    Duration pause();

    /** How long an NVR may take to accept a connection. */
    @WithDefault("3s")
    @WithConverter(DecimalDuration.class)
    Duration connectTimeout();

    /** How long an NVR may be silent. */
    @WithDefault("30s")
    @WithConverter(DecimalDuration.class)
    Duration answerTimeout();

    /** Pause before another try after an answer that says that the next one may be better. */
    @WithDefault("1s")
    @WithConverter(DecimalDuration.class)
    Duration retryDelay();

    /** Pause before another login where all sessions of an NVR are taken. */
    @WithDefault("30s")
    @WithConverter(DecimalDuration.class)
    Duration sessionWait();

    /** A session is renewed when less than this is left of it. */
    @WithDefault("5m")
    @WithConverter(DecimalDuration.class)
    Duration renewBefore();

    /** For how long no login is tried after an NVR has locked logins. */
    @WithDefault("5m")
    @WithConverter(DecimalDuration.class)
    Duration lockWait();

    /** For how long nothing is asked of an NVR that is being upgraded. */
    @WithDefault("5m")
    @WithConverter(DecimalDuration.class)
    Duration busyWait();

    /** One NVR. */
    interface Device {

        /** Host, host:port, or an address that begins with http:// or https://. */
        Optional<String> host();

        Optional<String> username();

        /** {@link #passwordFile} is the alternative. */
        Optional<String> password();

        /** A file whose first line is the password. */
        Optional<Path> passwordFile();
    }
}
