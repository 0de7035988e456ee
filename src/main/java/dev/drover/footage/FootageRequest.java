package dev.drover.footage;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.jobs.JobJson;

/**
 * Footage that is wanted: one camera, one range, one file.
 *
 * @param alertUuid    the alert it is about; empty for a backup
 * @param alertType    what was seen; empty for a backup
 * @param startSeconds begin of the range, seconds since 1970
 * @param seconds      length of the range, above 0
 * @param wan          whether to go through the cloud without trying the LAN
 * @param run          the command that waits for it; empty for the service
 * @param notBefore    when its footage can be expected to exist
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record FootageRequest(
        String cameraUuid,
        String cameraName,
        String alertUuid,
        String alertType,
        long startSeconds,
        long seconds,
        boolean wan,
        @JsonIgnore String run,
        long notBeforeMillis,
        long acceptedAtMillis) {

    public FootageRequest {
        run = run == null ? "" : run;
    }

    /** One result a key: alert and camera, or camera and start of a backup. */
    @JsonIgnore
    public String key() {
        return alert() ? "alert:" + alertUuid + ":" + cameraUuid : "backup:" + cameraUuid + ":" + startSeconds;
    }

    @JsonIgnore
    public boolean alert() {
        return !alertUuid.isEmpty();
    }

    /** What a person calls it. */
    @JsonIgnore
    public String title() {
        return (alert() ? alertType : "backup") + " of " + cameraName + " at " + start();
    }

    /** Why it is wanted, as a line of the console begins. */
    @JsonIgnore
    public String occasion() {
        return alert() ? "Alert seen" : "Backup wanted";
    }

    @JsonIgnore
    public Instant start() {
        return Instant.ofEpochSecond(startSeconds);
    }

    @JsonIgnore
    public Instant end() {
        return Instant.ofEpochSecond(startSeconds + seconds);
    }

    /** As it is kept in the job table. */
    @JsonIgnore
    public String json() {
        try {
            return JobJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
