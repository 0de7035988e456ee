package dev.drover.footage;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DataFolder;
import dev.drover.jobs.JobOutcome;

/** Reads footage jobs from their rows. */
@Named("footageJobs")
@Singleton
@RegisterForReflection
public class FootageJobs {

    private final DataFolder folder;
    private final Clock clock;

    public FootageJobs(DataFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The job of a row.
     *
     * @throws UnreadableJobException when the row does not say what is wanted
     */
    public FootageJob claimed(Map<String, Object> row) {
        long id = number(row, "id");
        long revision = number(row, "revision");
        return new FootageJob(
                id,
                revision,
                (int) number(row, "attempts"),
                Instant.ofEpochMilli(number(row, "accepted_at")),
                Optional.of(number(row, "healing_since"))
                        .filter(since -> since > 0)
                        .map(Instant::ofEpochMilli),
                String.valueOf(row.get("result")),
                request(id, revision, String.valueOf(row.get("request"))),
                folder.root());
    }

    /** The end of a job that cannot be read: it is given up at once, for waiting would not help. */
    public JobOutcome givenUp(UnreadableJobException unreadable) {
        Instant now = clock.instant();
        return new JobOutcome(
                unreadable.id(),
                unreadable.revision(),
                "DEAD",
                unreadable.getMessage(),
                0,
                now,
                now,
                Instant.EPOCH,
                "");
    }

    private static FootageRequest request(long id, long revision, String json) {
        try {
            FootageRequest request = FootageJson.MAPPER.readValue(json, FootageRequest.class);
            if (request == null
                    || request.cameraUuid() == null
                    || request.cameraName() == null
                    || request.alertUuid() == null
                    || request.alertType() == null
                    || request.seconds() <= 0) {
                throw new UnreadableJobException(id, revision, "it names no camera, no alert or no range");
            }
            return request;
        } catch (JsonProcessingException broken) {
            throw new UnreadableJobException(id, revision, broken.getOriginalMessage());
        }
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
