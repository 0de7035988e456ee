package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.jobs.JobJson;
import dev.drover.media.Gap;
import dev.drover.media.Gaps;
import dev.drover.media.Kind;
import dev.drover.rhombus.MediaException;
import dev.drover.rhombus.MediaSource;
import dev.drover.rhombus.PresenceWindows;
import dev.drover.testing.FfmpegMedia;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FootageFilesTest {

    private static final long START = 1_750_000_020L;
    private static final Instant NOW = Instant.parse("2025-06-15T18:00:00Z");

    @TempDir
    Path data;

    @Test
    void withoutASinglePictureThereIsNoFile() throws IOException {
        Download download = download("", whole(), List.of());
        account(download.video().get(0), Gaps.NONE, true);
        assertThatThrownBy(() -> files("<camera>/<date>").mux(download))
                .isInstanceOf(MediaException.NotThere.class)
                .hasMessageContaining("Dock");
    }

    @Test
    void aFileThatIsShorterThanItsSegmentsIsNotPublished() throws IOException {
        Download download = download("", whole(), List.of());
        account(download.video().get(0), Gaps.NONE, false);
        film(download, 8);
        assertThatThrownBy(() -> files("<camera>").measure(download, unknown()))
                .isInstanceOf(MediaException.Faulty.class)
                .hasMessageContaining("plays 8.0 s");
    }

    @Test
    void onlyThePiecesThatAreDamagedAreFetchedAgain() throws IOException {
        Download download = twoWindows();
        for (FootageWindow window : download.video()) {
            account(window, Gaps.NONE, false);
            joined(window, 6);
        }
        Path torn = download.video().get(1).joined();
        Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), 3000));
        film(download, 6);
        assertThatThrownBy(() -> files("<camera>").measure(download, unknown()))
                .isInstanceOf(MediaException.Faulty.class)
                .hasMessageContaining("plays 6.0 s");
        assertThat(download.video().get(0).account()).exists();
        assertThat(download.video().get(1).account()).doesNotExist();
    }

    @Test
    void whatIsShortInTheRecordingIsPublishedAndSaysSo() throws IOException {
        Download download = twoWindows();
        for (FootageWindow window : download.video()) {
            account(window, Gaps.NONE, false);
            joined(window, 6);
        }
        film(download, 9);
        Footage footage = files("<camera>").measure(download, unknown());
        assertThat(footage.gaps().list()).containsExactly(new Gap(Duration.ofSeconds(9), Duration.ofSeconds(12)));
        assertThat(footage.missingText()).contains("(3 s)");
        assertThat(download.video())
                .allSatisfy(window -> assertThat(window.account()).exists());
    }

    @Test
    void aFileThatCannotBeReadCostsNoPieceThatCan() throws IOException {
        Download download = twoWindows();
        for (FootageWindow window : download.video()) {
            account(window, Gaps.NONE, false);
            joined(window, 6);
        }
        Files.writeString(download.job().folder().resolve("result-me.mp4"), "no film");
        assertThatThrownBy(() -> files("<camera>").measure(download, unknown()))
                .isInstanceOf(dev.drover.media.MediaException.class);
        assertThat(download.video())
                .allSatisfy(window -> assertThat(window.account()).exists());
    }

    @Test
    void twoWorkersOnOneJobWriteNoFileOfEachOther() throws IOException {
        Download mine = twoWindows();
        FootageJob job = mine.job();
        FootageJob taken =
                new FootageJob(job.id(), 1, 2, NOW, Optional.empty(), "", job.request(), job.dataFolder(), "another");
        FootageWindow window = mine.video().get(0);
        FootageWindow same = new FootageWindow(taken, Kind.VIDEO, "cam1", 0, START, 6);
        account(window, Gaps.NONE, false);
        joined(window, 6);
        assertThat(same.fetched()).as("what one has joined serves the other").isTrue();
        assertThat(same.joined()).isNotEqualTo(window.joined());

        FootageFiles files = files("<camera>");
        Download others = new Download(taken, List.of(same), List.of(), false);
        assertThat(files.mux(others)).contains("file:" + window.joined());
        assertThat(files.mux(others).get(files.mux(others).size() - 1))
                .isNotEqualTo(files.mux(mine).get(files.mux(mine).size() - 1));
    }

    @Test
    void placeholdersAreMissingUnlessTheSeamIsShort() throws IOException {
        Download download = download("", whole(), List.of());
        account(download.video().get(0), Gaps.NONE, false);
        film(download, 12);
        Footage footage = files("<camera>").measure(download, present(0, 4, 5, 2, 10, 2));
        assertThat(footage.gaps().list()).containsExactly(new Gap(Duration.ofSeconds(7), Duration.ofSeconds(10)));
        assertThat(footage.complete()).isFalse();
        assertThat(footage.missingText()).isNotEmpty();
    }

    @Test
    void placeholdersStayMissingUntilTheirWindowIsFetchedAgain() throws IOException {
        Download download = download("", whole(), List.of());
        FootageWindow window = download.video().get(0);
        account(window, Gaps.NONE, false);
        film(download, 12);
        PresenceWindows gap = present(0, 5, 10, 2);
        Gaps missing = new Gaps(List.of(new Gap(Duration.ofSeconds(5), Duration.ofSeconds(10))));
        assertThat(files("<camera>").measure(download, gap).gaps()).isEqualTo(missing);
        assertThat(download.withPlaceholders()).as("measuring changes nothing").isFalse();

        Placeholders placeholders = new Placeholders();
        assertThat(placeholders.note(download, gap).withPlaceholders()).isTrue();
        placeholders.refresh(download, gap);
        placeholders.refresh(download, unknown());
        assertThat(window.account()).as("is not fetched again for nothing").exists();
        assertThat(files("<camera>").measure(download, present(0, 12)).gaps()).isEqualTo(missing);
        assertThat(files("<camera>").measure(download, unknown()).gaps()).isEqualTo(missing);

        placeholders.refresh(download, present(0, 8, 10, 2));
        assertThat(window.account()).as("is fetched again").doesNotExist();
        assertThat(download.withPlaceholders()).isFalse();
    }

    @Test
    void soundThatIsMissingWhereThePictureIsMissingTooIsNotMissedTwice() throws IOException {
        Download download = download("", whole(), List.of(Kind.AUDIO));
        Gaps middle = new Gaps(List.of(new Gap(Duration.ofSeconds(4), Duration.ofSeconds(6))));
        account(download.video().get(0), middle, false);
        account(download.audio().get(0), middle, false);
        film(download, 12);
        Footage footage = files("<camera>").measure(download, unknown());
        assertThat(footage.gaps()).isEqualTo(middle);
        assertThat(footage.silences().isEmpty()).isTrue();
    }

    @Test
    void aBetterFileTakesThePlaceOfAWorseOneEvenUnderAnotherName() throws IOException {
        Path earlier = Files.createDirectories(data.resolve("footage/Dock")).resolve("earlier_video.mp4");
        Files.writeString(earlier, "worse");
        Files.writeString(earlier.resolveSibling("earlier_video.mp4.json"), "{}");
        Download download = download("footage/Dock/earlier_video.mp4", whole(), List.of());
        account(download.video().get(0), Gaps.NONE, false);
        film(download, 12);

        FootageFiles files = files("<uuid>/by camera/<camera>/<date>");
        PublishedFootage published = files.publish(files.measure(download, unknown()));
        assertThat(published.relative())
                .startsWith("footage/cam1/by camera/Dock/2025-06-15/Dock_cam1_20250615_150700_alert_MOTION_a1");
        assertThat(published.path()).exists();
        assertThat(earlier).doesNotExist();
        assertThat(earlier.resolveSibling("earlier_video.mp4.json")).doesNotExist();
    }

    @Test
    void aWorseFileDoesNotTakeThePlaceOfABetterOne() throws IOException {
        Download whole = download("", whole(), List.of());
        account(whole.video().get(0), Gaps.NONE, false);
        film(whole, 12);
        FootageFiles files = files("<camera>");
        PublishedFootage better = files.publish(files.measure(whole, unknown()));
        byte[] content = Files.readAllBytes(better.path());

        Download torn = download(better.relative(), whole(), List.of());
        account(torn.video().get(0), new Gaps(List.of(new Gap(Duration.ofSeconds(8), Duration.ofSeconds(12)))), false);
        film(torn, 8);
        PublishedFootage kept = files.publish(files.measure(torn, unknown()));
        assertThat(kept.kept()).isTrue();
        assertThat(kept.path()).isEqualTo(better.path()).hasBinaryContent(content);
        assertThat(kept.complete()).as("as the file that stays").isTrue();
        assertThat(kept.missingText()).isEmpty();
    }

    @Test
    void whatTheFileThatStaysLacksIsToldByItsSidecar() throws IOException {
        FootageFiles files = files("<camera>");
        Download first = download("", whole(), List.of());
        account(
                first.video().get(0),
                new Gaps(List.of(new Gap(Duration.ofSeconds(10), Duration.ofSeconds(12)))),
                false);
        film(first, 10);
        PublishedFootage better = files.publish(files.measure(first, unknown()));
        assertThat(better.complete()).isFalse();

        Download torn = download(better.relative(), whole(), List.of());
        account(torn.video().get(0), new Gaps(List.of(new Gap(Duration.ofSeconds(8), Duration.ofSeconds(12)))), false);
        film(torn, 8);
        PublishedFootage kept = files.publish(files.measure(torn, unknown()));
        assertThat(kept.kept()).isTrue();
        assertThat(kept.complete()).isFalse();
        assertThat(kept.missingText()).isEqualTo(better.missingText()).contains("(2 s)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "{\"asked\": {\"seconds\": 12}}",
                "{\"asked\": {\"seconds\": 12}, \"missing\": [null], \"missingAudio\": [{}, null]}"
            })
    void aSidecarThatSaysLittleIsNoObstacle(String content) throws IOException {
        Path earlier = Files.createDirectories(data.resolve("footage/Dock")).resolve("earlier_video.mp4");
        Files.writeString(earlier, "earlier");
        Files.writeString(Sidecar.beside(earlier), content);
        Download download = download("footage/Dock/earlier_video.mp4", whole(), List.of());
        account(download.video().get(0), Gaps.NONE, false);
        film(download, 12);
        FootageFiles files = files("<camera>");
        assertThat(files.publish(files.measure(download, unknown())).kept()).isFalse();
        assertThat(earlier).doesNotExist();
    }

    @Test
    void aWorseFileThatComesLateDoesNotTakeThePlaceOfWhatAnotherWorkerHasPublished() throws IOException {
        Download whole = download("", whole(), List.of(Kind.AUDIO));
        account(whole.video().get(0), Gaps.NONE, false);
        film(whole, 12, "-f", "lavfi", "-i", "sine=d=12", "-c:a", "aac");
        FootageFiles files = files("<camera>");
        PublishedFootage better = files.publish(files.measure(whole, unknown()));
        assertThat(better.relative()).endsWith("_combined.mp4");

        Download late = download("", whole(), List.of());
        account(late.video().get(0), new Gaps(List.of(new Gap(Duration.ofSeconds(8), Duration.ofSeconds(12)))), false);
        film(late, 8);
        PublishedFootage kept = files.publish(files.measure(late, unknown()));
        assertThat(kept.kept()).isTrue();
        assertThat(kept.relative()).isEqualTo(better.relative());
        assertThat(better.path().getParent().toFile().list())
                .as("film and sidecar")
                .hasSize(2);
    }

    private static PresenceWindows unknown() {
        return new PresenceWindows(Map.of());
    }

    /** @param pairs start, counted from the range's, and length in seconds */
    private static PresenceWindows present(int... pairs) {
        List<PresenceWindows.Window> windows = new java.util.ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            windows.add(new PresenceWindows.Window(START + pairs[i], pairs[i + 1]));
        }
        return new PresenceWindows(Map.of("VideoLocal", windows));
    }

    private static int whole() {
        return 12;
    }

    private FootageFiles files(String folder) {
        return new FootageFiles(
                Mappings.of(FootageSettings.class, "footage.folder", folder),
                new DataFolder(Mappings.of(DroverSettings.class, "drover.data", data.toString(), "drover.zone", "UTC")),
                new FfmpegCommands(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Download download(String result, int seconds, List<Kind> sound) throws IOException {
        FootageRequest request = new FootageRequest("cam1", "Dock", "a1", "MOTION", START, seconds, false, "", 0, 0);
        FootageJob job = new FootageJob(7, 1, 1, NOW, Optional.empty(), result, request, data, "me");
        Files.createDirectories(job.folder());
        return new Download(
                job,
                List.of(new FootageWindow(job, Kind.VIDEO, "cam1", 0, START, seconds)),
                sound.stream()
                        .map(kind -> new FootageWindow(job, kind, "mic1", 0, START, seconds))
                        .toList(),
                false);
    }

    private Download twoWindows() throws IOException {
        Download one = download("", whole(), List.of());
        return new Download(
                one.job(),
                List.of(
                        new FootageWindow(one.job(), Kind.VIDEO, "cam1", 0, START, 6),
                        new FootageWindow(one.job(), Kind.VIDEO, "cam1", 1, START + 6, 6)),
                List.of(),
                false);
    }

    /** A window as it is joined: a header and fragments. */
    private static void joined(FootageWindow window, int seconds) {
        FfmpegMedia.run(
                window.job().folder(),
                List.of(
                        "-y",
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc=s=64x64:r=5:d=" + seconds,
                        "-c:v",
                        "libx264",
                        "-f",
                        "mp4",
                        "-movflags",
                        "frag_keyframe+empty_moov+default_base_moof",
                        window.joined().toString()));
    }

    private static void account(FootageWindow window, Gaps gaps, boolean empty) throws IOException {
        Duration held = window.asked().minus(gaps.total());
        WindowAccount account = empty
                ? WindowAccount.ofNothing(window.asked())
                : WindowAccount.of(
                        MediaSource.LAN,
                        Duration.ZERO,
                        gaps,
                        window.joined().getFileName().toString(),
                        held);
        Files.write(window.account(), JobJson.MAPPER.writeValueAsBytes(account));
    }

    private void film(Download download, int seconds, String... sound) {
        List<String> arguments = new java.util.ArrayList<>(
                List.of("-y", "-v", "error", "-f", "lavfi", "-i", "color=s=64x64:r=5:d=" + seconds));
        arguments.addAll(List.of(sound));
        arguments.addAll(List.of("-c:v", "libx264", "result-me.mp4"));
        FfmpegMedia.run(download.job().folder(), arguments);
    }
}
