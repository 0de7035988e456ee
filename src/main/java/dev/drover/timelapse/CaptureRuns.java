package dev.drover.timelapse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.quartz.CronExpression;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.FileException;
import dev.drover.reolink.Nvr;

/**
 * When pictures are taken. What was begun goes on after a restart until its end, which is kept in a file. The service begins when it
 * starts, where nothing is to be gone on with; or when {@code timelapse.begin} says so. A command begins at once and leaves no trace.
 *
 * <p>One process with a data folder takes the pictures of a recorder: the one that holds the lock on a file.
 */
@Singleton
public class CaptureRuns {

    private static final Logger LOG = Logger.getLogger("timelapse");

    private final TimelapseSettings settings;
    private final Clock clock;
    private final DataFolder data;
    private final DayVideos videos;
    private final boolean resumes;
    private final Instant start;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    public CaptureRuns(
            TimelapseSettings settings,
            Clock clock,
            DataFolder data,
            DayVideos videos,
            @ConfigProperty(name = "timelapse-capture.resumes") boolean resumes) {
        this.settings = settings;
        this.clock = clock;
        this.data = data;
        this.videos = videos;
        this.resumes = resumes;
        this.start = clock.instant();
    }

    private static final class Held {
        Optional<CaptureRun> run = Optional.empty();
        Optional<FileChannel> lock = Optional.empty();
        Instant begunUpTo = Instant.EPOCH;
        boolean over;
        boolean told;
    }

    /** What is being taken now; empty for nothing. */
    synchronized Optional<CaptureRun> current(String nvr) {
        Held state = held.computeIfAbsent(nvr, name -> new Held());
        if (!lock(nvr, state)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (state.begunUpTo.equals(Instant.EPOCH)) {
            state.begunUpTo = start;
            state.run = resumes ? read(nvr) : Optional.empty();
            if (state.run.filter(run -> !run.isOver(now)).isPresent()) {
                LOG.infof("Taking pictures of %s goes on%s", Nvr.title(nvr), end(state.run.get()));
            } else if (settings.begin().isEmpty() || !resumes) {
                begin(nvr, state, now);
            }
        }
        if (resumes && isDue(state.begunUpTo, now)) {
            begin(nvr, state, now);
        }
        state.begunUpTo = now;
        if (state.run.filter(run -> run.isOver(now)).isPresent()) {
            if (!state.over) {
                state.over = true;
                videos.end(nvr);
                LOG.infof("The time is over, no more pictures of %s are taken", Nvr.title(nvr));
            }
            return Optional.empty();
        }
        return state.run;
    }

    /** The last round has ended: its pictures may have come after the end of the time. */
    void finished(String nvr) {
        if (isOver(nvr)) {
            videos.end(nvr);
        }
    }

    /** Whether it has had its time. */
    synchronized boolean isOver(String nvr) {
        return Optional.ofNullable(held.get(nvr)).filter(state -> state.over).isPresent();
    }

    /** Whether another process takes the pictures of a recorder. */
    synchronized boolean isElsewhere(String nvr) {
        return Optional.ofNullable(held.get(nvr))
                .filter(state -> state.lock.isEmpty())
                .isPresent();
    }

    private static String end(CaptureRun run) {
        return run.until().map(until -> " until " + until).orElse(", without end");
    }

    private void begin(String nvr, Held state, Instant now) {
        CaptureRun run = CaptureRun.of(now, settings.duration());
        state.run = Optional.of(run);
        state.over = false;
        if (resumes) {
            write(nvr, run);
        }
        LOG.infof(
                "Taking pictures of %s every %s s%s",
                Nvr.title(nvr),
                java.math.BigDecimal.valueOf(settings.interval().toNanos(), 9)
                        .stripTrailingZeros()
                        .toPlainString(),
                end(run));
    }

    private boolean isDue(Instant last, Instant now) {
        return settings.begin()
                .map(text -> {
                    try {
                        CronExpression cron = new CronExpression(text);
                        cron.setTimeZone(TimeZone.getTimeZone(data.zone()));
                        Date next = cron.getNextValidTimeAfter(Date.from(last));
                        return next != null && !next.toInstant().isAfter(now);
                    } catch (ParseException checkedAtTheStart) {
                        throw new IllegalStateException("timelapse.begin is " + text, checkedAtTheStart);
                    }
                })
                .orElse(false);
    }

    private Path file(String nvr, String kind) {
        return data.state().resolve("timelapse").resolve(Nvr.word(nvr) + "." + kind);
    }

    private boolean lock(String nvr, Held state) {
        if (state.lock.isPresent()) {
            return true;
        }
        Path file = file(nvr, "capture");
        try {
            AtomicFiles.createFolders(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                if (!state.told) {
                    state.told = true;
                    LOG.warnf("Another Drover with this data folder takes the pictures of %s", Nvr.title(nvr));
                }
                return false;
            }
            state.lock = Optional.of(channel);
            state.told = false;
            return true;
        } catch (IOException | OverlappingFileLockException cannotBeTold) {
            LOG.debugf("%s cannot be locked: %s", file, cannotBeTold);
            state.lock = Optional.empty();
            return cannotBeTold instanceof IOException;
        }
    }

    private Optional<CaptureRun> read(String nvr) {
        try {
            String[] times = Files.readString(file(nvr, "run")).strip().split("\\s+");
            return Optional.of(new CaptureRun(
                    Instant.parse(times[0]),
                    times[1].equals("-") ? Optional.empty() : Optional.of(Instant.parse(times[1]))));
        } catch (IOException | DateTimeException | ArrayIndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    private void write(String nvr, CaptureRun run) {
        try {
            String times =
                    run.begin() + " " + run.until().map(Instant::toString).orElse("-") + "\n";
            AtomicFiles.writeAtomically(file(nvr, "run"), times.getBytes(StandardCharsets.UTF_8));
        } catch (FileException unwritable) {
            LOG.warnf("A restart would begin anew: %s", unwritable.getMessage());
        }
    }
}
