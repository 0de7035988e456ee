package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DiskFullException;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.StorageSettings;
import dev.drover.reolink.Nvr;
import dev.drover.reolink.NvrChannel;
import dev.drover.reolink.NvrException;
import dev.drover.reolink.Nvrs;
import dev.drover.reolink.Snapshot;

/** Rounds of pictures: when one is due, of which channels, what has come of them. */
@Named("captures")
@Singleton
@RegisterForReflection
public class Captures {

    private static final Logger LOG = Logger.getLogger("timelapse");

    /** How much there is and will be is told after the first round, and after each so-manieth: ten minutes by default. */
    private static final int TELL_EVERY_ROUNDS = 40;

    private final Nvrs nvrs;
    private final CaptureRuns runs;
    private final TimelapseSettings settings;
    private final TimelapseFolders folders;
    private final StorageSettings storage;
    private final FailureReasons reasons;
    private final CaptureMetrics metrics;
    private final Clock clock;
    private final Instant start;
    private final Set<Integer> wanted;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    public Captures(
            Nvrs nvrs,
            CaptureRuns runs,
            TimelapseSettings settings,
            TimelapseFolders folders,
            StorageSettings storage,
            FailureReasons reasons,
            CaptureMetrics metrics,
            Clock clock) {
        this.nvrs = nvrs;
        this.runs = runs;
        this.settings = settings;
        this.folders = folders;
        this.storage = storage;
        this.reasons = reasons;
        this.metrics = metrics;
        this.clock = clock;
        this.start = clock.instant();
        this.wanted = settings.channels().map(Captures::channels).orElse(Set.of());
    }

    private static final class State {
        final ChannelBook book = new ChannelBook();
        final Map<Integer, Path> folders = new HashMap<>();
        Optional<CaptureRun> run = Optional.empty();
        boolean waiting;
        /** In which round that was told; -1 for never. */
        long lateTold = -1;

        long rounds;
        long pictures;
        long failed;
        long missed;
        long bytes;
        /** Of the round that is on. */
        int inRound;

        Optional<Instant> last = Optional.empty();
        String trouble = "";
    }

    private State state(String nvr) {
        return states.computeIfAbsent(nvr, name -> new State());
    }

    /** {@code 0,2,3}; none for all. */
    static Set<Integer> channels(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(number -> number.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The recorders whose next round begins now; where one waits already, the slot is missed. */
    public List<CaptureTick> due() {
        List<CaptureTick> due = new ArrayList<>();
        for (String nvr : nvrs.names()) {
            State state = state(nvr);
            Optional<CaptureRun> run = runs.current(nvr);
            synchronized (state) {
                state.run = run.isPresent() ? run : state.run;
                if (run.isPresent() && !state.waiting) {
                    state.waiting = true;
                    due.add(new CaptureTick(nvr));
                } else if (run.isPresent()) {
                    missed(nvr, state);
                }
            }
        }
        return due;
    }

    private void missed(String nvr, State state) {
        state.missed++;
        metrics.missed(nvr);
        if (state.lateTold < 0 || state.rounds >= state.lateTold + TELL_EVERY_ROUNDS) {
            state.lateTold = state.rounds;
            LOG.warnf(
                    "A round of %s takes longer than the time between two (timelapse.interval); some are missed",
                    Nvr.title(nvr));
        }
    }

    /** A round begins. */
    public CaptureRound begin(CaptureTick tick) {
        State state = state(tick.nvr());
        synchronized (state) {
            state.waiting = false;
            state.inRound = 0;
        }
        return new CaptureRound(tick.nvr(), clock.instant());
    }

    /** @throws DiskFullException if there is less room than is to be left; nothing is asked then */
    public CaptureRound demandRoom(CaptureRound round) {
        Path folder = folders.frames(round.nvr());
        AtomicFiles.createFolders(folder);
        DiskFullException.below(folder, storage.reserve().asLongValue()).ifPresent(full -> {
            throw full;
        });
        return round;
    }

    /** Whether the list of channels is to be asked for in this round. */
    public boolean isLookDue(CaptureRound round) {
        State state = state(round.nvr());
        synchronized (state) {
            return state.book.isLookDue();
        }
    }

    /** Takes in which channels there are; answers those whose name is to be asked for. */
    public List<ChannelShot> learn(CaptureRound round, List<NvrChannel> channels) {
        State state = state(round.nvr());
        List<String> news = new ArrayList<>();
        List<ChannelShot> names;
        synchronized (state) {
            names = state.book.learn(channels, wanted, news).stream()
                    .map(id -> new ChannelShot(round.nvr(), id, false, true))
                    .toList();
        }
        news.forEach(LOG::info);
        return names;
    }

    /** Takes in the name that a channel shows. */
    public ChannelShot named(ChannelShot shot, String name) {
        State state = state(shot.nvr());
        List<String> news = new ArrayList<>();
        synchronized (state) {
            state.book.named(shot.channel(), name, news);
        }
        news.forEach(LOG::info);
        return shot;
    }

    /** The pictures of this round, in the order of their channels. */
    public List<ChannelShot> shots(CaptureRound round) {
        State state = state(round.nvr());
        synchronized (state) {
            List<ChannelShot> shots = state.book.online(wanted).stream()
                    .map(id -> new ChannelShot(round.nvr(), id, true, state.book.isPatientWith(id)))
                    .toList();
            if (shots.isEmpty()) {
                state.book.lookSoon();
                throw new NvrException.ChannelOffline("No camera of " + Nvr.title(round.nvr()) + " is online"
                        + (wanted.isEmpty() ? "" : " of the channels that are wanted (timelapse.channels)"));
            }
            return shots;
        }
    }

    /** Keeps a picture, under the time at which it came. */
    public ChannelShot keep(ChannelShot shot, Snapshot picture) {
        State state = state(shot.nvr());
        Path folder;
        boolean again;
        synchronized (state) {
            String name = state.book.name(shot.channel());
            folder = state.folders.computeIfAbsent(shot.channel(), id -> tidied(folders.channel(shot.nvr(), id, name)));
        }
        AtomicFiles.writeAtomically(folders.frame(folder, picture.at()), picture.bytes());
        metrics.picture(shot.nvr(), picture.bytes().length, picture.at().getEpochSecond());
        synchronized (state) {
            again = state.book.succeeded(shot.channel());
            state.pictures++;
            state.inRound++;
            state.bytes += picture.bytes().length;
            state.last = Optional.of(picture.at());
            state.trouble = "";
        }
        if (again) {
            LOG.infof("Channel %d of %s gives pictures again", shot.channel(), Nvr.title(shot.nvr()));
        }
        return shot;
    }

    /** What a crash has left of a picture that was being written. */
    private static Path tidied(Path folder) {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
                for (Path part : parts) {
                    Files.deleteIfExists(part);
                }
            } catch (IOException stays) {
                LOG.debugf("%s cannot be tidied: %s", folder, stays.getMessage());
            }
        }
        return folder;
    }

