package dev.drover.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.PlainText;
import dev.drover.ffmpeg.CapturePlan;
import dev.drover.ffmpeg.Encoding;
import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.LineListener;
import dev.drover.ffmpeg.ProcessException;
import dev.drover.ffmpeg.ProcessTree;
import dev.drover.ffmpeg.RunLimit;
import dev.drover.ffmpeg.VideoEncoder;
import dev.drover.ffmpeg.VideoEncoders;
import dev.drover.files.AtomicFiles;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.Stopping;

/**
 * The FFmpeg of each device: when it is started, when it has brought nothing for too long, and what it has said. One that an earlier
 * Drover has left behind is ended first: it has the device, and writes to the same files.
 */
@Named("deviceRuns")
@Singleton
@RegisterForReflection
public class DeviceRuns implements LineListener, RunLimit {

    private static final Logger LOG = Logger.getLogger("run-device");

    private static final Encoding.Size STREAM = new Encoding.Size(640, 360);
    /** A device may take so many times as long as it may be silent, until it brings its first picture. */
    private static final int START = 4;
    /** Whoever has run for so long is started again at once. */
    private static final Duration STEADY = Duration.ofMinutes(1);
    /** An encoder that fails so soon is not for this device. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration SIGNAL = Duration.ofMillis(500);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int LAST_WORDS = 4;
    private static final Pattern PROGRESS = Pattern.compile("[a-z0-9_]+=.*");

    private final CaptureSettings settings;
    private final CaptureFolders folders;
    private final FfmpegCommands commands;
    private final VideoEncoders encoders;
    private final FailureReasons reasons;
    private final Stopping stopping;
    private final Clock clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    public DeviceRuns(
            CaptureSettings settings,
            CaptureFolders folders,
            FfmpegCommands commands,
            VideoEncoders encoders,
            FailureReasons reasons,
            Stopping stopping,
            Clock clock) {
        this.settings = settings;
        this.folders = folders;
        this.commands = commands;
        this.encoders = encoders;
        this.reasons = reasons;
        this.stopping = stopping;
        this.clock = clock;
        folders.devices().forEach(device -> states.put(device.directory(), new State(device, settings.restartDelay())));
    }

    /** One device; its lock is held by whoever looks or changes. */
    private static final class State {
        private final CaptureDevice device;
        private final Deque<String> words = new ArrayDeque<>();
        private Duration pause;
        private Instant due = Instant.EPOCH;
        private Instant begun = Instant.EPOCH;
        private Instant looked = Instant.EPOCH;
        private VideoEncoder encoder = VideoEncoder.X264;
        private boolean stalled;

        private State(CaptureDevice device, Duration pause) {
            this.device = device;
            this.pause = pause;
        }
    }

    /**
     * Whether a device is to be started.
     *
     * @param due whether its pause is over
     */
    @RegisterForReflection
    public record Turn(String directory, boolean due) {

        /** It runs until it ends, in ms. */
        public long patience() {
            return Duration.ofDays(10_000).toMillis();
        }
    }

    /** Whether a device is to be started now; where so, all is ready for it. */
    public Turn begin(String directory) throws InterruptedException {
        State state = states.get(directory);
        synchronized (state) {
            if (stopping.begun() || clock.instant().isBefore(state.due)) {
                return new Turn(directory, false);
            }
        }
        Path folder = folders.directory(directory);
        AtomicFiles.createFolders(folders.captures(directory));
        if (ProcessTree.endOrphans(arguments -> FfmpegCommands.isCapture(arguments, folder)) > 0) {
            LOG.infof("%s: the FFmpeg of an earlier Drover was ended", directory);
        }
        synchronized (state) {
            state.begun = clock.instant();
            state.looked = state.begun;
            state.stalled = false;
            state.words.clear();
        }
        return new Turn(directory, true);
    }

    /** What FFmpeg is to do. */
    public List<String> arguments(Turn turn) {
        State state = states.get(turn.directory());
        CaptureDevice device = state.device;
        Optional<VideoEncoder> wanted = VideoEncoder.of(device.option("encoder").orElse(settings.encoder()));
        VideoEncoder encoder = encoders.best(wanted, STREAM);
        synchronized (state) {
            state.encoder = encoder;
        }
        return commands.capture(new CapturePlan(
                DeviceInput.video(device, settings.size()),
                DeviceInput.audio(device),
                encoder,
                STREAM,
                device.option("stills").map(Integer::parseInt).orElse(settings.stillsPerSecond()),
                clock.instant().getEpochSecond(),
                folders.directory(turn.directory())));
    }

