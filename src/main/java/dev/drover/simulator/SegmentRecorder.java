package dev.drover.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A recorder beside the simulated cameras: it writes segments of {@value #SECONDS} s as MediaMTX does, for {@code cam1},
 * {@code cam2} and {@code cam3}. At the start the last two minutes are there already, and the 36 s from 2025-09-06 14:30:00 on, which
 * the documentation's examples ask for. Segments older than ten minutes are deleted, but for those.
 */
public final class SegmentRecorder implements AutoCloseable {

    static final int SECONDS = 4;
    private static final int CAMERAS = 3;
    private static final int BEFORE = 120;
    private static final int EXAMPLE_SECONDS = 36;
    private static final LocalDateTime EXAMPLE = LocalDateTime.of(2025, 9, 6, 14, 30);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss-SSSSSS'.mp4'", Locale.ROOT);

    private final Path folder;
    private final MediaLibrary media;
    private final Clock clock;
    private final ZoneId zone;
    private final Deque<Recorded> recorded = new ArrayDeque<>();
    private final ScheduledExecutorService thread;
    private long next;

    private record Recorded(long begin, Path file) {}

    private SegmentRecorder(Path folder, MediaLibrary media, Clock clock, ZoneId zone) {
        this.folder = folder;
        this.media = media;
        this.clock = clock;
        this.zone = zone;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread each = new Thread(work, "recorder");
            each.setDaemon(true);
            return each;
        });
    }

    /**
     * Begins to record.
     *
     * @param folder gets one folder a camera
     * @param zone of the names
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static SegmentRecorder start(Path folder, MediaLibrary media, Clock clock, ZoneId zone) {
        SegmentRecorder recorder = new SegmentRecorder(folder, media, clock, zone);
        long example = EXAMPLE.atZone(zone).toEpochSecond();
        for (long begin = example; begin < example + EXAMPLE_SECONDS; begin += SECONDS) {
            recorder.write(begin);
        }
        recorder.recorded.clear();
        recorder.next = (clock.instant().getEpochSecond() - BEFORE) / SECONDS * SECONDS;
        recorder.catchUp();
        recorder.thread.scheduleWithFixedDelay(recorder::record, 500, 500, TimeUnit.MILLISECONDS);
        return recorder;
    }

    private void record() {
        try {
            catchUp();
        } catch (UncheckedIOException full) {
            // A recorder goes on when there is room again
        }
    }

    /** Writes what is over. */
    private void catchUp() {
        long now = clock.instant().getEpochSecond();
        for (; next + SECONDS <= now; next += SECONDS) {
            write(next);
        }
        while (!recorded.isEmpty() && recorded.peek().begin < now - KEPT.toSeconds()) {
            try {
                Files.deleteIfExists(recorded.remove().file);
            } catch (IOException stays) {
                throw new UncheckedIOException(stays);
            }
        }
    }

    private void write(long begin) {
        for (int camera = 0; camera < CAMERAS; camera++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(media.videoInit(camera));
            for (int i = 0; i < SECONDS / 2; i++) {
                bytes.writeBytes(media.video(camera, begin + 2L * i, i, 2));
            }
            Path file = folder.resolve("cam" + (camera + 1))
                    .resolve(NAME.format(Instant.ofEpochSecond(begin).atZone(zone)));
            try {
                Files.createDirectories(file.getParent());
                Path part = file.resolveSibling("." + file.getFileName());
                Files.write(part, bytes.toByteArray());
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
            recorded.add(new Recorded(begin, file));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
