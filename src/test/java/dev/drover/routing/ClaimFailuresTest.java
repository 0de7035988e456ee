package dev.drover.routing;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.JobSettings;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.Worker;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimFailuresTest {

    private final List<String> said = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= java.util.logging.Level.INFO.intValue()) {
                said.add(record.getMessage().formatted(record.getParameters()));
            }
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("drover").addHandler(listener);
    }

    @AfterEach
    void leave() {
        Logger.getLogger("drover").removeHandler(listener);
    }

    @Test
    void whatFailsAllTheTimeIsToldOnceAndItsEndToo() {
        Worker worker = new Worker(
                Mappings.of(JobSettings.class),
                new DataFolder(Mappings.of(DroverSettings.class)),
                Clock.systemUTC(),
                1,
                Optional.empty());
        ClaimFailures failures = new ClaimFailures(new Stopping(), new FailureReasons(), worker);
        for (int i = 0; i < 3; i++) {
            failures.handleException(
                    "Failed polling endpoint", new SQLException("[SQLITE_FULL] database or disk is full"));
        }
        failures.over();
        failures.over();
        failures.handleException("Failed polling endpoint", new SQLException("[SQLITE_FULL] database or disk is full"));
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).contains("No job can be taken", "No space left").isEqualTo(said.get(2));
        assertThat(said.get(1)).isEqualTo("Jobs are taken again");
        assertThat(worker.trouble()).startsWith("No space left");
        worker.take(1, "clip");
        assertThat(worker.trouble()).isEmpty();
    }
}
