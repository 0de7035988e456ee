package dev.drover.ffmpeg;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.ffmpeg.MuxPlan.Window;
import dev.drover.media.Kind;
import dev.drover.media.Mp4File;
import dev.drover.media.Mp4File.Track;
import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The picture turns white and a tone sounds in every fifth second: 4–5, 9–10, 14–15, 19–20. Segments are 2 s long. */
class MuxTest {
    @TempDir
    static Path media;

    // A name that would be an option, a protocol and a quote
    @TempDir
    Path parent;

    private final FfmpegCommands commands = new FfmpegCommands();
    private final List<String> lines = new ArrayList<>();

    @BeforeAll
    static void generate() {
        FfmpegMedia.dashVideo(media, 20);
        FfmpegMedia.dashAudio(media, 20);
    }

    @Test
    void copiesOneWholeWindow() {
        Mp4File file = mux(List.of(video(0, 1, 2, 3, 4, 5)), List.of(audio(0, 1, 2, 3, 4, 5)));
        Track video = file.track(Kind.VIDEO).orElseThrow();
        Track audio = file.track(Kind.AUDIO).orElseThrow();

        assertThat(file.fastStart()).isTrue();
        assertThat(file.tracks()).extracting(Track::kind).containsExactly(Kind.VIDEO, Kind.AUDIO);
        assertThat(video.codec()).isEqualTo("avc1");
        assertThat(audio.codec()).isEqualTo("Opus");
        assertThat(video.samples()).isEqualTo(250);
        assertThat(audio.samples()).isBetween(499L, 502L);
        assertThat(file.duration()).isBetween(Duration.ofMillis(9_980), Duration.ofMillis(10_060));
        assertThat(video.lead()).isZero();
        assertChanges(whites(), 4, 9);
        assertChanges(tones(), 4, 9);
        assertThat(progress()).isNotEmpty().last().matches(Progress::ended);
    }

    @Test
    void keepsInStepWhenTheFirstVideoIsMissing() {
        Mp4File file = mux(List.of(video(2, 2, 3, 4, 5)), List.of(audio(0, 1, 2, 3, 4, 5)));

        assertThat(file.track(Kind.VIDEO).orElseThrow().samples()).isEqualTo(200);
        assertThat(file.track(Kind.VIDEO).orElseThrow().lead())
                .isBetween(Duration.ofMillis(1_980), Duration.ofMillis(2_020));
        assertChanges(whites(), 4, 9);
        assertChanges(tones(), 4, 9);
    }

    @Test
    void keepsInStepWhenTheFirstAudioIsMissing() {
        mux(List.of(video(0, 1, 2, 3, 4, 5)), List.of(audio(2, 2, 3, 4, 5)));

        assertChanges(whites(), 4, 9);
        assertChanges(tones(), 4, 9);
    }

    @Test
    void keepsInStepWhenBothBeginLate() {
        // From 2 s on: the file begins there, so everything is 2 s earlier in it
        mux(List.of(video(6, 4, 5)), List.of(audio(2, 2, 3, 4, 5)));

        assertChanges(whites(), 7);
        assertChanges(tones(), 2, 7);
    }

    @Test
    void keepsTheLengthOfAGapWithinAWindow() {
        Mp4File file = mux(List.of(video(0, 1, 3, 5)), List.of(audio(0, 1, 2, 3, 5)));

        assertThat(file.track(Kind.VIDEO).orElseThrow().samples()).isEqualTo(150);
        assertChanges(whites(), 4, 9);
        assertChanges(tones(), 4, 9);
    }

    @Test
    void putsWindowsWhereTheyBelongWhateverIsMissingBetween() {
        Mp4File file = mux(
                List.of(video(0, 1, 2, 3), video(12, 7, 8, 9, 10)),
                List.of(audio(0, 1, 2, 3, 4, 5), audio(10, 6, 7, 8, 9, 10)));

        assertThat(file.track(Kind.VIDEO).orElseThrow().samples()).isEqualTo(350);
        assertThat(file.duration()).isBetween(Duration.ofMillis(19_980), Duration.ofMillis(20_060));
        assertChanges(whites(), 4, 14, 19);
        assertChanges(tones(), 4, 9, 14, 19);
    }

    @Test
    void putsWindowsInStepWhenOnlyTheFirstVideoSegmentIsMissing() {
        mux(
                List.of(video(2, 2, 3, 4, 5), video(10, 6, 7, 8, 9, 10)),
                List.of(audio(0, 1, 2, 3, 4, 5), audio(10, 6, 7, 8, 9, 10)));

        assertChanges(whites(), 4, 9, 14, 19);
        assertChanges(tones(), 4, 9, 14, 19);
    }

    @Test
    void leavesSilenceWhereAWholeAudioWindowIsMissing() {
        mux(
                List.of(video(0, 1, 2, 3), video(6, 4, 5, 6), video(12, 7, 8, 9, 10)),
                List.of(audio(0, 1, 2, 3), audio(12, 7, 8, 9, 10)));

        assertChanges(whites(), 4, 9, 14, 19);
        assertChanges(tones(), 4, 14, 19);
    }

