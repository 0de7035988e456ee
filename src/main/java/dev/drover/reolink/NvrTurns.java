package dev.drover.reolink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jboss.logging.Logger;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.FileException;
import dev.drover.jobs.StoppedException;
import dev.drover.jobs.Stopping;

/**
 * Whose turn it is to talk to a recorder, and when. Within this process its route asks one thing after the other; of all processes
 * with this data folder, the one that holds the lock on a file has the turn. From the end of an answer to the next request there
 * is a pause; after a request that was never answered, or after another process's turn, all of it counts from now.
 */
@Named("nvrTurns")
@Singleton
@RegisterForReflection
public class NvrTurns {

    private static final Logger LOG = Logger.getLogger("nvr");

    private final Stopping stopping;
    private final MeterRegistry meters;
    private final Path folder;
    private final long pauseNanos;
    private final long me = ThreadLocalRandom.current().nextLong();
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    public NvrTurns(Stopping stopping, NvrSettings settings, DataFolder data, MeterRegistry meters) {
        this.stopping = stopping;
        this.meters = meters;
        this.folder = NvrSessions.folder(data);
        this.pauseNanos = settings.pause().toNanos();
    }

    private static final class Turn {
        boolean held;
        Optional<FileChannel> channel = Optional.empty();
        Optional<FileLock> lock = Optional.empty();
        /** Whether a request is on its way, or was never answered. */
        boolean open;

        String command = "";
        long begun;
        /** When the next request may be, by the clock of nanoseconds. */
        long free = System.nanoTime();
    }

    private Turn turn(NvrCall call) {
        return turns.computeIfAbsent(call.nvr(), nvr -> new Turn());
    }

    /**
     * Takes the turn, waiting for another process to end its own.
     *
     * @throws StoppedException when Drover is being stopped
     */
    public NvrCall take(NvrCall call) {
        demandGoingOn();
        Turn turn = turn(call);
        lock(call.nvr(), turn);
        synchronized (turn) {
            turn.held = true;
        }
        return call;
    }

    /** Gives it back; for a turn that is not held, nothing happens. */
    public void give(NvrCall call) {
        Turn turn = turn(call);
        unanswered(call, turn);
        unlock(turn);
        synchronized (turn) {
            turn.held = false;
            turn.notifyAll();
        }
    }

    /** Milliseconds until the next request may be. */
    public long pauseMillis(NvrCall call) {
        demandGoingOn();
        return millisToWait(call);
    }

    private long millisToWait(NvrCall call) {
        Turn turn = turn(call);
        unanswered(call, turn);
        long left = turn.free - System.nanoTime();
        // Rounded up: sooner than that it must not be
        return left <= 0 ? 0 : Math.min(left, pauseNanos) / 1_000_000 + 1;
    }

    /** A request goes out. */
    public NvrCall begin(NvrCall call) {
        Turn turn = turn(call);
        turn.open = true;
        turn.command = call.command();
        turn.begun = System.nanoTime();
        return call;
    }

    /** All of its answer has come. */
    public NvrAnswer end(NvrCall call, NvrAnswer answer) {
        Turn turn = turn(call);
        turn.open = false;
        turn.free = System.nanoTime() + pauseNanos;
        count(call, answer.kind().name().toLowerCase(java.util.Locale.ROOT), turn);
        return answer;
    }

    /** Whether nobody of this process talks to it, within this time; for the end, which waits no longer. */
    public boolean isFree(String nvr, Duration within) throws InterruptedException {
        Turn turn = turns.get(nvr);
        if (turn == null) {
            return true;
        }
        long end = System.nanoTime() + within.toNanos();
        synchronized (turn) {
            for (long left = within.toMillis(); turn.held && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                turn.wait(left);
            }
            return !turn.held;
        }
    }

    /** The same as {@link #pauseMillis}, at the end. */
    public long lastPauseMillis(NvrCall call) {
        return millisToWait(call);
    }

    private void demandGoingOn() {
        if (stopping.begun()) {
            throw new StoppedException();
        }
    }

    /** A request that was never answered: nobody knows whether the recorder is still busy with it. */
    private void unanswered(NvrCall call, Turn turn) {
        if (turn.open) {
            turn.open = false;
            turn.free = System.nanoTime() + pauseNanos;
            count(call, "none", turn);
        }
    }

    private void count(NvrCall call, String outcome, Turn turn) {
        meters.timer("drover.nvr.requests", "nvr", call.nvrWord(), "command", turn.command, "outcome", outcome)
                .record(Duration.ofNanos(System.nanoTime() - turn.begun));
    }

    private void lock(String nvr, Turn turn) {
        if (turn.lock.isPresent()) {
            return;
        }
        try {
            if (turn.channel.isEmpty()) {
                AtomicFiles.createFolders(folder);
                turn.channel = Optional.of(FileChannel.open(
                        folder.resolve(Nvr.word(nvr) + ".turn"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
            }
            FileChannel channel = turn.channel.get();
            turn.lock = Optional.of(channel.lock());
            ByteBuffer last = ByteBuffer.allocate(Long.BYTES);
            boolean mine = channel.read(last, 0) == Long.BYTES && last.getLong(0) == me;
            if (!mine) {
                turn.free = System.nanoTime() + pauseNanos;
                channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, me), 0);
            }
        } catch (IOException | FileException | OverlappingFileLockException notHere) {
            demandGoingOn();
            LOG.debugf("Turns with other processes are not kept: %s", notHere);
        }
    }

    private static void unlock(Turn turn) {
        try {
            if (turn.lock.isPresent()) {
                turn.lock.get().release();
            }
        } catch (IOException gone) {
            LOG.debug("A lock was lost", gone);
        }
        turn.lock = Optional.empty();
    }
}
