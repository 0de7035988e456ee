package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

import io.quarkus.test.common.WithTestResource;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the tests of videos share: one folder of pictures, one Drover beside it. */
@WithTestResource(TimelapseSite.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class TimelapseTest {

    /** Given by {@link TimelapseSite}. */
    @OfSite
    protected Path data;

    /** Where pictures and videos are. */
    protected Path timelapses() {
        return data.resolve("timelapse");
    }

    protected static LocalDate today() {
        return LocalDate.ofInstant(Instant.now(), TimelapseSite.ZONE);
    }

    protected static String log() {
        try {
            return Files.readString(FootageFlow.LOG);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