    @Test
    void goesWithoutAudio() {
        Mp4File file = mux(List.of(video(0, 1, 2, 3, 4, 5), video(10, 6, 7)), List.of());

        assertThat(file.tracks()).hasSize(1);
        assertThat(file.track(Kind.VIDEO).orElseThrow().samples()).isEqualTo(350);
        assertThat(file.duration()).isEqualTo(Duration.ofSeconds(14));
    }

    @Test
    void bearsWindowsThatOverlap() {
        Mp4File file = mux(
                List.of(video(0, 1, 2, 3, 4, 5), video(8, 5, 6, 7, 8)),
                List.of(audio(0, 1, 2, 3, 4, 5), audio(8, 5, 6, 7, 8)));

        assertThat(file.track(Kind.VIDEO).orElseThrow().samples()).isEqualTo(450);
        assertThat(file.duration()).isBetween(Duration.ofMillis(15_900), Duration.ofMillis(16_200));
        assertThat(whites()).anySatisfy(time -> assertThat(time).isCloseTo(14, within(0.06)));
        assertThat(tones()).anySatisfy(time -> assertThat(time).isCloseTo(14, within(0.06)));
    }

    @Test
    void namesAFileOfTheListThatCannotBeRead() throws IOException {
        Path broken = Files.writeString(parent.resolve("broken.mp4"), "nonsense");
        MuxPlan plan =
                plan(List.of(video(0, 1, 2), new Window(broken, Duration.ofSeconds(4)), video(10, 6)), List.of());

        assertThat(run(plan).lastLines()).anyMatch(line -> line.contains("broken.mp4"));
        assertThat(Mp4File.duration(plan.output())).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void writesListsThatFfmpegReads() {
        Window first = new Window(Path.of("/nas/cam 1/it's.mp4"), Duration.ofMillis(1_500));
        Window second = new Window(Path.of("/nas/b.mp4"), Duration.ofSeconds(600));

        assertThat(commands.concatList(List.of(first, second))).isEqualTo("""
                        ffconcat version 1.0
                        file '/nas/cam 1/it'\\''s.mp4'
                        duration 598.500000
                        file '/nas/b.mp4'
                        """);
        assertThatThrownBy(() -> commands.concatList(List.of(new Window(Path.of("a\nb"), Duration.ZERO))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MuxPlan(List.of(second, first), List.of(), Path.of("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MuxPlan(List.of(), List.of(first), Path.of("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private MuxPlan plan(List<Window> video, List<Window> audio) {
        return new MuxPlan(video, audio, work().resolve("out.mp4.part"));
    }

    private Mp4File mux(List<Window> video, List<Window> audio) {
        MuxPlan plan = plan(video, audio);
        ProcessResult result = run(plan);
        assertThat(result.ok()).as(String.join("\n", result.lastLines())).isTrue();
        return Mp4File.read(plan.output());
    }

    private ProcessResult run(MuxPlan plan) {
        try {
            for (Map.Entry<Path, String> list : commands.lists(plan).entrySet()) {
                Files.writeString(list.getKey(), list.getValue());
            }
            List<String> command =
                    new ArrayList<>(List.of(FfmpegMedia.executable().toString()));
            command.addAll(commands.mux(plan));
            BiConsumer<ProcessTree.Output, String> listener = (output, line) -> lines.add(line);
            return ProcessTree.run(command, parent, Duration.ofMinutes(1), listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Progress> progress() {
        Progress.Parser parser = new Progress.Parser();
        return lines.stream().flatMap(line -> parser.line(line).stream()).toList();
    }

    private List<Double> whites() {
        return times("-vf", "blackdetect=d=0.1:pix_th=0.10", "-an", Pattern.compile("black_end:([0-9.]+)"));
    }

    private List<Double> tones() {
        return times("-af", "silencedetect=n=-30dB:d=0.5", "-vn", Pattern.compile("silence_end: ([0-9.]+)"));
    }

    private List<Double> times(String option, String filter, String without, Pattern found) {
        String said = FfmpegMedia.run(
                parent,
                List.of(
                        "-nostats",
                        "-copyts",
                        "-i",
                        "file:" + work().resolve("out.mp4.part"),
                        option,
                        filter,
                        without,
                        "-f",
                        "null",
                        "-"));
        List<Double> times = new ArrayList<>();
        Matcher matcher = found.matcher(said);
        while (matcher.find()) {
            times.add(Double.parseDouble(matcher.group(1)));
        }
        return times;
    }

    /** @param expected in seconds; what is found at the very end of the file, where all stops, does not count */
    private static void assertChanges(List<Double> found, double... expected) {
        assertThat(found).hasSizeGreaterThanOrEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i)).as("change %d of %s", i, found).isCloseTo(expected[i], within(0.06));
        }
    }

    private Window video(int begins, int... segments) {
        return window("video-" + begins, "seg_init.mp4", ".m4v", begins, segments);
    }

    private Window audio(int begins, int... segments) {
        return window("audio-" + begins, "seg_init_audio.hdr", ".webm", begins, segments);
    }

    private Window window(String name, String header, String ending, int begins, int... segments) {
        Path file = work().resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            Files.copy(media.resolve(header), out);
            for (int segment : segments) {
                Files.copy(media.resolve("seg_" + segment + ending), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Window(file, Duration.ofSeconds(begins));
    }

    private Path work() {
        try {
            return Files.createDirectories(parent.resolve("-it's: 50%d"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
