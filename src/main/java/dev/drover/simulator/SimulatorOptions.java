package dev.drover.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the simulated vendor behaves.
 *
 * @param host address to listen on
 * @param port port of API and WAN media; 0 for any free one
 * @param lanPort port of the LAN devices; 0 for any free one
 * @param publicUrl where the simulator can be reached from outside; with it, all addresses handed out begin so, LAN and
 *     WAN alike
 * @param tls certificate of API and WAN; without it they speak plain HTTP
 * @param lanTls certificate of the LAN devices; without it they speak plain HTTP
 * @param apiKey the key that is valid; the same with {@code -eu} belongs to the other region, with {@code -expired} is
 *     over
 * @param cameras the organisation's cameras
 * @param gateways its audio gateways
 * @param alertsEvery how often a new alert is raised on the next camera; empty for never
 * @param delay how long every answer of the API and of the media takes longer
 * @param faults what goes wrong from the start
 * @param clock the simulated organisation's time
 * @param liveEdge whether footage ends now, as it does in life; without it, the future is on film too
 * @param oddLast how the last segment of a range of odd length looks
 * @param templateUnderRepresentation puts the video manifest's {@code SegmentTemplate} under {@code Representation}
 *     instead of {@code AdaptationSet}
 * @param doorAlertsInV2 shows alerts of doors in {@code getPolicyAlertsV2}, too, as {@code POLICY_ALERT_V2} without a
 *     device; the vendor's document has them in the first version only
 * @param logSize how many of the latest requests are remembered
 */
public record SimulatorOptions(
        String host,
        int port,
        int lanPort,
        Optional<URI> publicUrl,
        Optional<TlsFiles> tls,
        Optional<TlsFiles> lanTls,
        String apiKey,
        List<SimulatedCamera> cameras,
        List<SimulatedGateway> gateways,
        Optional<Duration> alertsEvery,
        Duration delay,
        List<Fault> faults,
        Clock clock,
        boolean liveEdge,
        OddLast oddLast,
        boolean templateUnderRepresentation,
        boolean doorAlertsInV2,
        int logSize) {

    /** How the last segment looks when a range has an odd number of seconds. */
    public enum OddLast {
        /** It has one second. */
        SHORT,
        /** It has two seconds: the range is longer than asked. */
        WHOLE,
        /** It answers 404: the range is shorter than asked. */
        ABSENT
    }

    public SimulatorOptions {
        cameras = List.copyOf(cameras);
        gateways = List.copyOf(gateways);
        faults = List.copyOf(faults);
        if (logSize < 1) {
            throw new IllegalArgumentException("the request log must hold at least one request, not " + logSize);
        }
        alertsEvery.filter(every -> every.toMillis() < 1).ifPresent(every -> {
            throw new IllegalArgumentException("alerts cannot be raised every " + every);
        });
    }

    /** Loopback, any port, key {@code demo}, three cameras, no alerts of its own, no faults. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                "127.0.0.1",
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "demo",
                SimulatedCamera.examples(),
                SimulatedGateway.examples(),
                Optional.empty(),
                Duration.ZERO,
                List.of(),
                Clock.systemUTC(),
                true,
                OddLast.SHORT,
                false,
                false,
                5_000);
    }

    public SimulatorOptions withHost(String value) {
        return changed(draft -> draft.host = value);
    }

    public SimulatorOptions withPort(int value) {
        return changed(draft -> draft.port = value);
    }

    public SimulatorOptions withLanPort(int value) {
        return changed(draft -> draft.lanPort = value);
    }

    public SimulatorOptions withPublicUrl(Optional<URI> value) {
        return changed(draft -> draft.publicUrl = value);
    }

    public SimulatorOptions withTls(Optional<TlsFiles> value) {
        return changed(draft -> draft.tls = value);
    }

    public SimulatorOptions withLanTls(Optional<TlsFiles> value) {
        return changed(draft -> draft.lanTls = value);
    }

    public SimulatorOptions withApiKey(String value) {
        return changed(draft -> draft.apiKey = value);
    }

    public SimulatorOptions withCameras(List<SimulatedCamera> value) {
        return changed(draft -> draft.cameras = value);
    }

    public SimulatorOptions withGateways(List<SimulatedGateway> value) {
        return changed(draft -> draft.gateways = value);
    }

    public SimulatorOptions withAlertsEvery(Optional<Duration> value) {
        return changed(draft -> draft.alertsEvery = value);
    }

    public SimulatorOptions withDelay(Duration value) {
        return changed(draft -> draft.delay = value);
    }

    public SimulatorOptions withFaults(List<Fault> value) {
        return changed(draft -> draft.faults = value);
    }

    public SimulatorOptions withClock(Clock value) {
        return changed(draft -> draft.clock = value);
    }

    public SimulatorOptions withLiveEdge(boolean value) {
        return changed(draft -> draft.liveEdge = value);
    }

    public SimulatorOptions withOddLast(OddLast value) {
        return changed(draft -> draft.oddLast = value);
    }

    public SimulatorOptions withTemplateUnderRepresentation(boolean value) {
        return changed(draft -> draft.templateUnderRepresentation = value);
    }

    public SimulatorOptions withDoorAlertsInV2(boolean value) {
        return changed(draft -> draft.doorAlertsInV2 = value);
    }

    public SimulatorOptions withLogSize(int value) {
        return changed(draft -> draft.logSize = value);
    }

    private SimulatorOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.made();
    }

    /** A copy that can still be changed. */
    private final class Draft {
        private String host = SimulatorOptions.this.host;
        private int port = SimulatorOptions.this.port;
        private int lanPort = SimulatorOptions.this.lanPort;
        private Optional<URI> publicUrl = SimulatorOptions.this.publicUrl;
        private Optional<TlsFiles> tls = SimulatorOptions.this.tls;
        private Optional<TlsFiles> lanTls = SimulatorOptions.this.lanTls;
        private String apiKey = SimulatorOptions.this.apiKey;
        private List<SimulatedCamera> cameras = SimulatorOptions.this.cameras;
        private List<SimulatedGateway> gateways = SimulatorOptions.this.gateways;
        private Optional<Duration> alertsEvery = SimulatorOptions.this.alertsEvery;
        private Duration delay = SimulatorOptions.this.delay;
        private List<Fault> faults = SimulatorOptions.this.faults;
        private Clock clock = SimulatorOptions.this.clock;
        private boolean liveEdge = SimulatorOptions.this.liveEdge;
        private OddLast oddLast = SimulatorOptions.this.oddLast;
        private boolean templateUnderRepresentation = SimulatorOptions.this.templateUnderRepresentation;
        private boolean doorAlertsInV2 = SimulatorOptions.this.doorAlertsInV2;
        private int logSize = SimulatorOptions.this.logSize;

        SimulatorOptions made() {
            return new SimulatorOptions(
                    host,
                    port,
                    lanPort,
                    publicUrl,
                    tls,
                    lanTls,
                    apiKey,
                    cameras,
                    gateways,
                    alertsEvery,
                    delay,
                    faults,
                    clock,
                    liveEdge,
                    oddLast,
                    templateUnderRepresentation,
                    doorAlertsInV2,
                    logSize);
        }
    }
}