    /** A channel gave no picture, or no name; what to say of it. */
    public CaptureNews failed(ChannelShot shot, Exception why) {
        String words = reasons.of(why);
        State state = state(shot.nvr());
        synchronized (state) {
            if (why instanceof NvrException.ChannelOffline) {
                state.book.gone(shot.channel());
            }
            if (!shot.picture()) {
                return new CaptureNews(words, false);
            }
            state.failed++;
            state.trouble = words;
            metrics.pictureFailed(shot.nvr());
            return new CaptureNews(words, state.book.failed(shot.channel(), words));
        }
    }

    /** A round has ended early; its reason as it is. */
    public String roundFailed(Object round, String why) {
        if (round instanceof CaptureRound begun) {
            State state = state(begun.nvr());
            synchronized (state) {
                state.trouble = why;
                // What was true before may not be
                state.book.lookSoon();
            }
            metrics.roundFailed(begun.nvr());
            finished(begun.nvr(), state);
        }
        return why;
    }

    /** A round has ended; what to say of it, from time to time. */
    public CaptureNews finish(CaptureRound round) {
        State state = state(round.nvr());
        metrics.round(round.nvr(), Duration.between(round.begin(), clock.instant()));
        finished(round.nvr(), state);
        synchronized (state) {
            boolean tell = state.rounds % TELL_EVERY_ROUNDS == 0 && state.inRound > 0;
            state.rounds++;
            return tell ? new CaptureNews(estimate(round.nvr(), state), true) : new CaptureNews("", false);
        }
    }

    private void finished(String nvr, State state) {
        boolean waiting;
        synchronized (state) {
            waiting = state.waiting;
        }
        if (!waiting) {
            runs.finished(nvr);
        }
    }

    private String estimate(String nvr, State state) {
        double perPicture = (double) state.bytes / state.pictures;
        Instant now = clock.instant();
        Duration left = state.run
                .flatMap(CaptureRun::until)
                .map(end -> Duration.between(now, end))
                .filter(rest -> !rest.isNegative())
                .orElse(state.run.flatMap(CaptureRun::until).isPresent() ? Duration.ZERO : Duration.ofDays(1));
        double more = perPicture
                * state.inRound
                * left.toMillis()
                / Math.max(1, settings.interval().toMillis());
        String until = state.run.flatMap(CaptureRun::until).isPresent() ? "more until the end" : "a day";
        String free = "";
        try {
            long room = Files.getFileStore(folders.frames(nvr)).getUsableSpace();
            free = ", " + size(room) + " free"
                    + (more > room - storage.reserve().asLongValue()
                            ? ": NOT ENOUGH. Make room, or take pictures less often"
                            : "");
        } catch (IOException unknown) {
            LOG.debug("How much is free is not known", unknown);
        }
        return "%s: %d pictures, %s; about %s %s%s"
                .formatted(Nvr.word(nvr), state.pictures, size(state.bytes), size(more), until, free);
    }

    private static String size(double bytes) {
        return bytes < 1e9
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** How it comes along, one for each recorder. */
    public List<CaptureStatus> status() {
        return nvrs.names().stream()
                .sorted(Comparator.naturalOrder())
                .map(nvr -> {
                    State state = state(nvr);
                    synchronized (state) {
                        return new CaptureStatus(
                                nvr,
                                state.run.flatMap(CaptureRun::until),
                                runs.isOver(nvr),
                                state.book.online(wanted).size(),
                                state.rounds,
                                state.pictures,
                                state.failed,
                                state.missed,
                                state.bytes,
                                state.last,
                                state.trouble);
                    }
                })
                .toList();
    }

    /** What to say where pictures should come, and none has for longer than this, since the start or the last one. */
    public Optional<String> overdue(String nvr, Duration most) {
        State state = state(nvr);
        synchronized (state) {
            Instant now = clock.instant();
            boolean on = state.run.filter(run -> !run.isOver(now)).isPresent();
            Instant since = state.last.orElse(start);
            if (!on || runs.isElsewhere(nvr) || !now.isAfter(since.plus(most))) {
                return Optional.empty();
            }
            return Optional.of("no picture since " + since + (state.trouble.isEmpty() ? "" : ": " + state.trouble));
        }
    }

    /** The channels that are wanted; none for all. */
    public Set<Integer> wanted() {
        return wanted;
    }

    /** Whether another process takes the pictures of a recorder. */
    public boolean isElsewhere(String nvr) {
        return runs.isElsewhere(nvr);
    }
}
