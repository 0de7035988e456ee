package dev.drover.clips;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.api.ApiException;
import dev.drover.dash.TimeRange;

import static dev.drover.clips.ClipLab.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClipPlansTest {

    private static final List<String> FRAGMENTED = List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof");

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

    @Test
    void aWindowThatIsNotOverWaitsForItsEnd() throws Exception {
        lab.example();
        lab.now(at(12));
        assertThat(lab.find(lab.order(0, 20, Cut.SEGMENTS)).readyAt()).contains(at(20));
    }

    @Test
    void aSegmentThatIsBeingWrittenIsWaitedFor() throws Exception {
        lab.record(lab.path(0, "mp4"), 5, "320x240", FRAGMENTED);
        lab.record(lab.path(5, "mp4"), 3, "320x240", FRAGMENTED);
        lab.touch(lab.path(5, "mp4"), at(8));
        lab.now(at(8));
        // It is as long as the one before, as far as anyone can tell
        assertThat(lab.find(lab.order(2, 7, Cut.SEGMENTS)).readyAt()).contains(at(10));
        // To the frame, all is there already
        assertThat(lab.find(lab.order(2, 7, Cut.EXACT)).readyAt()).isEmpty();
        assertThat(lab.find(lab.order(2, 7, Cut.FAST)).readyAt()).isEmpty();
        // The recorder has gone on to the next
        lab.record(lab.path(8, "mp4"), 1, "320x240", FRAGMENTED);
        lab.touch(lab.path(8, "mp4"), at(8));
        assertThat(lab.find(lab.order(2, 7, Cut.SEGMENTS)).readyAt()).isEmpty();
    }

    /** The pictures that are asked for are being taken. */
    @ParameterizedTest
    @EnumSource(Cut.class)
    void aShortWindowJustNowIsWaitedFor(Cut cut) throws Exception {
        lab.record(lab.path(0, "mp4"), 5, "320x240", FRAGMENTED);
        lab.record(lab.path(5, "mp4"), 3, "320x240", FRAGMENTED);
        lab.touch(lab.path(5, "mp4"), at(8));
        lab.now(at(10));
        ClipPlan plan = lab.find(lab.order(8.5, 9.5, cut));
        assertThat(plan.empty()).isTrue();
        assertThat(plan.readyAt()).contains(at(11));
        assertThat(lab.jobs.demandSegments(plan)).isEqualTo(plan);
    }

    /** Copied or not, by whatever clock: a segment is not longer than it can be. */
    @ParameterizedTest
    @CsvSource({
        // When it was last changed, how far its clock jumps, how long it is
        "20,3600,4",
        "100000,3600,4",
        "20,100,4",
        // It was: the recorder paused
        "3620,3600,3605",
        "35,15,20",
        "20,2,7",
    })
    void whereNoneFollowsTheTimeOfChangeTellsAJumpFromAPause(int changed, int jump, int length) throws Exception {
        lab.record(lab.path(15, "mp4"), 5, "320x240", FRAGMENTED);
        lab.jump(lab.path(15, "mp4"), jump);
        lab.touch(lab.path(15, "mp4"), at(changed));
        lab.now(at(200_000));
        ClipPlan plan = lab.find(lab.order(10, 4000, Cut.SEGMENTS));
        assertThat(plan.segments()).singleElement().satisfies(segment -> {
            assertThat(segment.end()).isEqualTo(at(15 + length));
            assertThat(segment.overtaken()).isEqualTo(length == 4);
        });
        assertThat(plan.faults()).hasSize(length == 4 ? 1 : 0);
    }

    /** What is still being written behind a window is not cut off. */
    @ParameterizedTest
    @ValueSource(strings = {"mp4", "ts", "mkv"})
    void aSegmentThatWasCutOffIsNamed(String extension) throws Exception {
        List<String> options = extension.equals("mp4") ? FRAGMENTED : List.of();
        Path cut = lab.record(lab.path(0, extension), 5, "320x240", options);
        ClipLab.copy(cut, lab.path(5, extension));
        assertThat(lab.find(lab.order(0, 10, Cut.SEGMENTS)).faults()).isEmpty();
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 100));
        lab.old(cut);
        ClipPlan plan = lab.find(lab.order(0, 10, Cut.FAST));
        assertThat(plan.segments()).hasSize(2);
        assertThat(plan.faults()).singleElement().asString().startsWith(ClipLab.name(0, extension) + " was cut off");
        assertThat(lab.find(lab.order(0, 2, Cut.FAST)).faults()).isEmpty();
    }

    @Test
    void aSegmentThatIsBeingWrittenIsNotAsLongAsAJump() throws Exception {
        lab.record(lab.path(0, "mp4"), 5, "320x240", FRAGMENTED);
        lab.record(lab.path(5, "mp4"), 2, "320x240", FRAGMENTED);
        lab.jump(lab.path(0, "mp4"), 3600);
        lab.touch(lab.path(5, "mp4"), at(7));
        lab.now(at(7));
        assertThat(lab.find(lab.order(1, 6, Cut.SEGMENTS)).readyAt()).contains(at(9));
    }

    /** Transport streams do not tell where a clock jumps. */
    @Test
    void aTransportStreamThatSaysTooMuchHidesNoneBehindIt() throws Exception {
        lab.row(4, "ts");
        Path late = lab.record(lab.source.resolve("late.ts"), 1, "320x240", List.of("-output_ts_offset", "3600"));
        Files.write(lab.path(5, "ts"), Files.readAllBytes(late), StandardOpenOption.APPEND);
        lab.touch(lab.path(5, "ts"), at(10));
        ClipPlan plan = lab.find(lab.order(0, 20, Cut.SEGMENTS));
        assertThat(plan.segments()).extracting(SegmentFile::start).containsExactly(at(0), at(5), at(10), at(15));
        assertThat(plan.missing()).isEmpty();
        assertThat(plan.faults()).singleElement().asString().contains(ClipLab.name(5, "ts"));
    }

    /** The source is gone for good: what is held is better than nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastAttemptMakesTheClipOfWhatIsHeld(boolean cameraOnly) throws Exception {
        lab.example();
        ClipOrder order = lab.order(0, 40, Cut.SEGMENTS);
        lab.folders().hold(lab.find(order));
        Files.createDirectory(lab.source.resolve("cam2"));
        Path gone = cameraOnly ? lab.source.resolve("cam1") : lab.source;
        Files.move(gone, folder.resolve("away"));
        lab.restart();
        assertThatThrownBy(() -> lab.plans.demandAll(lab.job(4, order), lab.find(order)))
                .isInstanceOfSatisfying(ClipException.class, why -> assertThat(why.isTemporary())
                        .isTrue());
        lab.now(order.acceptedAt().plus(Duration.ofMinutes(14)));
        assertThatThrownBy(() -> lab.plans.demandAll(lab.job(2, order), lab.find(order)))
                .isInstanceOf(ClipException.class);
        Cutting cutting = lab.cuts.begin(lab.plans.demandAll(lab.job(4, order), lab.find(order)));
        ClipFile clip = lab.files.publish(lab.cuts.join(cutting));
        assertThat(clip.sources()).hasSize(7);
        assertThat(clip.missing()).containsExactly(new TimeRange(at(35), Duration.ofSeconds(5)));
    }

    @Test
    void whoFindsNothingHearsOfNamesThatSayNoTime() throws Exception {
        lab.example();
        ClipLab.copy(lab.path(0, "mp4"), lab.source.resolve("cam1/movie.mp4"));
        ClipLab.copy(lab.path(0, "mp4"), lab.source.resolve("cam1/2025-09-06/movie.mp4"));
        assertThatThrownBy(() -> lab.jobs.demandSegments(lab.find(lab.order(100, 120, Cut.SEGMENTS))))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("without a time in their name are left out, 2 of", "clips.segment-names");
        assertThat(lab.find(lab.order(0, 20, Cut.SEGMENTS)).faults()).isEmpty();
    }

    @Test
    void aSegmentThatCannotBeReadYetIsWaitedFor() throws Exception {
        lab.record(lab.path(0, "mp4"), 5, "320x240", List.of());
        Files.write(lab.path(5, "mp4"), new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p'});
        lab.touch(lab.path(5, "mp4"), at(8));
        lab.now(at(8));
        ClipPlan plan = lab.find(lab.order(0, 7, Cut.SEGMENTS));
        assertThat(plan.readyAt()).isPresent();
        // Nobody writes to it any more: it is broken
        lab.now(at(60));
        plan = lab.find(lab.order(0, 7, Cut.SEGMENTS));
        assertThat(plan.readyAt()).isEmpty();
        assertThat(plan.missing()).containsExactly(new TimeRange(at(5), Duration.ofSeconds(2)));
        assertThat(plan.faults()).singleElement().asString().contains(ClipLab.name(5, "mp4"));
    }

    @Test
    void theNextSegmentMayShowItselfLate() throws Exception {
        lab.example();
        lab.now(at(37));
        assertThat(lab.find(lab.order(20, 37, Cut.SEGMENTS)).readyAt()).contains(at(38));
        lab.now(at(48));
        ClipPlan plan = lab.find(lab.order(20, 37, Cut.SEGMENTS));
        assertThat(plan.readyAt()).isEmpty();
        assertThat(plan.missing()).containsExactly(new TimeRange(at(35), Duration.ofSeconds(2)));
    }

    @Test
    void endsAreExclusive() throws Exception {
        lab.example();
        assertThat(lab.find(lab.order(5, 10, Cut.SEGMENTS)).segments())
                .extracting(SegmentFile::start)
                .containsExactly(at(5));
    }

    @Test
    void secondsThatClocksAndNamesLeaveOutAreNotMissing() throws Exception {
        Path first = lab.record(lab.source.resolve("cam1/cam1_20250906_143000.mp4"), 5, "320x240", List.of());
        // Whole seconds: it began at 14:30:05.9
        ClipLab.copy(first, lab.source.resolve("cam1/cam1_20250906_143006.mp4"));
        ClipPlan plan = lab.find(lab.order(0, 10, Cut.SEGMENTS));
        assertThat(plan.segments()).extracting(SegmentFile::end).containsExactly(at(6), at(11));
        assertThat(plan.missing()).isEmpty();
    }

    /** It began at 14:30:04.9, or it goes back: up to a second and a half nobody can tell. */
    @ParameterizedTest
    @CsvSource({"04,false", "03,true"})
    void secondsThatNamesHaveTwiceAreNotCutOff(String second, boolean overtaken) throws Exception {
        Path first = lab.record(lab.source.resolve("cam1/cam1_20250906_143000.mp4"), 5, "320x240", List.of());
        ClipLab.copy(first, lab.source.resolve("cam1/cam1_20250906_1430" + second + ".mp4"));
        ClipPlan plan = lab.find(lab.order(0, 8, Cut.SEGMENTS));
        assertThat(plan.segments()).extracting(SegmentFile::overtaken).containsExactly(overtaken, false);
        assertThat(plan.segments().get(0).end()).isEqualTo(at(Integer.parseInt(second)));
        assertThat(plan.missing()).isEmpty();
    }

    @Test
    void aWindowWithoutSegmentsIsMissingAsAWhole() throws Exception {
        lab.example();
        ClipPlan plan = lab.find(lab.order(100, 120, Cut.SEGMENTS));
        assertThat(plan.empty()).isTrue();
        assertThat(plan.ready()).isTrue();
        assertThat(plan.missing()).containsExactly(new TimeRange(at(100), Duration.ofSeconds(20)));
    }

    /** It is where a disk is to be mounted. */
    @Test
    void anEmptySourceIsNotThere() throws Exception {
        lab.example();
        Path away = Files.move(lab.source, lab.source.resolveSibling("away"));
        Files.createDirectory(lab.source);
        assertThatThrownBy(() -> lab.find(lab.order(0, 20, Cut.SEGMENTS)))
                .isInstanceOfSatisfying(ClipException.class, why -> assertThat(why.isTemporary())
                        .isTrue());
        Files.delete(lab.source);
        Files.move(away, lab.source);
        assertThat(lab.find(lab.order(0, 20, Cut.SEGMENTS)).segments()).hasSize(4);
    }

    @Test
    void aCameraThatHasVanishedIsWaitedFor() throws Exception {
        lab.example();
        Files.createDirectory(lab.source.resolve("cam2"));
        Path away = Files.move(lab.source.resolve("cam1"), lab.source.resolve(".away"));
        ClipPlan plan = lab.find(lab.order(0, 20, Cut.SEGMENTS));
        assertThatThrownBy(() -> lab.plans.demandAll(lab.job(1, plan.order()), plan))
                .isInstanceOfSatisfying(ClipException.class, why -> assertThat(why.isTemporary())
                        .isTrue());
        Files.move(away, lab.source.resolve("cam1"));
        assertThat(lab.plans
                        .demandAll(lab.job(1, plan.order()), lab.find(plan.order()))
                        .segments())
                .hasSize(4);
    }

    @Test
    void aSegmentThatCannotBeReadForNowIsReadAgain() throws Exception {
        lab.example();
        Path closed = lab.path(5, "mp4");
        ClipOrder order = lab.order(0, 20, Cut.SEGMENTS);
        ClipLab.unread(closed);
        ClipPlan plan = lab.find(order);
        assertThat(plan.segments()).hasSize(3);
        assertThatThrownBy(() -> lab.plans.demandAll(lab.job(1, order), plan))
                .isInstanceOfSatisfying(ClipException.class, why -> assertThat(why.isTemporary())
                        .isTrue());
        assertThat(lab.plans.demandAll(lab.job(3, order), plan)).isEqualTo(plan.forTheLastTime());
        Files.delete(closed);
        ClipLab.copy(lab.path(0, "mp4"), closed);
        assertThat(lab.plans.demandAll(lab.job(1, order), lab.find(order)).segments())
                .hasSize(4);
    }

    /** The recorder may delete what it records until the window is over. */
    @Test
    void aWindowThatIsNotOverIsLookedAtEachMinute() throws Exception {
        lab.example();
        Instant now = ClipLab.START.plusSeconds(35);
        lab.now(now);
        ClipPlan plan = lab.find(lab.order(0, 600, Cut.SEGMENTS));
        assertThat(plan.readyAt()).contains(ClipLab.START.plusSeconds(600));
        assertThat(plan.nextLook(now)).isEqualTo(now.plusSeconds(60));
        assertThat(plan.nextLook(ClipLab.START.plusSeconds(590))).isEqualTo(ClipLab.START.plusSeconds(600));
    }

    /** The one before may have been long ago: the recorder paused. */
    @Test
    void aSegmentThatIsBeingWrittenIsAsLongAsTheLastFinishedOne() throws Exception {
        lab.record(lab.path(0, "mp4"), 5, "320x240", FRAGMENTED);
        lab.record(lab.path(3600, "mp4"), 3, "320x240", FRAGMENTED);
        lab.touch(lab.path(3600, "mp4"), at(3603));
        lab.now(at(3603));
        assertThat(lab.find(lab.order(3601, 3602, Cut.SEGMENTS)).readyAt()).contains(at(3605));
    }

    /** The clock of who writes it is another one. */
    @Test
    void aSegmentFromTheFutureIsNotWaitedForForEver() throws Exception {
        lab.record(lab.path(0, "mp4"), 5, "320x240", FRAGMENTED);
        lab.touch(lab.path(0, "mp4"), at(100_000));
        lab.now(at(6));
        assertThat(lab.find(lab.order(0, 4, Cut.SEGMENTS)).readyAt()).isPresent();
        lab.now(at(60));
        assertThat(lab.find(lab.order(0, 4, Cut.SEGMENTS)).readyAt()).isEmpty();
    }

    @Test
    void shortPausesAreNamedWhereTheyAddUp() throws Exception {
        lab.record(lab.path(0, "mp4"), 5, "320x240", List.of());
        for (int i = 1; i < 4; i++) {
            // 0.3 s missing before each
            Path next = lab.source.resolve("cam1/2025-09-06_14-30-%02d-%06d.mp4".formatted(5 * i, 300_000 * i));
            ClipLab.copy(lab.path(0, "mp4"), next);
        }
        assertThat(lab.find(lab.order(0, 10, Cut.SEGMENTS)).missing()).isEmpty();
        assertThat(lab.find(lab.order(0, 20, Cut.SEGMENTS)).missing())
                .containsExactly(
                        new TimeRange(at(5), Duration.ofMillis(300)),
                        new TimeRange(at(10.3), Duration.ofMillis(300)),
                        new TimeRange(at(15.6), Duration.ofMillis(300)));
    }
}
