package dev.drover.footage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.jobs.JobOutcome;
import dev.drover.jobs.JobSettings;
import dev.drover.jobs.UnreadableJobException;
import dev.drover.jobs.Worker;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FootageJobsTest {

    private static final Instant NOW = Instant.parse("2025-06-15T12:00:00Z");

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {"revision", "attempts", "accepted_at", "healing_since", "request"})
    void aRowWithoutOneOfItsColumnsEndsItsJob(String column) {
        Map<String, Object> row = row();
        assertThat(jobs().claimed(row).id()).isEqualTo(7);
        row.put(column, null);
        UnreadableJobException unreadable =
                catchThrowableOfType(UnreadableJobException.class, () -> jobs().claimed(row));
        assertThat(unreadable).hasMessageContaining("drover jobs show 7");
        JobOutcome outcome = jobs().givenUp(unreadable);
        assertThat(outcome.id()).isEqualTo(7);
        assertThat(outcome.state()).isEqualTo("DEAD");
    }

    @Test
    void healingIsKept() {
        Map<String, Object> row = row();
        row.put("healing_since", NOW.toEpochMilli());
        row.put("request", "{");
        UnreadableJobException unreadable =
                catchThrowableOfType(UnreadableJobException.class, () -> jobs().claimed(row));
        assertThat(jobs().givenUp(unreadable).healingSince()).isEqualTo(NOW);
    }

    private static Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        row.putAll(Map.of("id", 7, "revision", 1, "attempts", 1, "accepted_at", 1, "healing_since", 0, "result", ""));
        row.put(
                "request",
                "{\"cameraUuid\": \"cam1\", \"cameraName\": \"Dock\", \"alertUuid\": \"\", \"alertType\": \"\","
                        + " \"startSeconds\": 0, \"seconds\": 2}");
        return row;
    }

    private FootageJobs jobs() {
        DataFolder folder = new DataFolder(Mappings.of(DroverSettings.class, "drover.data", data.toString()));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new FootageJobs(
                folder, clock, new Worker(Mappings.of(JobSettings.class), folder, clock, 4, Optional.empty()));
    }
}
