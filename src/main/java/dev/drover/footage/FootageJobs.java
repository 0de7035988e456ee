package dev.drover.footage;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.DataFolder;
import dev.drover.jobs.JobJson;
import dev.drover.jobs.JobOutcome;
import dev.drover.jobs.UnreadableJobException;
import dev.drover.jobs.Worker;

/** Reads footage jobs from their rows. */
@Named("footageJobs")
@Singleton
@RegisterForReflection
public class FootageJobs {

    private final DataFolder folder;
    private final Clock clock;
    private final Worker worker;

    public FootageJobs(DataFolder folder, Clock clock, Worker worker) {
        this.worker = worker;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The job of a row.
     *
     * @throws UnreadableJobException when the row does not say what is wanted
     */
    public FootageJob claimed(Map<String, Object> row) {
        try {
            return new FootageJob(
                    number(row, "id"),
                    number(row, "revision"),
                    (int) number(row, "attempts"),
                    Instant.ofEpochMilli(number(row, "accepted_at")),
                    Optional.of(number(row, "healing_since"))
                            .filter(since -> since > 0)
                            .map(Instant::ofEpochMilli),
                    String.valueOf(row.get("result")),
                    request(String.valueOf(row.get("request"))),
                    folder.root(),
                    worker.name());
        } catch (JsonProcessingException broken) {
            throw new UnreadableJobException(row, broken.getOriginalMessage());
        } catch (RuntimeException damaged) {
            throw new UnreadableJobException(row, damaged.getMessage());
        }
    }

    /**
     * The end of a job that cannot be read: it is given up at once, for waiting would not help. A file of an earlier attempt
     * stays its result.
     */
    public JobOutcome givenUp(UnreadableJobException unreadable) {
        Instant now = clock.instant();
        boolean published = !unreadable.result().isEmpty()
                && Files.isRegularFile(folder.root().resolve(unreadable.result()));
        return new JobOutcome(
                unreadable.id(),
                unreadable.revision(),
                published ? "INCOMPLETE" : "DEAD",
                unreadable.getMessage(),
                0,
                now,
                now,
                Instant.ofEpochMilli(unreadable.healingSinceMillis()),
                "");
    }

    private static FootageRequest request(String json) throws JsonProcessingException {
        FootageRequest request = JobJson.MAPPER.readValue(json, FootageRequest.class);
        if (request == null
                || request.cameraUuid() == null
                || request.cameraName() == null
                || request.alertUuid() == null
                || request.alertType() == null
                || request.seconds() <= 0) {
            throw new IllegalArgumentException("it names no camera, no alert or no range");
        }
        return request;
    }

    private static long number(Map<String, Object> row, String column) {
        if (row.get(column) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("its " + column + " is no number");
    }
}
