package dev.drover.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the simulated NVR behaves. All durations are the device's; {@code speed} says how much faster its time runs.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param controlPort port for {@code /simulator}, on this machine only; 0 for any free one
 * @param tls certificate; without it the device speaks plain HTTP, unless it is self-signed
 * @param selfSigned speaks TLS with a certificate that is made at the start, unless {@code tls} gives one
 * @param user who may log in, with {@code password}
 * @param channels the channels at the start
 * @param lease how long a session lasts
 * @param slots how many sessions there can be at once
 * @param tries so many wrong passwords lock the login
 * @param lockTime for so long
 * @param rebootTime how long the device refuses connections when it reboots
 * @param speed how many times faster than the clock the device's time runs; more than 0
 * @param delay how long each answer takes
 * @param poison whether a Logout without a valid token makes the next token that is issued invalid
 * @param strict whether a request that comes while another is under way is refused
 * @param faults what goes wrong from the start
 * @param clock the time
 * @param zone the zone of the device's own clock
 * @param logSize how many of the latest requests are remembered
 */
public record NvrOptions(
        String host,
        int port,
        int controlPort,
        Optional<TlsFiles> tls,
        boolean selfSigned,
        String user,
        String password,
        List<NvrChannel> channels,
        Duration lease,
        int slots,
        int tries,
        Duration lockTime,
        Duration rebootTime,
        double speed,
        Duration delay,
        boolean poison,
        boolean strict,
        List<NvrFault> faults,
        Clock clock,
        ZoneId zone,
        int logSize) {

    public NvrOptions {
        channels = List.copyOf(channels);
        faults = List.copyOf(faults);
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the device's time must run forward, not " + speed + " times");
        }
        if (logSize < 1) {
            throw new IllegalArgumentException("the request log must hold at least one request, not " + logSize);
        }
    }

    /**
     * Loopback, any port, plain HTTP, user and password {@code demo}, four channels, one hour of lease, two slots, five
     * tries and 300 s of lock, 60 s for a reboot, strict, no faults.
     */
    public static NvrOptions defaults() {
        return new NvrOptions(
                "127.0.0.1",
                0,
                0,
                Optional.empty(),
                false,
                "demo",
                "demo",
                NvrChannel.examples(4),
                Duration.ofHours(1),
                2,
                5,
                Duration.ofSeconds(300),
                Duration.ofSeconds(60),
                1,
                Duration.ZERO,
                true,
                true,
                List.of(),
                Clock.systemUTC(),
                ZoneOffset.UTC,
                5_000);
    }

    public NvrOptions withHost(String value) {
        return changed(draft -> draft.host = value);
    }

    public NvrOptions withPort(int value) {
        return changed(draft -> draft.port = value);
    }

    public NvrOptions withControlPort(int value) {
        return changed(draft -> draft.controlPort = value);
    }

    public NvrOptions withTls(Optional<TlsFiles> value) {
        return changed(draft -> draft.tls = value);
    }

    public NvrOptions withSelfSigned(boolean value) {
        return changed(draft -> draft.selfSigned = value);
    }

    public NvrOptions withUser(String name, String secret) {
        return changed(draft -> {
            draft.user = name;
            draft.password = secret;
        });
    }

    public NvrOptions withChannels(List<NvrChannel> value) {
        return changed(draft -> draft.channels = value);
    }

    public NvrOptions withLease(Duration value) {
        return changed(draft -> draft.lease = value);
    }

    public NvrOptions withSlots(int value) {
        return changed(draft -> draft.slots = value);
    }

    public NvrOptions withLock(int tries, Duration value) {
        return changed(draft -> {
            draft.tries = tries;
            draft.lockTime = value;
        });
    }

    public NvrOptions withRebootTime(Duration value) {
        return changed(draft -> draft.rebootTime = value);
    }

    public NvrOptions withSpeed(double value) {
        return changed(draft -> draft.speed = value);
    }

    public NvrOptions withDelay(Duration value) {
        return changed(draft -> draft.delay = value);
    }

    public NvrOptions withPoison(boolean value) {
        return changed(draft -> draft.poison = value);
    }

    public NvrOptions withStrict(boolean value) {
        return changed(draft -> draft.strict = value);
    }

    public NvrOptions withFaults(List<NvrFault> value) {
        return changed(draft -> draft.faults = value);
    }

    public NvrOptions withClock(Clock value) {
        return changed(draft -> draft.clock = value);
    }

    public NvrOptions withZone(ZoneId value) {
        return changed(draft -> draft.zone = value);
    }

    public NvrOptions withLogSize(int value) {
        return changed(draft -> draft.logSize = value);
    }

    private NvrOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.made();
    }

    /** A copy that can still be changed. */
    private final class Draft {
        private String host = NvrOptions.this.host;
        private int port = NvrOptions.this.port;
        private int controlPort = NvrOptions.this.controlPort;
        private Optional<TlsFiles> tls = NvrOptions.this.tls;
        private boolean selfSigned = NvrOptions.this.selfSigned;
        private String user = NvrOptions.this.user;
        private String password = NvrOptions.this.password;
        private List<NvrChannel> channels = NvrOptions.this.channels;
        private Duration lease = NvrOptions.this.lease;
        private int slots = NvrOptions.this.slots;
        private int tries = NvrOptions.this.tries;
        private Duration lockTime = NvrOptions.this.lockTime;
        private Duration rebootTime = NvrOptions.this.rebootTime;
        private double speed = NvrOptions.this.speed;
        private Duration delay = NvrOptions.this.delay;
        private boolean poison = NvrOptions.this.poison;
        private boolean strict = NvrOptions.this.strict;
        private List<NvrFault> faults = NvrOptions.this.faults;
        private Clock clock = NvrOptions.this.clock;
        private ZoneId zone = NvrOptions.this.zone;
        private int logSize = NvrOptions.this.logSize;

        NvrOptions made() {
            return new NvrOptions(
                    host,
                    port,
                    controlPort,
                    tls,
                    selfSigned,
                    user,
                    password,
                    channels,
                    lease,
                    slots,
                    tries,
                    lockTime,
                    rebootTime,
                    speed,
                    delay,
                    poison,
                    strict,
                    faults,
                    clock,
                    zone,
                    logSize);
        }
    }
}
