package dev.drover.jobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.drover.files.DataFolder;

/**
 * This process as a worker on the job table.
 *
 * <p>Each worker holds a lock on a file of its own as long as it lives. The operating system lets go of it when the process
 * ends in whatever way, so that the next start knows at once, without waiting for a lease, whose work lies abandoned.
 */
@Named("worker")
@Singleton
@RegisterForReflection
public class Worker {

    private final JobSettings settings;
    private final DataFolder folder;
    private final Clock clock;
    private final int footageWorkers;
    private final String run;
    private final String name = UUID.randomUUID().toString();
    private final Map<Long, String> inHand = new ConcurrentHashMap<>();
    private volatile String trouble = "";
    private Optional<FileLock> alive = Optional.empty();

    public Worker(
            JobSettings settings,
            DataFolder folder,
            Clock clock,
            @ConfigProperty(name = "footage.workers") int footageWorkers,
            @ConfigProperty(name = "worker.run") Optional<String> run) {
        this.settings = settings;
        this.folder = folder;
        this.clock = clock;
        this.footageWorkers = footageWorkers;
        this.run = run.orElse("");
    }

    public String name() {
        return name;
    }

    /** The one command whose jobs this process does; empty for all. */
    public String run() {
        return run;
    }

    /** Notes that this process works on a footage job from now on. */
    public void take(long id) {
        take(id, "footage");
    }

    /** Notes that this process works on a job of a queue from now on. */
    public void take(long id, String queue) {
        trouble = "";
        inHand.put(id, queue);
    }

    /** Notes why the job table cannot be written, as on a full disk; until a job can be taken again. */
    public void troubled(String why) {
        trouble = why;
    }

    /** Why jobs are not taken, or their ends not recorded; empty where all is well, as far as is known. */
    public String trouble() {
        return trouble;
    }

    /** Notes that it no longer does, however that ended. */
    public void letGo(long id) {
        inHand.remove(id);
    }

    /**
     * The ids of the jobs that this process works on, as a JSON array. A row may be this worker's and not among them: its end
     * could not be recorded.
     */
    public String inHand() {
        return inHand.keySet().toString();
    }

    /** Whether this process works on no job. */
    public boolean idle() {
        return inHand.isEmpty();
    }

    /** How many more footage jobs it can take. */
    public int free() {
        long taken = inHand.values().stream().filter("footage"::equals).count();
        return (int) Math.max(0, footageWorkers - taken);
    }

    /** Now, in milliseconds since 1970. */
    public long now() {
        return clock.millis();
    }

    /** Until when others leave this worker's jobs alone, in milliseconds since 1970. */
    public long leaseUntil() {
        return clock.millis() + settings.lease().toMillis();
    }

    void arrive(@Observes StartupEvent start, @ConfigProperty(name = "worker.works") boolean works) throws IOException {
        if (works) {
            arrive();
        }
    }

    /** Takes the lock that shows others that this worker lives. */
    public synchronized void arrive() throws IOException {
        if (alive.isEmpty()) {
            Files.createDirectories(workers());
            FileChannel channel =
                    FileChannel.open(workers().resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            alive = Optional.of(channel.lock());
        }
    }

    /** The same as {@link #hasDied}; its file is removed, for nobody will lock it again. */
    public boolean isGone(String other) throws IOException {
        boolean gone = hasDied(other);
        if (gone) {
            Files.deleteIfExists(workers().resolve(other));
        }
        return gone;
    }

    /** Whether a worker has died without finishing: its lock can be had, or its file is gone. */
    public boolean hasDied(String other) throws IOException {
        Path file = workers().resolve(other);
        if (other.equals(name) || !other.matches("[A-Za-z0-9-]+")) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (java.nio.file.NoSuchFileException gone) {
            return true;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    private Path workers() {
        return folder.state().resolve("workers");
    }

    @PreDestroy
    synchronized void leave() throws IOException {
        if (alive.isPresent()) {
            alive.get().acquiredBy().close();
            Files.deleteIfExists(workers().resolve(name));
        }
    }
}
