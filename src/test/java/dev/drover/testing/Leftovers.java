package dev.drover.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;

import org.flywaydb.core.Flyway;

import dev.drover.simulator.SimulatedCamera;

/**
 * What a Drover that was killed has left in the data folder before the tests begin: a running job of a worker that is gone,
 * whose lease has an hour to go, and a work folder that no job owns. Beside them, what is none of the left things: the same
 * kind of job of a worker that lives.
 */
public record Leftovers(Path data) {

    /** Start of the footage that the killed Drover was downloading. */
    public static final Instant START = Instant.ofEpochSecond(1_750_000_020L);

    public static final int SECONDS = 6;

    /** Name of the worker that lives: the test, which holds its lock. */
    public static final String ALIVE = "alive-worker";

    /** Key of the job that it is busy with. */
    public static final String ALIVE_KEY = key(SimulatedCameras.ATTIC);

    static Leftovers of(Path data) {
        return new Leftovers(data);
    }

    /** The work folder that belongs to nobody. */
    public Path orphan() {
        return data.resolve(".drover/work/job-4711");
    }

    private static String key(SimulatedCamera camera) {
        return "backup:" + camera.uuid() + ":" + START.getEpochSecond();
    }

    /** Answers what shows that the living worker lives, as long as it is open. */
    Closeable plant() throws IOException {
        Files.createDirectories(orphan());
        Files.writeString(orphan().resolve("seg_0.m4v"), "half a segment");
        JobTable table = new JobTable(data);
        Flyway.configure().dataSource(table.url(), null, null).load().migrate();
        try {
            running(table, SimulatedCameras.STAIRS);
            running(table, SimulatedCameras.ATTIC);
            table.own(ALIVE_KEY, ALIVE);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
        Path workers = Files.createDirectories(data.resolve(".drover/workers"));
        FileChannel alive =
                FileChannel.open(workers.resolve(ALIVE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        alive.lock();
        return alive;
    }

    private static void running(JobTable table, SimulatedCamera camera) throws SQLException {
        long now = System.currentTimeMillis();
        String request = """
                {"cameraUuid":"%s","cameraName":"%s","alertUuid":"","alertType":"","startSeconds":%d,"seconds":%d,"wan":false,\
                "notBeforeMillis":0,"acceptedAtMillis":%d}""".formatted(camera.uuid(), camera.name(), START.getEpochSecond(), SECONDS, now);
        table.insertRunning(key(camera), camera.uuid(), request, SECONDS, now, now + 3_600_000);
    }
}
