package dev.drover.footage;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

import dev.drover.trust.LanTrust;

/** How footage is found, fetched and kept; {@code application.properties} explains each setting. */
@ConfigMapping(prefix = "footage")
public interface FootageSettings {

    /** Whether the service asks for new alerts. */
    Optional<Boolean> poll();

    /** How often the service asks for new alerts. */
    @WithDefault("15s")
    Duration pollEvery();

    /** How far each poll looks back behind what it has already read. */
    @WithDefault("10m")
    Duration overlap();

    /** How far the very first poll looks back. */
    @WithDefault("1h")
    Duration lookBack();

    /** Footage added before and after each alert. */
    @WithDefault("30s")
    Duration alertBuffer();

    /** Length taken for an alert that has none. */
    @WithDefault("120s")
    Duration defaultDuration();

    /** How long after the end of a range its footage is first asked for. */
    @WithDefault("5s")
    Duration settle();

    /** Downloads at a time, over all cameras. */
    @WithDefault("4")
    int workers();

    /** Segments of one download that are on their way at the same time. */
    @WithDefault("8")
    int segmentsInFlight();

    /** The longest range asked for in one request to a device. */
    @WithDefault("600s")
    Duration window();

    /** Whether downloads go through the cloud without trying the LAN first. */
    @WithDefault("false")
    boolean useWan();

    /** How long the LAN addresses of a camera may take to answer before the cloud is asked. */
    @WithDefault("3s")
    Duration lanTimeout();

    /** Which LAN devices without a public certificate are trusted. */
    @WithDefault("first-use")
    LanTrust lanTrust();

    /** How long a media host may take to accept a connection. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long a media host may be silent. */
    @WithDefault("10s")
    Duration readTimeout();

    /** How long missing seconds are asked for again after a file was published without them. */
    @WithDefault("24h")
    Duration healFor();

    /** Folder of a file below {@code footage/}. */
    @WithDefault("<camera>/<date>")
    String folder();

    /** The daily backup of yesterday. */
    Backup backup();

    /** The daily backup of yesterday. */
    interface Backup {

        /** Whether it runs. */
        @WithDefault("false")
        boolean enabled();

        /** When it runs, as a Quartz cron expression. */
        @WithName("cron")
        @WithDefault("0 15 3 * * ?")
        String cron();
    }
}
