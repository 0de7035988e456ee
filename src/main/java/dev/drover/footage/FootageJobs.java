package dev.drover.footage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DataFolder;

/** Reads footage jobs from their rows. */
@Named("footageJobs")
@Singleton
@RegisterForReflection
public class FootageJobs {

    private final DataFolder folder;

    public FootageJobs(DataFolder folder) {
        this.folder = folder;
    }

    public FootageJob claimed(Map<String, Object> row) {
        long id = number(row, "id");
        return new FootageJob(
                id,
                number(row, "revision"),
                (int) number(row, "attempts"),
                Instant.ofEpochMilli(number(row, "accepted_at")),
                Optional.of(number(row, "healing_since"))
                        .filter(since -> since > 0)
                        .map(Instant::ofEpochMilli),
                String.valueOf(row.get("result")),
                request(String.valueOf(row.get("request"))),
                folder.root());
    }

    private static FootageRequest request(String json) {
        try {
            return FootageJson.MAPPER.readValue(json, FootageRequest.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "A job in the job table holds a request that cannot be read: " + broken.getOriginalMessage());
        }
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
