package dev.drover.rhombus;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Rhombus has said and is still good: the session, the cameras, the audio gateways. */
@Named("rhombusMemory")
@Singleton
@RegisterForReflection
public class RhombusMemory {

    private static final Duration DEVICES_GOOD_FOR = Duration.ofMinutes(5);
    /** How long a list of microphones that came is better than none, while the key may not ask for a new one. */
    private static final Duration BETTER_THAN_NONE_FOR = Duration.ofHours(24);

    private final Clock clock;
    private final Remembered<MediaSession> session;
    private final Remembered<List<Camera>> cameras;
    private final Remembered<Microphones> microphones;
    private final Remembered<Microphones> lastMicrophones;
    private final AtomicReference<String> toldRefusal = new AtomicReference<>("");

    public RhombusMemory(Clock clock) {
        this.clock = clock;
        this.session = new Remembered<>(clock);
        this.cameras = new Remembered<>(clock);
        this.microphones = new Remembered<>(clock);
        this.lastMicrophones = new Remembered<>(clock);
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

    public boolean hasMicrophones() {
        return microphones.current().isPresent();
    }

    public Microphones microphones() {
        return microphones.current().orElseThrow();
    }

    /** Keeps a list that Rhombus has told; no other one may come here. */
    public Microphones keepMicrophones(List<AudioGateway> told) {
        Microphones known = new Microphones(true, told);
        toldRefusal.set("");
        lastMicrophones.keep(known, BETTER_THAN_NONE_FOR);
        return microphones.keep(known, DEVICES_GOOD_FOR);
    }

    /** Whether it is news that the key may not list microphones, and what that means; else each download would say so. */
    public boolean isNews(Microphones refused) {
        String meaning = refused.withoutPermission();
        return !meaning.equals(toldRefusal.getAndSet(meaning));
    }

    /** What is known of microphones where the key may not ask for them (now). */
    public Microphones lastMicrophones() {
        return lastMicrophones.current().orElse(Microphones.UNKNOWN);
    }
}
