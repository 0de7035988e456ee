package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.FfmpegExecutable;
import dev.drover.ffmpeg.VideoEncoders;
import dev.drover.files.DataFolder;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.StorageSettings;
import dev.drover.testing.Mappings;
import dev.drover.testing.MovingClock;

import static org.assertj.core.api.Assertions.assertThat;

/** When pictures are taken, with {@code timelapse.begin} and without. */
class CaptureRunsTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final String AT_SIX = "0 0 6 * * ?";

    @TempDir
    Path folder;

    private DayVideos videos;
    private final AtomicReference<Instant> now = new AtomicReference<>();

    private void at(String time) {
        now.set(LocalDateTime.parse(time).atZone(ZURICH).toInstant());
    }

    /** A start of Drover, after the end of the one before. */
    private CaptureRuns start(String... settings) throws IOException {
        // Its lock would end with its process
        Files.deleteIfExists(folder.resolve(".drover/timelapse/nvr.capture"));
        TimelapseSettings timelapse = FrameNameTest.settings(folder, settings);
        TimelapseFolders folders = FrameNameTest.folders(folder);
        DataFolder data = FrameNameTest.data(folder);
        Clock clock = new MovingClock(now);
        Stopping stopping = new Stopping();
        FfmpegExecutable ffmpeg = FfmpegExecutable.of(Optional.of("ffmpeg"), Optional.empty());
        Stitches stitches = new Stitches(
                folders, new FfmpegCommands(), new VideoEncoders(ffmpeg), new EncodesInHand(progress -> {}), stopping);
        videos = new DayVideos(
                folders,
                timelapse,
                new VideoStyles(timelapse, data),
                stitches,
                Mappings.of(StorageSettings.class),
                stopping,
                data,
                clock);
        return new CaptureRuns(timelapse, clock, data, videos, true);
    }

    private static Optional<Instant> end(CaptureRuns runs) {
        return runs.current("").flatMap(CaptureRun::until);
    }

    @Test
    void itBeginsEachMorningAndNotBefore() throws IOException {
        at("2026-11-20T05:59:50");
        CaptureRuns runs = start("timelapse.begin", AT_SIX, "timelapse.duration", "10h");
        assertThat(runs.current("")).isEmpty();
        at("2026-11-20T05:59:59");
        assertThat(runs.current("")).isEmpty();
        at("2026-11-20T06:00:05");
        Instant first = now.get().plus(Duration.ofHours(10));
        assertThat(end(runs)).contains(first);
        at("2026-11-20T15:59:59");
        assertThat(end(runs)).as("one run, however long ago it began").contains(first);
        at("2026-11-20T16:00:05");
        assertThat(runs.current("")).isEmpty();
        assertThat(runs.isOver("")).isTrue();
        at("2026-11-21T06:00:02");
        assertThat(end(runs)).contains(now.get().plus(Duration.ofHours(10)));
        assertThat(runs.isOver("")).isFalse();
    }

    @Test
    void itBeginsAtTheSameTimeOfTheDayWhereClocksAreChanged() throws IOException {
        at("2026-10-24T12:00:00");
        CaptureRuns runs = start("timelapse.begin", AT_SIX, "timelapse.duration", "1h");
        assertThat(runs.current("")).isEmpty();
        // 05:59 in winter is 06:59 in summer
        at("2026-10-25T05:59:59");
        assertThat(runs.current("")).isEmpty();
        at("2026-10-25T06:00:00");
        assertThat(runs.current("")).isPresent();
    }

    @Test
    void aLongerRunBeginsAnewEachMorning() throws IOException {
        at("2026-11-20T05:00:00");
        CaptureRuns runs = start("timelapse.begin", AT_SIX, "timelapse.duration", "30h");
        assertThat(runs.current("")).isEmpty();
        at("2026-11-20T06:00:00");
        assertThat(runs.current("")).isPresent();
        at("2026-11-21T06:00:00");
        assertThat(end(runs)).contains(now.get().plus(Duration.ofHours(30)));
    }

    @Test
    void aRestartGoesOnUntilTheSameEndAndBeginsNothingAfterIt() throws IOException {
        String[] daily = {"timelapse.begin", AT_SIX, "timelapse.duration", "10h"};
        at("2026-11-20T05:59:00");
        CaptureRuns first = start(daily);
        assertThat(first.current("")).isEmpty();
        at("2026-11-20T06:00:00");
        Instant end = end(first).orElseThrow();
        at("2026-11-20T09:00:00");
        CaptureRuns second = start(daily);
        assertThat(end(second)).contains(end);
        at("2026-11-20T20:00:00");
        CaptureRuns third = start(daily);
        assertThat(third.current("")).as("six in the morning is over").isEmpty();
        at("2026-11-21T06:00:00");
        assertThat(third.current("")).isPresent();
    }

    @Test
    void withoutATimeItBeginsAtOnceAndOnce() throws IOException {
        at("2026-11-20T20:00:00");
        CaptureRuns runs = start("timelapse.duration", "10h");
        assertThat(end(runs)).contains(now.get().plus(Duration.ofHours(10)));
        at("2026-11-21T06:00:01");
        assertThat(runs.current("")).isEmpty();
        at("2026-11-22T06:00:01");
        assertThat(runs.current("")).isEmpty();
    }

    @Test
    void picturesOfTheLastRoundAreInTheVideoAtOnceToo() throws IOException {
        at("2026-11-20T20:00:00");
        CaptureRuns runs = start("timelapse.duration", "1h");
        assertThat(runs.current("")).isPresent();
        runs.finished("");
        at("2026-11-20T21:00:00");
        assertThat(runs.current("")).isEmpty();
        Path frames = Files.createDirectories(folder.resolve("frames/ch0_Gate"));
        Files.createFile(frames.resolve("20261120_210005_000.jpg"));
        at("2026-11-20T21:00:10");
        assertThat(videos.next().isThere()).as("it came after the end").isFalse();
        runs.finished("");
        assertThat(videos.next().isThere()).isTrue();
    }
}
