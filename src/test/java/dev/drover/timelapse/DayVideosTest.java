package dev.drover.timelapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.ffmpeg.FfmpegExecutable;
import dev.drover.ffmpeg.VideoEncoders;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.StorageSettings;
import dev.drover.testing.FfmpegMedia;
import dev.drover.testing.Mappings;
import dev.drover.testing.TimelapsePictures;
import dev.drover.testing.TimelapsePictures.Video;

import static org.assertj.core.api.Assertions.assertThat;

/** A day of pictures, as they come; each step as the routes take it. */
class DayVideosTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final LocalDateTime DAY = LocalDateTime.parse("2026-11-20T00:00:00");

    @TempDir
    Path folder;

    private final List<String> worked = new ArrayList<>();
    private String[] more = {};
    private Instant now;
    private Stitches stitches;
    private DayVideos days;

    @BeforeEach
    void start() {
        at("12:00");
    }

    /** A start of Drover at that time of the day: it knows nothing but what is on disk. */
    private void at(String time) {
        at(LocalDateTime.parse("2026-11-20T" + time));
    }

    private void at(LocalDateTime time) {
        now = time.atZone(ZURICH).toInstant();
        TimelapseSettings settings = FrameNameTest.settings(folder, more);
        TimelapseFolders folders = FrameNameTest.folders(folder);
        FfmpegExecutable ffmpeg =
                FfmpegExecutable.of(Optional.of(FfmpegMedia.executable().toString()), Optional.empty());
        Stopping stopping = new Stopping();
        stitches = new Stitches(
                folders, new FfmpegCommands(), new VideoEncoders(ffmpeg), new EncodesInHand(progress -> {}), stopping);
        days = new DayVideos(
                folders,
                settings,
                new VideoStyles(settings, FrameNameTest.data(folder)),
                stitches,
                Mappings.of(StorageSettings.class),
                stopping,
                FrameNameTest.data(folder),
                Clock.fixed(now, ZURICH));
    }

    private Path channel() {
        return folder.resolve("frames/ch0_Gate");
    }

    private Path video(String rest) {
        return folder.resolve("videos/timelapse_ch0_Gate_" + rest + ".mp4");
    }

    private Path stretches() {
        return folder.resolve(".stitching/days/_/ch0_Gate/2026-11-20");
    }

    private void take(String first, int count, int number) {
        TimelapsePictures.take(
                channel(),
                LocalDateTime.parse("2026-11-20T" + first),
                Duration.ofSeconds(15),
                count,
                number,
                "320x240");
    }

    /** Does what there is to do, at most so many things. */
    private void work(int most) throws IOException {
        for (int i = 0; i < most; i++) {
            VideoWork work = days.next();
            if (!work.isThere()) {
                return;
            }
            if (work.isFinish()) {
                StitchOutcome outcome = days.finish(work);
                worked.add("finish " + outcome.frames());
            } else {
                Stitching stitching = encode(days.begin(work));
                days.keep(work, stitching);
                worked.add("encode " + stitching.frames().size());
            }
        }
    }

    private Stitching encode(Stitching begun) throws IOException {
        Stitching stitching = begun;
        while (stitching.isUnfinished()) {
            List<String> arguments = new ArrayList<>(stitches.arguments(stitching));
            arguments.remove("-in-background");
            String said = FfmpegMedia.run(folder, arguments);
            int doubled =
                    said.contains("dup_frames=") && !said.matches("(?s).*dup_frames=0\\R(?!.*dup_frames=).*") ? 1 : 0;
            stitching = stitches.look(stitching, doubled);
        }
        return stitching;
    }

    /** The same pictures in one pass. */
    private Video onePass(String rest) throws IOException {
        Path other = folder.resolve("once");
        TimelapseSettings settings = FrameNameTest.settings(folder, more);
        Stitching stitching = encode(stitches.begin(new StitchOrder(
                channel(), other, Optional.empty(), new VideoStyles(settings, FrameNameTest.data(folder)).wanted())));
        StitchOutcome outcome =
                stitches.publish(new StitchOrder(channel(), other, Optional.empty(), stitching.style()), stitching);
        return TimelapsePictures.decode(outcome.files().get(rest.contains("720p") ? 1 : 0));
    }

    private void assertPlaysAsInOnePass(String rest, int pictures) throws IOException {
        Video video = TimelapsePictures.decode(video(rest));
        StitchLab.assertShows(video, pictures, 24);
        assertThat(video.times()).isEqualTo(onePass(rest).times());
        assertThat(video.size()).isEqualTo("320x240");
    }

    @Test
    void aDayIsEncodedWhileItsPicturesComeAndPutTogetherAtItsEnd() throws IOException {
        take("11:50:00", 24, 0);
        work(10);
        take("11:58:00", 23, 24);
        at("12:05");
        work(10);
        take("12:04:00", 30, 47);
        at("12:12");
        work(10);
        assertThat(worked).containsExactly("encode 24", "encode 53");
        assertThat(folder.resolve("videos")).doesNotExist();

        at(DAY.plusDays(1).plusSeconds(1));
        work(10);
        assertThat(worked.subList(2, worked.size())).containsExactly("finish 77");
        assertPlaysAsInOnePass("2026-11-20", 77);
        assertPlaysAsInOnePass("720p_2026-11-20", 77);

        // An hour later nothing but the videos is left, and nothing is made again
        at(DAY.plusDays(1).plusHours(2));
        work(10);
        assertThat(worked).hasSize(3);
        assertThat(TimelapsePictures.names(stretches())).containsExactly("published.txt");
        at(DAY.plusDays(1).plusHours(3));
        work(10);
        assertThat(worked).hasSize(3);
    }

    @Test
    void whenTheCaptureEndsTheVideoIsMadeAndGoesOnWithTheNextOne() throws IOException {
        take("11:50:00", 30, 0);
        at("11:57:30");
        days.end("");
        work(10);
        assertThat(worked).containsExactly("encode 30", "finish 30");
        take("18:00:00", 10, 30);
        at("18:02:30");
        work(10);
        assertThat(worked).hasSize(2);
        days.end("");
        work(10);
        assertThat(worked.subList(2, worked.size())).containsExactly("encode 10", "finish 40");
        assertPlaysAsInOnePass("2026-11-20", 40);
    }

    @Test
    void aCrashRepeatsAStretchAtMost() throws IOException {
        take("11:40:00", 60, 0);
        days.begin(days.next());
        // It was killed before the stretch was kept
        at("12:00");
        work(1);
        Files.writeString(stretches().resolve("00001.mp4"), "half a stretch");
        take("11:56:00", 30, 60);
        at("12:04");
        work(10);
        at(DAY.plusDays(1));
        work(10);
        assertThat(worked).containsExactly("encode 60", "encode 30", "finish 90");
        assertPlaysAsInOnePass("2026-11-20", 90);
    }

    @Test
    void brokenAndLatePicturesAndOtherSizesDoNoHarm() throws Exception {
        take("11:50:00", 26, 0);
        Files.write(channel().resolve("20261120_115015_000.jpg"), new byte[0]);
        EncodeFramesTest.obscure(channel().resolve("20261120_115030_000.jpg"));
        work(10);
        TimelapsePictures.take(channel(), DAY.withHour(12), Duration.ofSeconds(15), 10, 26, "640x360");
        at(DAY.plusDays(1));
        work(10);
        take("23:59:59", 1, 36);
        at(DAY.plusDays(1).plusMinutes(1));
        work(10);
        assertThat(worked).containsExactly("encode 24", "encode 10", "finish 34", "encode 1", "finish 35");
        assertPlaysAsInOnePass("2026-11-20", 35);
    }

    @Test
    void aLongRestIsEncodedInPiecesAndChosenAsInOnePass() throws IOException {
        more = new String[] {"timelapse.stitch-every-n-frames", "2"};
        take("06:00:00", 620, 0);
        at(DAY.plusDays(1));
        work(10);
        assertThat(worked).containsExactly("encode 250", "encode 60", "finish 310");
        assertPlaysAsInOnePass("2026-11-20", 310);
    }

    @Test
    void whatLooksOtherwiseThanWantedIsEncodedAnew() throws IOException {
        take("11:50:00", 30, 0);
        work(10);
        more = new String[] {"timelapse.crf", "30"};
        at(DAY.plusDays(1));
        work(10);
        assertThat(worked).containsExactly("encode 30", "encode 30", "finish 30");
    }

    @Test
    void aDayThatHasAVideoAlreadyIsLeftAlone() throws IOException {
        take("11:50:00", 30, 0);
        Files.createDirectories(folder.resolve("videos"));
        Files.createFile(video("2026-11-20"));
        at(DAY.plusDays(1));
        work(10);
        assertThat(worked).isEmpty();
    }

    @Test
    void yesterdayIsMadeUpFor() throws IOException {
        take("11:50:00", 30, 0);
        at(DAY.plusDays(1).plusHours(10));
        work(10);
        assertThat(worked).containsExactly("encode 30", "finish 30");
        assertPlaysAsInOnePass("2026-11-20", 30);
    }

    @Test
    void daysOfLongAgoThatNobodyHasBegunAreLeftAlone() throws IOException {
        take("11:50:00", 30, 0);
        at(DAY.plusDays(2));
        work(10);
        assertThat(worked).isEmpty();
    }

    @Test
    void whatFailsIsLeftAloneForAWhile() throws IOException {
        take("11:50:00", 30, 0);
        assertThat(days.next().isThere()).isTrue();
        assertThat(days.next().isThere()).isFalse();
        at("12:06");
        assertThat(days.next().isThere()).isTrue();
    }

    @Test
    void aFolderThatCannotBeReadStopsNoOther() throws IOException {
        Files.createDirectories(folder.resolve("frames/ch0_Bad"));
        Path bad = Files.createDirectories(folder.resolve(".stitching/days/_/ch0_Bad/2026-11-20"));
        Files.writeString(bad.resolve("00000.txt"), "nonsense");
        TimelapsePictures.take(folder.resolve("frames/ch1_Good"), DAY.withHour(11), 30);
        VideoWork work = days.next();
        assertThat(work.isThere()).isTrue();
        assertThat(work.day().channel()).isEqualTo("ch1_Good");
    }

    @Test
    void otherFoldersAreNotOurs() {
        TimelapsePictures.take(folder.resolve("frames/holidays"), DAY.withHour(11), 30);
        assertThat(days.next().isThere()).isFalse();
    }

    @Test
    void aDayWithoutAnyGoodPictureLeavesNothing() throws IOException {
        Files.createDirectories(channel());
        Files.createFile(channel().resolve("20261120_115015_000.jpg"));
        at(DAY.plusDays(1).plusMinutes(1));
        work(10);
        assertThat(worked).containsExactly("encode 0");
        at(DAY.plusDays(2).plusHours(2));
        work(10);
        assertThat(worked).hasSize(1);
        assertThat(stretches()).doesNotExist();
    }

    @Test
    void theEndOfACaptureWaitsForNoVideo() throws Exception {
        synchronized (days) {
            // As while gigabytes are joined
            CompletableFuture.runAsync(() -> days.end("")).get(1, TimeUnit.MINUTES);
        }
    }
}
