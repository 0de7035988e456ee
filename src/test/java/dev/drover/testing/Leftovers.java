package dev.drover.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

import org.flywaydb.core.Flyway;

/**
 * What a Drover that was killed has left in the data folder before the tests begin: a running job of a worker that is gone,
 * whose lease has an hour to go, and a work folder that no job owns.
 */
public record Leftovers(Path data) {

    /** Start of the footage that the killed Drover was downloading. */
    public static final Instant START = Instant.ofEpochSecond(1_750_000_020L);

    public static final int SECONDS = 6;

    static Leftovers of(Path data) {
        return new Leftovers(data);
    }

    /** The work folder that belongs to nobody. */
    public Path orphan() {
        return data.resolve(".drover/work/job-4711");
    }

    void plant() throws IOException {
        Files.createDirectories(orphan());
        Files.writeString(orphan().resolve("seg_0.m4v"), "half a segment");
        JobTable table = new JobTable(data);
        Flyway.configure().dataSource(table.url(), null, null).load().migrate();
        long now = System.currentTimeMillis();
        String request = """
                {"cameraUuid":"%s","cameraName":"%s","alertUuid":"","alertType":"","startSeconds":%d,"seconds":%d,"wan":false,\
                "notBeforeMillis":0,"acceptedAtMillis":%d}""".formatted(
                SimulatedCameras.STAIRS.uuid(), SimulatedCameras.STAIRS.name(), START.getEpochSecond(), SECONDS, now);
        try {
            table.insertRunning(
                    "backup:" + SimulatedCameras.STAIRS.uuid() + ":" + START.getEpochSecond(),
                    SimulatedCameras.STAIRS.uuid(),
                    request,
                    SECONDS,
                    now,
                    now + 3_600_000);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }
}
