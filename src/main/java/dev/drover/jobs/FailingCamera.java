package dev.drover.jobs;

import java.time.Instant;

/**
 * A camera of which no attempt at footage has succeeded for some time.
 *
 * @param title  what the last attempt was at; names the camera
 * @param since  when the first of these attempts failed
 * @param reason why the last one did
 */
public record FailingCamera(String title, Instant since, String reason) {}