    private Optional<State> of(List<String> command) {
        return states.values().stream()
                .filter(state -> FfmpegCommands.isCapture(command, folders.directory(state.device.directory())))
                .findFirst();
    }

    @Override
    public void line(List<String> command, String line) {
        if (!PROGRESS.matcher(line).matches() && !line.isBlank()) {
            of(command).ifPresent(state -> {
                synchronized (state) {
                    state.words.addLast(line.strip());
                    if (state.words.size() > LAST_WORDS) {
                        state.words.removeFirst();
                    }
                }
            });
        }
    }

    @Override
    public Optional<String> over(List<String> command) {
        return of(command).flatMap(state -> {
            if (stopping.begun()) {
                return Optional.of("Drover stops");
            }
            synchronized (state) {
                Instant now = clock.instant();
                if (now.isBefore(state.looked.plus(LOOK_EVERY))) {
                    return Optional.empty();
                }
                state.looked = now;
                Optional<String> silent = silent(state, now);
                state.stalled = silent.isPresent();
                return silent;
            }
        });
    }

    /** The playlist changes with each segment, and the folder with each still. */
    private Optional<String> silent(State state, Instant now) {
        String directory = state.device.directory();
        boolean starts = !changed(folders.directory(directory).resolve(SoundLevels.PLAYLIST))
                .isAfter(state.begun);
        if (starts && now.isBefore(state.begun.plus(settings.stall().multipliedBy(START)))) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        if (old(folders.directory(directory).resolve(SoundLevels.PLAYLIST), now)) {
            missing.add("segment");
        }
        if (old(folders.captures(directory), now)) {
            missing.add("still");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("no new " + String.join(" and no new ", missing) + " for "
                        + settings.stall().toMillis() / 1000.0 + " s");
    }

    private boolean old(Path file, Instant now) {
        return changed(file).isBefore(now.minus(settings.stall()));
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException none) {
            return Instant.EPOCH;
        }
    }

    /**
     * It has ended by itself, without an error: what it records has come to its end.
     *
     * @throws ProcessException always
     */
    public void ended(Turn turn) {
        throw new ProcessException("FFmpeg has come to the end of what there was to record");
    }

    /**
     * What is to be said of a run that has failed.
     *
     * @param news whether it is worth a line; what Drover's own stop has ended is not
     */
    @RegisterForReflection
    public record Ended(DeviceEnd end, boolean news, String message) {}

    /** A run has failed, or was ended; when the next one begins is settled. */
    public Ended failed(String directory, Exception failure) throws InterruptedException {
        State state = states.get(directory);
        // A signal reaches Drover and its programs one after the other
        boolean ours = stopping.begunWithin(SIGNAL);
        synchronized (state) {
            Instant now = clock.instant();
            Duration ran = Duration.between(state.begun, now);
            if (ran.compareTo(STEADY) >= 0) {
                state.pause = settings.restartDelay();
            }
            state.due = now.plus(state.pause);
            String pause = state.pause.toMillis() / 1000.0 + " s";
            Duration next = state.pause.multipliedBy(2);
            state.pause = next.compareTo(settings.longestRestartDelay()) > 0 ? settings.longestRestartDelay() : next;
            if (!ours && !state.stalled && ran.compareTo(SOON) < 0) {
                encoders.distrust(state.encoder);
            }
            String words = words(state, failure);
            DeviceEnd end = new DeviceEnd(directory, state.device.title(), now, state.stalled, words);
            return new Ended(
                    end,
                    !ours,
                    directory + " (" + state.device.title() + ") "
                            + (state.stalled ? "stood still" : "has ended") + ": " + words + ". It is started again in "
                            + pause);
        }
    }

    private String words(State state, Exception failure) {
        List<String> words = new ArrayList<>(state.words);
        if (words.isEmpty() || state.stalled) {
            words.add(reasons.of(failure).replaceFirst("^FFmpeg has not come to an end\\. Stopped: ", ""));
        }
        String said = PlainText.of(String.join("; ", words)).replaceAll("(?<=://)[^/@\\s]*@", "");
        return said + DeviceInput.advice(state.device, said);
    }
}
