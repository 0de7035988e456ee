package dev.drover.timelapse;

import java.time.Instant;
import java.util.Optional;

/**
 * How the pictures of a recorder come along.
 *
 * @param nvr      name of the recorder, empty for the one that has none
 * @param until    when it ends; empty for never
 * @param ended    whether it has ended
 * @param channels online and wanted, as of the last look
 * @param rounds   that were finished
 * @param pictures that were kept, since this process began
 * @param failed   pictures that did not come
 * @param missed   slots without a round
 * @param bytes    of all pictures
 * @param last     when the last picture came; empty for never
 * @param trouble  why the last round failed, or the last picture; empty where they did not
 */
public record CaptureStatus(
        String nvr,
        Optional<Instant> until,
        boolean ended,
        int channels,
        long rounds,
        long pictures,
        long failed,
        long missed,
        long bytes,
        Optional<Instant> last,
        String trouble) {}
