package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.AtomicFiles;
import dev.drover.media.Kind;
import dev.drover.rhombus.RecordingRange;
import dev.drover.rhombus.RhombusCall;

/**
 * One piece of a download: a range of one track, short enough for one request to the device.
 *
 * @param device       the camera, or the audio gateway that belongs to it
 * @param index        position in the download, from 0
 * @param startSeconds begin, seconds since 1970
 * @param seconds      length
 */
@RegisterForReflection
public record FootageWindow(FootageJob job, Kind track, String device, int index, long startSeconds, long seconds) {

    private static final int SEGMENT_SECONDS = 2;

    /** Where Rhombus says the recording is. */
    public RhombusCall mediaUrisCall() {
        return new RhombusCall.GetMediaUris(device, track == Kind.AUDIO);
    }

    /**
     * What the device is asked for: whole segments. Samples that ask for an odd number of seconds lose the last one, for a
     * device may cut the last segment short or leave it out.
     */
    public RecordingRange range() {
        long whole = (seconds + SEGMENT_SECONDS - 1) / SEGMENT_SECONDS * SEGMENT_SECONDS;
        return new RecordingRange(
                job.cameraName() + (track == Kind.AUDIO ? " (audio)" : ""),
                startSeconds,
                whole,
                job.request().wan());
    }

    /** Where it begins, counted from the begin of the download. */
    Duration offset() {
        return Duration.ofSeconds(startSeconds - job.request().startSeconds());
    }

    public Duration asked() {
        return Duration.ofSeconds(seconds);
    }

    /** By its range, so that pieces of another one, asked for before a job grew, are not taken for this one's. */
    String name() {
        return "%s-%d-%d".formatted(track.name().toLowerCase(java.util.Locale.ROOT), startSeconds, seconds);
    }

    /** Where the worker that has the job joins all its segments to one file. Two workers on one job do not share it. */
    public Path joined() {
        return job.folder().resolve(name() + "-" + job.worker() + ".media");
    }

    /** The joined file that an account tells of, whoever has joined it. */
    Path joined(WindowAccount account) {
        return job.folder().resolve(account.joined().isEmpty() ? name() + ".media" : account.joined());
    }

    /** What the joined window holds and what it lacks. */
    Path account() {
        return job.folder().resolve(name() + ".json");
    }

    /** The single segments, by the way they came: those of the camera and those of the cloud do not mix. */
    Path segments(dev.drover.rhombus.MediaSource source) {
        return job.folder().resolve(name() + "-" + source.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Removes the single segments, whichever way they came. */
    void deleteSegments() {
        AtomicFiles.deleteTree(segments(dev.drover.rhombus.MediaSource.LAN));
        AtomicFiles.deleteTree(segments(dev.drover.rhombus.MediaSource.WAN));
    }

    /** Has the next attempt fetch all of it again. */
    void forget() throws IOException {
        Files.deleteIfExists(account());
        deleteSegments();
    }

    /** Whether an earlier attempt has brought all of it. */
    public boolean fetched() {
        return WindowAccount.read(this)
                .filter(account -> account.complete() && Files.isRegularFile(joined(account)))
                .isPresent();
    }
}
