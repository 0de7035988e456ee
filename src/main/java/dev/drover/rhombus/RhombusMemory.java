package dev.drover.rhombus;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Rhombus has said and is still good: the session, the cameras, the audio gateways. */
@Named("rhombusMemory")
@Singleton
@RegisterForReflection
public class RhombusMemory {

    private static final Duration DEVICES_GOOD_FOR = Duration.ofMinutes(5);

    private final Clock clock;
    private final Remembered<MediaSession> session;
    private final Remembered<List<Camera>> cameras;
    private final Remembered<List<AudioGateway>> gateways;

    public RhombusMemory(Clock clock) {
        this.clock = clock;
        this.session = new Remembered<>(clock);
        this.cameras = new Remembered<>(clock);
        this.gateways = new Remembered<>(clock);
    }

    public boolean hasSession() {
        return session.current().isPresent();
    }

    public MediaSession session() {
        return session.current().orElseThrow();
    }

    public MediaSession keepSession(MediaSession opened) {
        return session.keep(opened, Duration.between(clock.instant(), opened.renewAt()));
    }

    /** After a refusal the next download opens a new session, whatever time this one had left. */
    void forgetSession(MediaRequest refused) {
        session.current()
                .filter(current -> current.token().equals(refused.token()))
                .ifPresent(current -> session.forget());
    }

    public boolean hasCameras() {
        return cameras.current().isPresent();
    }

    public List<Camera> cameras() {
        return cameras.current().orElseThrow();
    }

    public List<Camera> keepCameras(List<Camera> told) {
        return cameras.keep(told, DEVICES_GOOD_FOR);
    }

    public boolean hasGateways() {
        return gateways.current().isPresent();
    }

    public List<AudioGateway> gateways() {
        return gateways.current().orElseThrow();
    }

    public List<AudioGateway> keepGateways(List<AudioGateway> told) {
        return gateways.keep(told, DEVICES_GOOD_FOR);
    }
}
