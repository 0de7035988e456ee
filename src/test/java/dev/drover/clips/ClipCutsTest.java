package dev.drover.clips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.dash.TimeRange;
import dev.drover.ffmpeg.FfmpegEnd;
import dev.drover.files.AtomicFiles;
import dev.drover.files.DiskFullException;
import dev.drover.media.MediaFile;
import dev.drover.media.Mp4Joiner;
import dev.drover.testing.FfmpegMedia;

import static dev.drover.clips.ClipLab.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ClipCutsTest {

    /** A picture is 40 ms, and AVI and Matroska may show one more. */
    private static final Duration FRAME = Duration.ofMillis(81);

    @TempDir
    Path folder;

    private ClipLab lab;

    @BeforeEach
    void start() {
        lab = new ClipLab(folder);
    }

    private static Instant at(double seconds) {
        return START.plusMillis((long) (seconds * 1000));
    }

    private void assertPlays(ClipFile clip, double seconds) {
        Path video = lab.video(clip);
        assertThat(complaints(clip)).as("what FFmpeg complains of").isEmpty();
        long pictures = FfmpegMedia.run(
                        folder, List.of("-v", "error", "-i", video.toString(), "-map", "0:v", "-f", "framecrc", "-"))
                .lines()
                .filter(line -> line.startsWith("0,"))
                .count();
        assertThat(pictures / 25.0).as("seconds that can be seen").isBetween(seconds - 0.09, seconds + 0.09);
        assertThat(MediaFile.read(video).duration())
                .isBetween(
                        Duration.ofMillis((long) (seconds * 1000)).minus(FRAME),
                        Duration.ofMillis((long) (seconds * 1000)).plus(FRAME));
    }

    /** Each picture has its own time, so that none is in the place of another. */
    private String complaints(ClipFile clip) {
        List<String> arguments =
                new ArrayList<>(List.of("-v", "error", "-i", lab.video(clip).toString()));
        arguments.addAll(List.of("-vsync", "passthrough", "-enc_time_base:v", "1:90000", "-f", "null", "-"));
        return FfmpegMedia.run(folder, arguments);
    }

    private static void assertNear(Instant actual, double seconds) {
        assertThat(actual).isBetween(at(seconds).minus(FRAME), at(seconds).plus(FRAME));
    }

    @Test
    void thePredecessorsExampleIsTwentySeconds() throws Exception {
        lab.example();
        ClipFile clip = lab.cut(lab.order(0, 20, Cut.SEGMENTS));

        assertThat(clip.actualStart()).isEqualTo(at(0));
        assertThat(clip.actualEnd()).isEqualTo(at(20));
        assertThat(clip.sources()).hasSize(4);
        assertThat(clip.missing()).isEmpty();
        assertThat(clip.notes()).isEmpty();
        assertPlays(clip, 20);
        assertThat(lab.ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "ts", "mkv", "avi"})
    void segmentsAreTakenWhole(String extension) throws Exception {
        lab.row(4, extension);
        ClipFile clip = lab.cut(lab.order(7, 12, Cut.SEGMENTS));
        assertThat(clip.actualStart()).isEqualTo(at(5));
        assertNear(clip.actualEnd(), 15);
        assertThat(clip.missing()).isEmpty();
        assertPlays(clip, 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "ts", "mkv", "avi"})
    void aFastCutBeginsWithTheKeyFrameBefore(String extension) throws Exception {
        lab.row(4, extension);
        ClipFile clip = lab.cut(lab.order(8.5, 12, Cut.FAST));
        // Key frames at 5, 7, 9, 10 …
        assertThat(clip.actualStart()).isBetween(at(7), at(7.081));
        assertThat(clip.actualEnd()).isBetween(at(11.95), at(12.13));
        assertPlays(clip, Duration.between(clip.actualStart(), clip.actualEnd()).toMillis() / 1000.0);
    }

    @ParameterizedTest
    @CsvSource({"mp4,8.52,12", "ts,8.52,12", "mkv,8.52,12", "avi,8.52,12", "mp4,5,10", "mp4,6.2,6.6"})
    void anExactCutIsExact(String extension, double from, double to) throws Exception {
        lab.row(4, extension);
        ClipFile clip = lab.cut(lab.order(from, to, Cut.EXACT));
        assertNear(clip.actualStart(), from);
        assertNear(clip.actualEnd(), to);
        assertPlays(clip, to - from);
    }

    @Test
    void fragmentsAsMediaMtxWritesThemAreCutToo() throws Exception {
        List<String> fragmented = List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof");
        lab.record(lab.path(0, "mp4"), 5, "320x240", fragmented);
        ClipLab.copy(lab.path(0, "mp4"), lab.path(5, "mp4"));
        for (Cut cut : Cut.values()) {
            ClipFile clip = lab.cut(lab.order(2, 8, cut));
            assertThat(clip.missing()).isEmpty();
            assertPlays(clip, cut == Cut.SEGMENTS ? 10 : 6);
        }
    }

    // ── To the picture

    private static final String FRAGMENTED = "movflags=+frag_keyframe+empty_moov+default_base_moof";

    /** How recorders write: FFmpeg's segment muxer with and without times of their own, whole and in fragments. */
    private void recordNumbered(String how) {
        lab.numbered(
                4,
                how.equals("ts") || how.equals("mkv") ? how : "mp4",
                switch (how) {
                    case "reset" -> List.of("-reset_timestamps", "1");
                    case "fragments" ->
                        List.of(
                                "-reset_timestamps",
                                "1",
                                "-segment_format",
                                "mp4",
                                "-segment_format_options",
                                FRAGMENTED);
                    case "delayed" ->
                        List.of(
                                "-reset_timestamps",
                                "1",
                                "-segment_format",
                                "mp4",
                                "-segment_format_options",
                                FRAGMENTED + "+delay_moov");
                    default -> List.of();
                });
    }

    private static List<Integer> pictures(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** Monotone, as players want it; the second of each is when it is shown, in order of time. */
    private void assertInOrder(ClipFile clip) {
        for (int stream = 0; stream < 2; stream++) {
            List<long[]> packets = lab.packets(clip, stream);
            assertThat(packets.stream().map(packet -> packet[0]).toList())
                    .as("when they are decoded")
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(packets.stream().map(packet -> packet[1]).toList())
                    .as("when they are shown")
                    .doesNotHaveDuplicates();
        }
        List<Long> shown =
                lab.packets(clip, 0).stream().map(packet -> packet[1]).sorted().toList();
        for (int i = 1; i < shown.size(); i++) {
            assertThat(shown.get(i) - shown.get(i - 1)).as("picture %d", i).isEqualTo(shown.get(1) - shown.get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "reset", "fragments", "delayed", "ts", "mkv"})
    void anExactCutIsExactToThePicture(String how) throws Exception {
        recordNumbered(how);
        double[][] windows = {{3.52, 12.24}, {6, 7}, {5, 15}, {0.4, 0.6}, {7.52, 9.96}, {12.36, 19.96}};
        for (double[] window : windows) {
            ClipFile clip = lab.cut(lab.order(window[0], window[1], Cut.EXACT));
            assertThat(lab.numbers(clip))
                    .as("%s to %s", window[0], window[1])
                    .isEqualTo(pictures((int) Math.round(window[0] * 25), (int) Math.round(window[1] * 25)));
            assertThat(clip.actualStart()).isEqualTo(at(window[0]));
            assertThat(clip.actualEnd()).isEqualTo(at(window[1]));
            assertThat(clip.missing()).isEmpty();
            assertInOrder(clip);
        }
    }

    /** A packet or two were lost, as on the way from a camera: what comes behind would be early. */
    @Test
    void soundKeepsItsTimeBehindAShortHole() throws Exception {
        lab.record(lab.path(0, "mp4"), 6, "320x240", List.of("-af", "aselect='not(between(t,2,2.06))'"));
        ClipFile clip = lab.cut(lab.order(1, 5, Cut.EXACT));
        List<long[]> sound = lab.packets(clip, 1);
        assertThat(sound.get(sound.size() - 1)[1] / 48_000.0).isCloseTo(4, within(0.03));
    }

    /** Between two pictures of the window: the first is the next one, and the answer says when that is. */
    @Test
    void anExactCutSaysWhatItsFirstAndLastPictureAre() throws Exception {
        recordNumbered("plain");
        ClipFile clip = lab.cut(lab.order(3.53, 7.01, Cut.EXACT));
        assertThat(lab.numbers(clip)).isEqualTo(pictures(89, 176));
        assertThat(clip.actualStart()).isEqualTo(at(3.56));
        assertThat(clip.actualEnd()).isEqualTo(at(7.04));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "reset", "fragments", "delayed", "ts", "mkv"})
    void aCopyHasEachPictureOnce(String how) throws Exception {
        recordNumbered(how);
        ClipFile all = lab.cut(lab.order(3, 12, Cut.SEGMENTS));
        assertThat(lab.numbers(all)).isEqualTo(pictures(0, 375));
        assertInOrder(all);
        assertThat(all.notes()).isEmpty();
        assertSoundGoesOn(all, how);
        ClipFile fast = lab.cut(lab.order(3.52, 12.24, Cut.FAST));
        List<Integer> numbers = lab.numbers(fast);
        assertThat(numbers).isEqualTo(pictures(75, 75 + numbers.size()));
        assertThat(fast.actualStart()).isEqualTo(at(3));
        assertThat(fast.actualEnd()).isEqualTo(at((75 + numbers.size()) / 25.0)).isBetween(at(12.24), at(12.36));
        assertInOrder(fast);
        assertSoundGoesOn(fast, how);
    }

    /** One packet of AAC, 1024 samples, behind the other, and as long as the pictures. */
    private void assertSoundGoesOn(ClipFile clip, String how) {
        List<Long> begins =
                lab.packets(clip, 1).stream().map(packet -> packet[1]).toList();
        for (int i = 1; i < begins.size(); i++) {
            // In fragments without an edit list the first packet of a file cannot tell that it begins before the
            // pictures
            assertThat(begins.get(i) - begins.get(i - 1))
                    .as("packet %d", i)
                    .isBetween(1000L, how.equals("fragments") ? 3840L : 1048L);
        }
        assertThat(begins.get(begins.size() - 1) / 48_000.0)
                .isCloseTo(clip.duration().toMillis() / 1000.0, within(0.2));
    }

    /** What AVI tells of times is when pictures are decoded. */
    @Test
    void picturesOfAviComeInTheirOrder() throws Exception {
        lab.numbered(3, "avi", List.of("-reset_timestamps", "1", "-c:a", "mp3"));
        assertThat(MediaFile.read(lab.path(5, "avi")).streams().get(0).codec()).contains("B-frames");
        ClipFile clip = lab.cut(lab.order(3, 8, Cut.EXACT));
        assertThat(lab.numbers(clip)).isEqualTo(pictures(75, 200));
        assertInOrder(clip);
    }

    /** As many pictures as cameras at night make, and as time-lapse has. */
    @ParameterizedTest
    @CsvSource({"1,1,5.3", "1,1,5.1", "1,3.2,3.8", "2,1,5.1", "4,1.3,5.1", "1,0,10", "1,9.2,9.6"})
    void anExactCutOfSlowPicturesIsExact(int rate, double from, double to) throws Exception {
        List<String> arguments = new ArrayList<>(film(rate, 10));
        arguments.addAll(List.of("-g", String.valueOf(4 * rate), "-bf", "0"));
        arguments.add(lab.path(0, "mp4").toString());
        FfmpegMedia.run(lab.source, arguments);
        lab.old(lab.path(0, "mp4"));
        ClipFile clip = lab.cut(lab.order(from, to, Cut.EXACT));
        int last = (int) Math.ceil(to * rate);
        // Where none begins, the one that is shown
        int first = Math.min((int) Math.ceil(from * rate), last - 1);
        assertThat(lab.numbers(clip)).isEqualTo(pictures(first, last));
        assertThat(clip.actualStart()).isEqualTo(at(first / (double) rate));
        assertThat(clip.actualEnd()).isEqualTo(at(last / (double) rate));
    }

    /** Otherwise memory grows with them. */
    @Test
    void partsThatDifferAreEncodedOneByOneAndAlike() throws Exception {
        List<String> arguments = new ArrayList<>(film(25, 5));
        arguments.addAll(
                List.of("-g", "250", "-bf", "2", lab.source.resolve("made.mp4").toString()));
        FfmpegMedia.run(lab.source, arguments);
        for (int i = 0; i < 5; i++) {
            int millis = 3700 * i;
            Path named = lab.source.resolve(
                    "cam1/2025-09-06_14-30-%02d-%03d000.mp4".formatted(millis / 1000, millis % 1000));
            ClipLab.copy(lab.source.resolve("made.mp4"), named);
            lab.old(named);
        }
        lab.record(lab.path(20, "mkv"), 5, "640x480", List.of("-r", "10"));
        lab.record(lab.path(25, "mp4"), 5, "240x320", List.of("-an", "-r", "50", "-color_range", "pc"));
        ClipOrder order = lab.order(0, 30, Cut.SEGMENTS);
        ClipFile clip = lab.cut(order);
        assertThat(lab.ran).allSatisfy(run -> assertThat(run).containsOnlyOnce("-i"));
        List<String> shapes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            shapes.add(MediaFile.read(lab.folders().of(order.clipId()).resolve("encoded-" + i + ".mp4"))
                    .shape());
        }
        assertThat(shapes).hasSize(7).containsOnly(shapes.get(0));
        assertThat(clip.sources()).hasSize(7);
        assertThat(clip.actualEnd()).isEqualTo(at(30));
        assertThat(lab.numbers(clip).subList(0, 200)).isEqualTo(twice(93, 200));
        assertThat(complaints(clip)).isEmpty();
    }

    /** The first pictures of one film, again and again. */
    private static List<Integer> twice(int each, int all) {
        return IntStream.range(0, all).map(i -> i % each).boxed().toList();
    }

    /** The recorder goes back by seconds when it begins a new one: the same pictures are in both. */
    @Test
    void anOverlapIsShownOnce() throws Exception {
        overlapping("made-1.mp4");
        ClipFile clip = lab.cut(lab.order(0, 9, Cut.SEGMENTS));
        assertThat(clip.notes()).isEmpty();
        assertThat(lab.ran).isEmpty();
        assertThat(lab.numbers(clip)).isEqualTo(pictures(0, 225));
        assertInOrder(clip);
        assertThat(clip.actualEnd()).isEqualTo(at(9));
    }

    /** The other began between two key frames of the one: no copy can end there. */
    @Test
    void anOverlapWithinAGroupOfPicturesIsEncoded() throws Exception {
        overlapping("other.mp4");
        ClipFile clip = lab.cut(lab.order(0, 8.36, Cut.SEGMENTS));
        assertThat(clip.notes()).singleElement().asString().contains("encoded anew");
        assertThat(lab.numbers(clip)).isEqualTo(pictures(0, 209));
        assertInOrder(clip);
        assertThat(clip.actualEnd()).isEqualTo(at(8.36));
    }

    /** One from 0 s to 5 s, and one of 5 s that begins a second, or 1.64 s, before that ends. */
    private void overlapping(String second) {
        lab.numbered(2, "mp4", List.of("-reset_timestamps", "1"));
        boolean keyed = second.startsWith("made");
        List<String> arguments = new ArrayList<>(List.of("-v", "error"));
        arguments.addAll(List.of("-f", "lavfi", "-i"));
        arguments.add(
                "color=black:s=320x180:r=25:d=15,geq=lum='16+219*mod(floor(N/pow(2,floor(X/20))),2)':cb=128:cr=128,"
                        + "trim=start_frame=" + (keyed ? 100 : 84) + ":end_frame=" + (keyed ? 225 : 209)
                        + ",setpts=PTS-STARTPTS");
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=r=48000:d=5"));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"));
        arguments.addAll(List.of("-bf", "2", "-sc_threshold", "0", "-c:a", "aac", "other.mp4"));
        FfmpegMedia.run(lab.source, arguments);
        String start = keyed ? "04-000000" : "03-360000";
        ClipLab.copy(lab.source.resolve("other.mp4"), lab.source.resolve("cam1/2025-09-06_14-30-" + start + ".mp4"));
        lab.old(lab.source.resolve("cam1/2025-09-06_14-30-" + start + ".mp4"));
        try {
            Files.delete(lab.path(5, "mp4"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time in such a name is early by up to a second: what seems to be in two of them is not. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "2"})
    void namesWithWholeSecondsCostNoPicture(String between) throws Exception {
        List<String> arguments = new ArrayList<>(film(10, 30));
        arguments.addAll(List.of("-g", "19", "-bf", between, "-f", "segment", "-segment_time", "5"));
        arguments.addAll(List.of("-reset_timestamps", "1", "whole-%d.mp4"));
        FfmpegMedia.run(lab.source, arguments);
        Duration begin = Duration.ZERO;
        for (int i = 0; i < 6; i++) {
            Path made = lab.source.resolve("whole-" + i + ".mp4");
            Path named = lab.source.resolve("cam1/2025-09-06_14-30-%02d.mp4".formatted(begin.toSeconds()));
            ClipLab.copy(made, named);
            lab.old(named);
            begin = begin.plus(MediaFile.read(made).duration());
        }
        ClipFile clip = lab.cut(lab.order(0, 25, Cut.SEGMENTS));
        assertThat(clip.notes()).isEmpty();
        assertThat(lab.numbers(clip))
                .hasSizeGreaterThan(250)
                .isEqualTo(pictures(0, lab.numbers(clip).size()));
    }

    /** The begin of a command that makes a film whose pictures show their number, see {@link ClipLab#numbers}. */
    private static List<String> film(int rate, int seconds) {
        return List.of(
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "color=black:s=320x180:r=" + rate + ":d=" + seconds
                        + ",geq=lum='16+219*mod(floor(N/pow(2,floor(X/20))),2)':cb=128:cr=128",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-sc_threshold",
                "0");
    }

    // ── Must be shown, 4: faults

    @Test
    void aMissingSegmentIsNamed() throws Exception {
        lab.example();
        Files.delete(lab.path(10, "mp4"));
        ClipFile clip = lab.cut(lab.order(0, 20, Cut.SEGMENTS));
        assertThat(clip.missing()).containsExactly(new TimeRange(at(10), Duration.ofSeconds(5)));
        assertThat(clip.actualStart()).isEqualTo(at(0));
        assertThat(clip.actualEnd()).isEqualTo(at(20));
        assertPlays(clip, 15);
        assertThat(Files.readString(lab.annotation(clip, ".json")))
                .contains("\"missing_seconds\" : 5.0", "2025-09-06T14:30:10.000+00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "text", "cut", "zeros"})
    void aBrokenSegmentIsLeftOutAndNamed(String fault) throws Exception {
        lab.example();
        Path broken = lab.path(10, "mp4");
        byte[] whole = Files.readAllBytes(broken);
        Files.write(
                broken,
                switch (fault) {
                    case "empty" -> new byte[0];
                    case "text" -> "<html>no</html>".getBytes();
                    case "cut" -> Arrays.copyOf(whole, whole.length / 2);
                    default -> new byte[whole.length];
                });
        ClipFile clip = lab.cut(lab.order(0, 20, Cut.SEGMENTS));
        assertThat(clip.missing()).containsExactly(new TimeRange(at(10), Duration.ofSeconds(5)));
        assertThat(clip.notes())
                .singleElement()
                .asString()
                .contains(broken.getFileName().toString());
        assertPlays(clip, 15);
    }

    @Test
    void aBrokenFirstSegmentIsMissing() throws Exception {
        lab.example();
        Files.write(lab.path(0, "mp4"), "<html>no</html>".getBytes(StandardCharsets.UTF_8));
        lab.old(lab.path(0, "mp4"));
        for (Cut cut : Cut.values()) {
            ClipFile clip = lab.cut(lab.order(1, 12, cut));
            assertThat(clip.actualStart()).isEqualTo(at(5));
            assertThat(clip.missing()).containsExactly(new TimeRange(at(1), Duration.ofSeconds(4)));
            assertThat(clip.notes())
                    .singleElement()
                    .asString()
                    .contains(lab.path(0, "mp4").getFileName().toString());
            assertPlays(clip, cut == Cut.SEGMENTS ? 10 : 7);
        }
    }

    /** Its pictures can be counted, but FFmpeg does not open it, which ends a list of files early and with success. */
    @Test
    void aSegmentAtWhichFfmpegStopsIsLeftOutToo() throws Exception {
        lab.row(4, "mkv");
        Path broken = lab.path(10, "mkv");
        byte[] bytes = Files.readAllBytes(broken);
        // Who reads it must know version 9
        int version = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0042\u00f7\u0081\u0001");
        bytes[version + 3] = 9;
        Files.write(broken, bytes);
        lab.old(broken);
        assertThat(lab.find(lab.order(0, 20, Cut.SEGMENTS)).segments()).hasSize(4);
        ClipFile clip = lab.cut(lab.order(0, 20, Cut.SEGMENTS));
        assertThat(clip.notes()).singleElement().asString().contains(ClipLab.name(10, "mkv"));
        assertThat(clip.missing()).singleElement().satisfies(gap -> assertNear(gap.start(), 10));
        assertThat(MediaFile.read(lab.video(clip)).duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
        assertNear(clip.actualEnd(), 20);
    }

    @Test
    void aRecordingThatWasCutOffGivesWhatItHas() throws Exception {
        List<String> fragmented = List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof");
        lab.record(lab.path(0, "mp4"), 5, "320x240", fragmented);
        ClipLab.copy(lab.path(0, "mp4"), lab.path(5, "mp4"));
        byte[] whole = Files.readAllBytes(lab.path(0, "mp4"));
        Files.write(lab.path(0, "mp4"), Arrays.copyOf(whole, whole.length * 9 / 10));
        ClipFile clip = lab.cut(lab.order(0, 10, Cut.SEGMENTS));
        assertThat(clip.missing()).singleElement().satisfies(gap -> {
            assertNear(gap.start(), 4);
            assertThat(gap.end()).isEqualTo(at(5));
        });
        String note = ClipLab.name(0, "mp4") + " was cut off: it is used up to its last whole picture";
        assertThat(clip.notes()).containsExactly(note);
        assertThat(lab.annotation(clip, ".txt")).content().contains("Note: " + note);
        assertPlays(clip, 9);
    }

    /** What lies before the jump is used, and the good ones behind it are not hidden. */
    @ParameterizedTest
    @ValueSource(ints = {4, 3600, 400_000})
    void aClockThatJumpsCostsItsOwnSecondsOnly(int seconds) throws Exception {
        lab.record(
                lab.path(0, "mp4"), 5, "320x240", List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof"));
        for (int i = 1; i < 4; i++) {
            ClipLab.copy(lab.path(0, "mp4"), lab.path(5 * i, "mp4"));
        }
        lab.jump(lab.path(5, "mp4"), seconds);
        for (Cut cut : Cut.values()) {
            ClipFile clip = lab.cut(lab.order(0, 20, cut));
            assertThat(clip.sources()).hasSize(4);
            assertThat(clip.missing()).containsExactly(new TimeRange(at(9), Duration.ofSeconds(1)));
            assertThat(clip.actualEnd()).isEqualTo(at(20));
            assertThat(clip.notes()).singleElement().asString().contains(ClipLab.name(5, "mp4"), "jumps 4 s");
            assertPlays(clip, 19);
        }
    }

    /**
     * FFmpeg would stop in it, and the good one behind it would be lost. What is not held is read where the recorder has it, and
     * nothing is written there; what an attempt has left is not believed.
     */
    @Test
    void aFileThatWasCutOffCostsNothingOfTheNext() throws Exception {
        List<String> arguments = new ArrayList<>(film(25, 5));
        arguments.addAll(List.of("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "2", "-g", "25", "-f", "mov"));
        arguments.addAll(List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration"));
        arguments.addAll(List.of("1000000", "jpeg.mov"));
        FfmpegMedia.run(lab.source, arguments);
        byte[] whole = Files.readAllBytes(lab.source.resolve("jpeg.mov"));
        Files.write(lab.path(0, "mp4"), Arrays.copyOf(whole, whole.length * 9 / 10));
        Files.write(lab.path(5, "mp4"), whole);
        lab.old(lab.path(0, "mp4"));
        lab.old(lab.path(5, "mp4"));
        ClipOrder order = lab.order(0, 10, Cut.SEGMENTS);
        Path left = lab.folders().of(order.clipId()).resolve("trimmed-whole-0.mp4");
        Files.createDirectories(left.getParent());
        Files.write(left, Arrays.copyOf(whole, 100));
        Cutting cutting = lab.cuts.begin(lab.find(order));
        for (int i = 0; i < 2; i++) {
            FfmpegMedia.run(lab.data, lab.cuts.arguments(cutting));
            cutting = lab.cuts.look(cutting, FfmpegEnd.FINE);
        }
        ClipFile clip = lab.files.publish(lab.cuts.join(cutting));
        int good = (int) (MediaFile.read(lab.path(0, "mp4")).duration().toMillis() / 40);
        List<Integer> numbers = new ArrayList<>(pictures(0, good));
        numbers.addAll(pictures(0, 125));
        assertThat(lab.numbers(clip)).isEqualTo(numbers);
        assertThat(clip.sources()).hasSize(2);
        assertNear(clip.actualEnd(), 10);
        try (Stream<Path> recordings = Files.list(lab.source.resolve("cam1"))) {
            assertThat(recordings).containsExactlyInAnyOrder(lab.path(0, "mp4"), lab.path(5, "mp4"));
        }
    }

    /** Sound of cameras; it is encoded, and what was cut off costs nothing of the next. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "0.9"})
    void mp4WithSoundThatPlayersDoNotKnowIsCopiedAllTheSame(double share) throws Exception {
        List<String> arguments = new ArrayList<>(film(25, 5));
        arguments.addAll(6, List.of("-f", "lavfi", "-i", "sine=r=8000:d=5"));
        arguments.addAll(List.of("-g", "25", "-bf", "0", "-c:a", "pcm_alaw", "-f", "mov", "-movflags"));
        arguments.addAll(List.of("+frag_keyframe+empty_moov+default_base_moof", "g711.mov"));
        FfmpegMedia.run(lab.source, arguments);
        byte[] whole = Files.readAllBytes(lab.source.resolve("g711.mov"));
        Files.write(lab.path(0, "mp4"), Arrays.copyOf(whole, (int) (whole.length * share)));
        Files.write(lab.path(5, "mp4"), whole);
        lab.old(lab.path(0, "mp4"));
        lab.old(lab.path(5, "mp4"));
        int lost = share == 1 ? 0 : 25;
        List<Integer> numbers = new ArrayList<>(pictures(0, 125 - lost));
        numbers.addAll(pictures(0, 125));
        for (Cut cut : Cut.values()) {
            lab.ran.clear();
            ClipFile clip = lab.cut(lab.order(0, 10, cut));
            assertThat(lab.numbers(clip)).isEqualTo(numbers);
            assertThat(clip.actualEnd()).isEqualTo(at(10));
            assertThat(clip.missing()).hasSize(lost == 0 ? 0 : 1);
            assertThat(clip.notes()).hasSize(lost == 0 ? 0 : 1);
            assertThat(MediaFile.read(lab.video(clip)).streams().get(1).codec()).isEqualTo("aac");
            assertThat(lab.ran).hasSize(1);
        }
    }

    /** MediaMTX writes G.711 and LPCM under a name that FFmpeg of Debian does not know. */
    @Test
    void mp4WithRawSoundIsHeard() throws Exception {
        List<String> arguments = new ArrayList<>(film(25, 5));
        arguments.addAll(6, List.of("-f", "lavfi", "-i", "sine=r=8000:d=5"));
        arguments.addAll(List.of("-g", "25", "-c:a", "pcm_s16be", "-f", "mov", "-movflags"));
        arguments.addAll(List.of("+frag_keyframe+empty_moov+default_base_moof", "raw.mov"));
        FfmpegMedia.run(lab.source, arguments);
        Files.write(lab.path(0, "mp4"), ipcm(Files.readAllBytes(lab.source.resolve("raw.mov"))));
        ClipLab.copy(lab.path(0, "mp4"), lab.path(5, "mp4"));
        lab.old(lab.path(0, "mp4"));
        lab.old(lab.path(5, "mp4"));
        for (Cut cut : Cut.values()) {
            ClipFile clip = lab.cut(lab.order(1, 9, cut));
            assertThat(clip.notes()).isEmpty();
            assertThat(MediaFile.read(lab.video(clip)).streams().get(1).codec()).isEqualTo("aac");
            String loudness = FfmpegMedia.run(
                    folder,
                    List.of("-i", lab.video(clip).toString(), "-map", "0:a", "-af", "volumedetect", "-f", "null", "-"));
            // That of FFmpeg's sine; noise is louder, silence is -91 dB
            assertThat(loudness).containsPattern("max_volume: -1[78]\\.");
        }
    }

    /** Names the sound of a file with a fragmented begin as the standard has it. */
    private static byte[] ipcm(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        ByteBuffer boxes = ByteBuffer.wrap(file);
        int entry = text.indexOf("twos") - 4;
        int size = boxes.getInt(entry);
        byte[] config = {0, 0, 0, 14, 'p', 'c', 'm', 'C', 0, 0, 0, 0, 0, 16};
        ByteBuffer made = ByteBuffer.allocate(file.length + 14 - (size - 36));
        made.put(file, 0, entry + 36).put(config).put(file, entry + size, file.length - entry - size);
        int more = 14 - (size - 36);
        made.putInt(entry, size + more).put(entry + 4, "ipcm".getBytes(StandardCharsets.ISO_8859_1));
        // Version 0 of the entry has nothing else before its boxes
        made.putShort(entry + 16, (short) 0);
        int at = 0;
        for (String parent : List.of("moov", "trak", "mdia", "minf", "stbl", "stsd")) {
            while (true) {
                int end = at + made.getInt(at);
                boolean here = text.startsWith(parent, at + 4) && at < entry && entry < end;
                if (here) {
                    made.putInt(at, made.getInt(at) + more);
                    at += 8;
                    break;
                }
                at = end;
            }
        }
        return made.array();
    }

    /** Nothing here can decode it. */
    @Test
    void soundThatIsLostIsSaidToBe() throws Exception {
        lab.record(lab.path(0, "mkv"), 5, "320x240", List.of("-c:a", "pcm_mulaw"));
        Cutting cutting = lab.cuts.begin(lab.find(lab.order(0, 5, Cut.SEGMENTS)));
        List<String> arguments = new ArrayList<>(lab.cuts.arguments(cutting));
        arguments.add(arguments.indexOf("-c:v"), "-an");
        FfmpegMedia.run(lab.data, arguments);
        ClipFile clip = lab.files.publish(lab.cuts.join(lab.cuts.look(cutting, FfmpegEnd.FINE)));
        assertThat(clip.notes()).singleElement().asString().contains("sound");
    }

    /** The system fails to read it, which may pass: it is tried again, and in the end costs its own seconds only. */
    @Test
    void aSegmentThatCannotBeReadIsLeftOutInTheEnd() throws Exception {
        lab.example();
        ClipPlan plan = lab.find(lab.order(0, 20, Cut.SEGMENTS));
        ClipLab.unread(lab.path(5, "mp4"));
        assertThatThrownBy(() -> lab.cuts.begin(lab.plans.demandAll(lab.job(2, plan.order()), plan)))
                .hasMessage(ClipLab.name(5, "mp4") + " cannot be read: Invalid argument")
                .isInstanceOfSatisfying(ClipException.class, why -> assertThat(why.isTemporary())
                        .isTrue());
        Cutting cutting = lab.cuts.begin(lab.plans.demandAll(lab.job(3, plan.order()), plan));
        ClipFile clip = lab.files.publish(lab.cuts.join(cutting));
        assertThat(clip.missing()).containsExactly(new TimeRange(at(5), Duration.ofSeconds(5)));
        assertPlays(clip, 15);
    }

    @Test
    void aCopyEndsWhenItsClipIsDeleted() throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        Cutting cutting = lab.cuts.begin(lab.find(order));
        lab.canceled.isAtRest(lab.row(order, "RUNNING", ""), List.of(Map.of("state", "RUNNING")));
        assertThatThrownBy(() -> lab.cuts.join(cutting)).isInstanceOf(CanceledException.class);
    }

    /** What is made and what it is made of are there at the same time. */
    @Test
    void whatIsEncodedNeedsRoomForBoth() throws Exception {
        lab.example();
        long bytes = 4 * Files.size(lab.path(0, "mp4"));
        // Others write to this disk, too: much, against that
        lab.reserve = Files.getFileStore(lab.data).getUsableSpace() - bytes * 3 / 2;
        ClipPlan plan = lab.find(lab.order(0, 20, Cut.EXACT));
        assertThatThrownBy(() -> lab.cuts.begin(plan)).isInstanceOf(DiskFullException.class);
    }

    @Test
    void withNothingGoodItFailsAndSaysWhy() throws Exception {
        Files.write(lab.path(0, "mp4"), new byte[0]);
        lab.old(lab.path(0, "mp4"));
        assertThatThrownBy(() -> lab.cut(lab.order(0, 5, Cut.SEGMENTS)))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("No clips found for camera cam1 in time range")
                .hasMessageContaining("is empty");
    }

    @Test
    void aFullDiskStopsItBeforeAnythingIsWritten() throws Exception {
        lab.example();
        lab.reserve = Long.MAX_VALUE / 2;
        assertThatThrownBy(() -> lab.cut(lab.order(0, 20, Cut.SEGMENTS))).isInstanceOf(DiskFullException.class);
        assertThat(lab.data.resolve("videos")).doesNotExist();
    }

    /** Full while it is written. */
    @Test
    void aFullDiskIsSaidToBeOne() {
        lab.example();
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        Mp4Joiner.Stretch all = new Mp4Joiner.Stretch(lab.path(0, "mp4"), Duration.ZERO, Optional.empty());
        assertThatThrownBy(() -> ClipCuts.written(List.of(all), full, () -> false))
                .isInstanceOf(DiskFullException.class);
    }

    @Test
    void theSourceMayVanishAndReturn() throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        Path away = folder.resolve("away");
        Files.move(lab.source, away);
        assertThatThrownBy(() -> lab.find(order))
                .isInstanceOfSatisfying(ClipException.class, gone -> assertThat(gone.isTemporary())
                        .isTrue());
        Files.move(away, lab.source);
        assertThat(lab.cut(order).sources()).hasSize(4);
    }

    @Test
    void whatIsHeldMayBeDeletedByTheRecorder() throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        lab.folders().hold(lab.find(order));
        try (Stream<Path> all = Files.list(lab.source.resolve("cam1"))) {
            for (Path each : all.toList()) {
                Files.delete(each);
            }
        }
        lab.restart();
        ClipFile clip = lab.cut(order);
        assertPlays(clip, 20);
        assertThat(clip.sources()).extracting(SegmentFile::file).contains(lab.path(15, "mp4"));
    }

    /** As where recordings are moved to a larger disk, and linked. */
    @Test
    void aLinkIsHeldByWhatItPointsTo() throws Exception {
        lab.example();
        Path away = Files.move(lab.path(5, "mp4"), folder.resolve("away.mp4"));
        Files.createSymbolicLink(lab.path(5, "mp4"), away);
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        lab.folders().hold(lab.find(order));
        Files.delete(away);
        ClipFile clip = lab.cut(order);
        assertThat(clip.sources()).hasSize(4);
        assertPlays(clip, 20);
    }

    /** Where it cannot be linked to, it would be copied from its begin each minute. */
    @Test
    void onAnotherDiskASegmentIsNotCopiedAgainWhileItGrows() throws Exception {
        Path disk = Path.of("/dev/shm");
        Assumptions.assumeTrue(
                Files.isWritable(disk) && !Files.getFileStore(disk).equals(Files.getFileStore(folder)));
        Path data = Files.createTempDirectory(disk, "drover");
        try {
            ClipLab other = new ClipLab(folder, data);
            other.row(2, "mp4");
            Path growing = other.path(5, "mp4");
            byte[] whole = Files.readAllBytes(growing);
            byte[] more = {0, 0, 0, 8, 'f', 'r', 'e', 'e'};
            other.touch(growing, at(8));
            other.now(at(8));
            ClipOrder order = other.order(0, 600, Cut.SEGMENTS);
            ClipPlan plan = other.find(order);
            other.folders().hold(plan);
            Path held = other.folders().input(order.clipId(), growing);
            assertThat(held).startsWith(data);
            Files.write(growing, more, StandardOpenOption.APPEND);
            other.touch(growing, at(20));
            other.now(at(30));
            other.folders().hold(plan);
            assertThat(held).as("while it grows").hasBinaryContent(whole);
            other.now(at(120));
            other.folders().hold(plan);
            assertThat(held).as("when it is finished").hasSameBinaryContentAs(growing);
            Files.write(growing, more, StandardOpenOption.APPEND);
            other.touch(growing, at(600));
            other.now(at(660));
            other.folders().hold(other.find(order));
            assertThat(held).as("when the clip is made").hasSameBinaryContentAs(growing);
        } finally {
            AtomicFiles.deleteTree(data);
        }
    }

    /** The power failed while it was copied: the recorder's own is whole. */
    @Test
    void whatIsHeldHidesNothingOfTheRecordersOwn() throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        lab.folders().hold(lab.find(order));
        Path held = lab.folders().input(order.clipId(), lab.path(5, "mp4"));
        assertThat(held).isNotEqualTo(lab.path(5, "mp4"));
        Files.delete(held);
        Files.write(held, new byte[0]);
        lab.restart();
        ClipPlan plan = lab.find(order);
        assertThat(plan.segments()).hasSize(4);
        lab.folders().hold(plan);
        assertThat(held).hasSameBinaryContentAs(lab.path(5, "mp4"));
        try (Stream<Path> left = Files.list(held.getParent())) {
            assertThat(left).hasSize(4);
        }
    }

    /** Who asks need not know where files lie; the log says it. */
    @Test
    void noPathOfThisMachineIsTold() throws Exception {
        String data = lab.data.toString();
        for (String reason : List.of(
                "Cannot write the clip in " + data + "/.drover/clips/x: failed",
                "No space left on the disk of " + data + " (1.0 MB free). Make room",
                "FFmpeg failed (1): file:" + lab.source + "/cam1/a b.mp4: Invalid data",
                "Cannot run program \"/usr/local/bin/ffmpeg\": not found",
                "Cannot read " + lab.source + ": I/O error")) {
            ClipRow row = lab.row(lab.order(0, 5, Cut.FAST), "DEAD", reason);
            assertThat(lab.answers.clip(row).text())
                    .contains("error_message")
                    .doesNotContain(data, lab.source.toString(), "/usr/local", "recordings of the yard");
            assertThat(lab.answers.unable(ClipException.temporary(reason)).text())
                    .doesNotContain(data, lab.source.toString(), "/usr/local", "recordings of the yard");
        }
        ClipRow row =
                lab.row(lab.order(0, 5, Cut.FAST), "DEAD", "Cannot write the clip in " + data + "/x/y: I/O error");
        assertThat(lab.answers.clip(row).text()).contains("\"Cannot write the clip in x/y: I/O error\"");
        Files.move(lab.source, folder.resolve("unmounted"));
        assertThatThrownBy(() -> lab.index.source()).isInstanceOfSatisfying(ClipException.class, gone -> assertThat(
                        lab.answers.unable(gone).text())
                .isEqualTo("{\"detail\":\"clips.source, the folder of recorded segments, is not there."
                        + " Is its disk mounted?\"}"));
    }

    // ── What differs

    @Test
    void segmentsThatDifferAreEncodedIntoOne() throws Exception {
        lab.row(2, "mp4");
        lab.record(lab.path(10, "mp4"), 5, "640x480", List.of("-an"));
        lab.record(lab.path(15, "ts"), 5, "320x240", List.of("-c:v", "mpeg2video"));
        ClipFile clip = lab.cut(lab.order(0, 20, Cut.SEGMENTS));
        assertThat(clip.notes())
                .containsExactly(
                        "No sound from 2025-09-06T14:30:10.000+00:00 to 2025-09-06T14:30:15.000+00:00:"
                                + " what was recorded then has none",
                        "The segments differ in codec, size or streams, or overlap within a picture group:"
                                + " all was encoded anew");
        assertThat(lab.annotation(clip, ".txt")).content().contains("Note: No sound from ");
        assertThat(clip.sources()).hasSize(4);
        assertNear(clip.actualEnd(), 20);
        assertPlays(clip, 20);
    }

    @Test
    void soundThatMp4DoesNotKnowIsEncoded() throws Exception {
        lab.record(lab.path(0, "mkv"), 5, "320x240", List.of("-c:a", "pcm_mulaw"));
        ClipFile clip = lab.cut(lab.order(0, 5, Cut.SEGMENTS));
        assertPlays(clip, 5);
        assertThat(MediaFile.read(lab.video(clip)).audio()).isTrue();
    }

    @Test
    void duplicatesAndOverlapsAreShownOnce() throws Exception {
        lab.row(4, "mp4");
        ClipLab.copy(lab.path(5, "mp4"), lab.path(5, "mkv"));
        ClipLab.copy(lab.path(5, "mp4"), lab.path(7, "mp4"));
        ClipFile clip = lab.cut(lab.order(0, 20, Cut.SEGMENTS));
        assertThat(clip.missing()).isEmpty();
        assertThat(clip.actualEnd()).isEqualTo(at(20));
        // 0-5, 5-7, 7-12 (of which 10-12 comes again in the next), 12-15 is in the one from 10, which ends later
        assertPlays(clip, 20);
    }

    // ── Outputs

    @Test
    void annotationsHaveThePredecessorsFields() throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        ClipFile clip = lab.cut(order);
        assertThat(clip.name()).isEqualTo("cam1_20250907_143000_" + order.clipId() + ".mp4");
        String json = Files.readString(lab.annotation(clip, ".json"));
        assertThat(json)
                .contains("\"clip_id\" : \"" + order.clipId() + "\"")
                .contains("\"camera_id\" : \"cam1\"")
                .contains("\"requested_start\" : \"2025-09-06T14:30:00.000+00:00\"")
                .contains("\"requested_end\" : \"2025-09-06T14:30:20.000+00:00\"")
                .contains("\"actual_start\" : \"2025-09-06T14:30:00.000+00:00\"")
                .contains("\"actual_end\" : \"2025-09-06T14:30:20.000+00:00\"")
                .contains("\"duration_seconds\" : 20.0")
                .contains("\"file_path\"", "\"filename\"", "\"start_time\"", "\"end_time\"", "\"file_size\"")
                .contains("\"created_at\"", "\"source\" : \"MediaMTX\"");
        assertThat(Files.readString(lab.annotation(clip, ".yaml")))
                .contains("actual_end: \"2025-09-06T14:30:20.000+00:00\"\n")
                .contains("source_clips:\n- end_time: \"2025-09-06T14:30:05.000+00:00\"\n  file_path: ");
        assertThat(Files.readString(lab.annotation(clip, ".txt")))
                .contains("Clip ID: " + order.clipId() + "\nCamera: cam1\nSource: MediaMTX\n")
                .contains("Actual Time Range: 2025-09-06 14:30:00.000+00:00 to 2025-09-06 14:30:20.000+00:00\n")
                .contains("Duration: 20.0 seconds\nSource Clips Used: 4\n  1. 2025-09-06_14-30-00-000000.mp4 (");
    }

    @Test
    void aJobThatIsGivenUpHoldsNothing() throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        lab.folders().hold(lab.find(order));
        lab.folders().letGoOfDropped(List.of(Map.of("queue", "footage", "key", "x", "id", 1)));
        assertThat(lab.folders().heldFor(order.clipId())).hasSize(4);
        lab.folders().letGoOfDropped(List.of(Map.of("queue", "clip", "key", "clip:" + order.clipId(), "id", 2)));
        assertThat(lab.folders().heldFor(order.clipId())).isEmpty();
    }

    /** A crash may have left it. What is new and has no row may be about to be accepted. */
    @Test
    void whatIsHeldForAClipThatHasEndedIsLetGo() throws Exception {
        lab.example();
        ClipOrder ended = lab.order(0, 5, Cut.SEGMENTS);
        ClipOrder open = lab.order(0, 5, Cut.SEGMENTS);
        ClipOrder accepting = lab.order(0, 5, Cut.SEGMENTS);
        for (ClipOrder order : List.of(ended, open, accepting)) {
            lab.folders().hold(lab.find(order));
            lab.touch(lab.folders().of(order.clipId()), lab.now());
        }
        List<Map<String, Object>> rows =
                List.of(Map.of("key", ended.key(), "state", "ended"), Map.of("key", open.key(), "state", "open"));
        lab.folders().tidy(lab.folders().keys(), rows);
        assertThat(lab.folders().keys()).containsExactlyInAnyOrder(open.key(), accepting.key());
        lab.now(lab.now().plus(Duration.ofMinutes(61)));
        lab.folders().tidy(lab.folders().keys(), rows);
        assertThat(lab.folders().keys()).containsExactly(open.key());
    }

    @Test
    void doneTwiceThereIsOneClip() throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        ClipFile first = lab.cut(order);
        lab.restart();
        assertThat(lab.cut(order)).isEqualTo(first);
        assertThat(lab.ran).isEmpty();
        lab.files.drop(order);
        lab.files.drop(order);
        assertThat(lab.data.resolve("videos")).isEmptyDirectory();
        assertThat(lab.data.resolve("annotations")).isEmptyDirectory();
    }
}
