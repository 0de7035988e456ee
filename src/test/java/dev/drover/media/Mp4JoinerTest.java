package dev.drover.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.media.HandMadeMp4.Base;
import dev.drover.media.HandMadeMp4.Seen;
import dev.drover.media.Mp4Joiner.Stretch;
import dev.drover.media.Mp4Joiner.Taken;
import dev.drover.testing.FfmpegMedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Mp4JoinerTest {

    @TempDir
    Path folder;

    private Path made(HandMadeMp4 mp4) throws IOException {
        return mp4.write(folder.resolve("made.mp4"));
    }

    private Path clip() {
        return folder.resolve("clip.mp4");
    }

    private Taken join(Path file, long from, long until, boolean all) throws IOException {
        return Mp4Joiner.join(List.of(new Stretch(file, millis(from), Optional.of(millis(until)), all)), clip())
                .get(0);
    }

    private static Stretch whole(Path file) {
        return new Stretch(file, Duration.ZERO, Optional.empty());
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private List<String> names(Kind kind) throws IOException {
        return HandMadeMp4.read(clip(), kind).stream().map(Seen::name).toList();
    }

    private static List<String> names(String kind, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> String.format("%s%04d", kind, i))
                .toList();
    }

    // ── Where a stretch ends

    @Test
    void whatFollowsAStallIsNotCutOff() throws IOException {
        HandMadeMp4 stall = new HandMadeMp4().pictures(99, 40, 25).picture(10_040, 0, false);
        Path file = made(stall.pictures(150, 40, 25));
        Taken taken = join(file, 0, 18_510, false);
        assertThat(taken.length()).isEqualTo(millis(18_520));
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 213));
        // In it, the last picture is shown as long as wanted
        assertThat(join(file, 0, 10_000, false).length()).isEqualTo(millis(10_000));
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 100));
        assertThat(MediaFile.read(clip()).duration()).isEqualTo(millis(10_000));
        assertThat(Mp4Joiner.canEndAt(file, millis(10_000))).isTrue();
        assertThat(MediaFile.read(file).pause()).contains(new MediaFile.Pause(millis(4000), millis(10_000)));
        assertThat(Mp4Joiner.canEndAt(file, millis(18_500))).isTrue();
    }

    /** More than the tables of an MP4 can say. */
    @Test
    void aFileWithPicturesThatAreDaysApartIsNamed() throws IOException {
        Path file =
                made(new HandMadeMp4().pictures(10, 40, 5).picture(-10, 0, true).pictures(10, 40, 5));
        assertThatThrownBy(() -> Mp4Joiner.join(List.of(whole(file)), clip()))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("made.mp4 has pictures that are days apart");
        assertThat(MediaFile.read(file).pause().orElseThrow().at()).isEqualTo(millis(440));
    }

    @Test
    void aFileThatBeginsAfterCenturiesIsNamed() throws IOException {
        Path file = made(new HandMadeMp4().pictures(10, 40, 5).widePause(MediaBytes.LARGEST));
        assertThatThrownBy(() -> MediaFile.read(file))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("made.mp4 begins with a pause of centuries");
    }

    /** Slow cameras have none. */
    @ParameterizedTest
    @ValueSource(ints = {40, 1000, 10_000})
    void picturesThatFollowEvenlyAreNoPause(int length) throws IOException {
        assertThat(MediaFile.read(made(new HandMadeMp4().pictures(20, length, 5)))
                        .pause())
                .isEmpty();
    }

    @Test
    void aPauseIsWhereItIsShownNotWhereItIsDecoded() throws IOException {
        // Shown each 40 ms until 400, and from 10,400 on; decoded one picture earlier than shown
        HandMadeMp4 pause = new HandMadeMp4();
        for (int i = 0; i < 20; i++) {
            // The pause is between the times of decoding of 8 and 9, and between 9 and 10 as they are shown
            pause.picture(i == 8 ? 10_040 : 40, i == 9 ? -9_960 : 40, i % 10 == 0);
        }
        Path file = made(pause);
        assertThat(MediaFile.read(file).duration()).isEqualTo(millis(10_800));
        Taken taken = join(file, 0, 10_520, false);
        assertThat(taken.length()).isEqualTo(millis(10_520));
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 13));
        assertThat(MediaFile.read(clip()).duration()).isEqualTo(millis(10_520));
        assertThat(join(file, 0, 350, false).length()).isEqualTo(millis(360));
        assertThat(MediaFile.read(clip()).duration()).isEqualTo(millis(360));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allPicturesThatBeginBeforeAMomentAreTaken(boolean all) throws IOException {
        Path file = made(new HandMadeMp4().pictures(10, 1000, 2));
        join(file, 1000, 5300, all);
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, all ? 6 : 5));
        join(file, 1000, 5000, all);
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 5));
        assertThat(Mp4Joiner.pictures(clip()))
                .isEqualTo(List.of(0, 1, 2, 3, 4, 5).stream()
                        .map(Duration::ofSeconds)
                        .toList());
    }

    @Test
    void anEndWaitsForPicturesThatAreDecodedLater() throws IOException {
        // Shown: 0, 160, 80, 40, 120, 320, 240 …
        HandMadeMp4 mp4 = new HandMadeMp4().picture(40, 80, true);
        for (int i = 0; i < 5; i++) {
            mp4.picture(40, 200, false)
                    .picture(40, 80, false)
                    .picture(40, 0, false)
                    .picture(40, 40, false);
        }
        Path file = made(mp4);
        join(file, 0, 170, false);
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 5));
        assertThat(Mp4Joiner.canEndAt(file, millis(40))).isTrue();
        assertThat(Mp4Joiner.canEndAt(file, millis(80))).isFalse();
        join(file, 0, 81, true);
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 5));
    }

    // ── What is refused, and how it is said

    @Test
    void aFileThatChangesItsCodecIsNamedAndNoOneThinksItCanBeCopied() throws IOException {
        Path good = new HandMadeMp4().pictures(10, 40, 5).write(folder.resolve("good.mp4"));
        Path two = made(new HandMadeMp4().pictures(10, 40, 5).entries(2));
        assertThatThrownBy(() -> Mp4Joiner.join(List.of(whole(good), whole(two)), clip()))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.file()).contains(two));
        assertThat(MediaFile.read(two).shape())
                .isNotEqualTo(MediaFile.read(good).shape());
        assertThat(MediaFile.read(two).streams().get(0).codec()).isEqualTo("2xavc1");
    }

    @Test
    void soundThatChangesItsCodecIsRefusedToo() throws IOException {
        Path two = made(new HandMadeMp4().sounds(10, 40).entries(2));
        assertThatThrownBy(() -> Mp4Joiner.join(List.of(whole(two)), clip())).hasMessageContaining("changes its codec");
    }

    @Test
    void aFileThatCannotBeReadAnyMoreIsNamed() throws IOException {
        Path good = new HandMadeMp4().pictures(10, 40, 5).write(folder.resolve("good.mp4"));
        Path bad = made(new HandMadeMp4().pictures(10, 40, 5));
        AtomicInteger asked = new AtomicInteger();
        // Asked before the first file, behind it, and before the second, which then is what no one can read
        assertThatThrownBy(() -> Mp4Joiner.join(List.of(whole(good), whole(bad)), clip(), () -> {
                    if (asked.incrementAndGet() == 2) {
                        replace(bad);
                    }
                    return false;
                }))
                .isInstanceOfSatisfying(
                        UnreadException.class, e -> assertThat(e.file()).contains(bad));
    }

    private static void replace(Path file) {
        try {
            Files.delete(file);
            Files.createDirectory(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anOutputThatCannotBeWrittenIsNoFaultOfAFile() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        Path file = made(new HandMadeMp4().pictures(10, 40, 5));
        assertThatThrownBy(() -> Mp4Joiner.join(List.of(whole(file)), full)).isInstanceOf(IOException.class);
    }

    @Test
    void aCopyCanBeStopped() throws IOException {
        Path file = made(new HandMadeMp4().pictures(10, 40, 5));
        assertThatThrownBy(() -> Mp4Joiner.join(List.of(whole(file)), clip(), () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aLongCopyIsAskedOnItsWayWhetherToStop() throws IOException {
        Path file = made(new HandMadeMp4().pictures(2, 40, 5).size(9 << 20));
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> Mp4Joiner.join(List.of(whole(file)), clip(), () -> asked.incrementAndGet() == 2))
                .isInstanceOf(CancellationException.class);
        assertThat(Files.size(clip())).isLessThan(17 << 20);
    }

    // ── What files say of themselves

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void uncompressedSoundIsNamedAsFfmpegKnowsIt(boolean little) throws IOException {
        Path file =
                made(new HandMadeMp4().pictures(10, 40, 5).sounds(20, 20).soundEntry(HandMadeMp4.uncompressed(little)));
        Mp4Joiner.join(List.of(whole(file)), clip());
        assertThat(Files.readString(clip(), StandardCharsets.ISO_8859_1)).doesNotContain("ipcm", "pcmC");
        assertThat(FfmpegMedia.run(folder, List.of("-i", "clip.mp4", "-map", "0:a", "-f", "null", "-")))
                .contains(little ? "pcm_s16le (sowt" : "pcm_s16be (twos", "8000 Hz, stereo");
    }

    @Test
    void hevcHasTheNameThatAllPlayersKnow() throws IOException {
        Mp4Joiner.join(List.of(whole(made(new HandMadeMp4().pictures(5, 40, 5).codec("hev1")))), clip());
        assertThat(Files.readString(clip(), StandardCharsets.ISO_8859_1))
                .contains("hvc1")
                .doesNotContain("hev1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 25})
    void whatLiesInFrontOfTheFragmentsCounts(int inFront) throws IOException {
        Path file = made(new HandMadeMp4().pictures(50, 40, 5).sounds(50, 40).fragmented(inFront, Base.MOOF));
        assertThat(MediaFile.read(file).duration()).isEqualTo(millis(2000));
        Mp4Joiner.join(List.of(whole(file)), clip());
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 50));
        assertThat(Mp4Joiner.pictures(clip())).hasSize(51).last().isEqualTo(millis(2000));
    }

    @ParameterizedTest
    @EnumSource(Base.class)
    void fragmentsSayInThreeWaysWhereTheirDataIs(Base base) throws IOException {
        Path file = made(new HandMadeMp4().pictures(20, 40, 5).sounds(20, 40).fragmented(4, base));
        Mp4Joiner.join(List.of(whole(file)), clip());
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 20));
        assertThat(names(Kind.AUDIO)).isEqualTo(names("A", 0, 20));
        assertThat(HandMadeMp4.read(clip(), Kind.VIDEO)).last().isEqualTo(new Seen("V0019", 760));
    }

    @Test
    void whatWasCutOffInItsFirstFragmentHasTheWholePicturesOfIt() throws IOException {
        Path file = made(new HandMadeMp4().pictures(50, 40, 5).fragmented(5, Base.MOOF));
        byte[] all = Files.readAllBytes(file);
        String text = new String(all, StandardCharsets.ISO_8859_1);
        Files.write(file, Arrays.copyOf(all, text.indexOf("V0003")));
        assertThat(MediaFile.read(file).duration()).isEqualTo(millis(120));
        Mp4Joiner.join(List.of(whole(file)), clip());
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAnEditListHidesIsCarriedAndHidden(boolean wide) throws IOException {
        HandMadeMp4 hiding = new HandMadeMp4().pictures(50, 40, 25).sounds(50, 40);
        Path file = made(wide ? hiding.wideEdit(600) : hiding.edit(600));
        assertThat(MediaFile.read(file).duration()).isEqualTo(millis(1400));
        assertThat(Mp4Joiner.pictures(file)).hasSize(36).startsWith(Duration.ZERO);

        assertThat(join(file, 200, 1000, true)).isEqualTo(new Taken(Duration.ZERO, millis(1000)));
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 0, 40));
        assertThat(HandMadeMp4.read(clip(), Kind.VIDEO)).element(15).isEqualTo(new Seen("V0015", 0));
        assertThat(Mp4Joiner.pictures(clip())).hasSize(26);
        assertThat(MediaFile.read(clip()).duration()).isEqualTo(millis(1000));

        // The next key frame is shown: nothing to hide
        assertThat(join(file, 500, 1000, true)).isEqualTo(new Taken(millis(400), millis(600)));
        assertThat(names(Kind.VIDEO)).isEqualTo(names("V", 25, 40));
    }

    @Test
    void filesThatHidePicturesAreNotPutBehindOthers() throws IOException {
        String plain =
                MediaFile.read(made(new HandMadeMp4().pictures(50, 40, 25))).shape();
        Path hiding = new HandMadeMp4().pictures(50, 40, 25).edit(600).write(folder.resolve("hiding.mp4"));
        Path alike = Files.copy(hiding, folder.resolve("alike.mp4"));
        assertThat(MediaFile.read(hiding).shape())
                .isNotEqualTo(plain)
                .isNotEqualTo(MediaFile.read(alike).shape());
    }

    @Test
    void filesThatAreTurnedAreNotPutBehindOthers() throws IOException {
        String plain =
                MediaFile.read(made(new HandMadeMp4().pictures(5, 40, 5))).shape();
        Path turned = made(new HandMadeMp4().pictures(5, 40, 5).turned());
        assertThat(MediaFile.read(turned).shape()).isNotEqualTo(plain);
        Mp4Joiner.join(List.of(whole(turned)), clip());
        assertThat(MediaFile.read(clip()).shape())
                .isEqualTo(MediaFile.read(turned).shape());
    }

    @Test
    void timesOfDecodingGrowWhereFilesMeet() throws IOException {
        // The last picture of the first is decoded late, the first of the second early
        HandMadeMp4 first = new HandMadeMp4().pictures(9, 40, 9).picture(40, -80, false);
        HandMadeMp4 second = new HandMadeMp4().picture(40, 200, true).pictures(9, 40, 9);
        Path one = first.write(folder.resolve("one.mp4"));
        Path two = second.write(folder.resolve("two.mp4"));
        Mp4Joiner.join(List.of(whole(one), whole(two)), clip());
        List<Long> decoded = new ArrayList<>();
        try (MediaBytes bytes = MediaBytes.open(clip())) {
            Mp4Samples samples = Mp4Samples.read(bytes);
            Mp4Samples.Cursor each = samples.cursor(samples.track(Kind.VIDEO).orElseThrow());
            while (each.next()) {
                decoded.add(each.shown() - each.shift());
            }
        }
        assertThat(decoded).hasSize(20).isSorted().doesNotHaveDuplicates().allMatch(time -> time < 1000);
    }

    @Test
    void soundThatBeginsLaterKeepsItsDistance() throws IOException {
        Path mute = new HandMadeMp4().pictures(10, 40, 5).write(folder.resolve("mute.mp4"));
        Path loud = made(new HandMadeMp4().pictures(10, 40, 5).sounds(10, 40));
        Mp4Joiner.join(List.of(whole(mute), whole(loud)), clip());
        assertThat(HandMadeMp4.read(clip(), Kind.AUDIO)).first().isEqualTo(new Seen("A0000", 400));
    }
}
