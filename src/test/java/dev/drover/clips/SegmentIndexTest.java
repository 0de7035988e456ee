package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SegmentIndexTest {

    private static final Instant START = Instant.parse("2025-09-06T14:30:00Z");

    @TempDir
    Path source;

    private SegmentIndex index;

    @BeforeEach
    void start() {
        index = new SegmentIndex(Optional.of(source), List.of(), ZoneOffset.UTC, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        index.close();
    }

    private Path touch(String path) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private List<String> around(String camera, int from, int to) throws Exception {
        return index.around(camera, START.plusSeconds(from), START.plusSeconds(to)).stream()
                .map(named -> source.relativize(named.file()).toString())
                .toList();
    }

    @Test
    void theFirstRequestSeesAllAndLaterOnesWhatHasComeSince() throws Exception {
        touch("cam1/2025-09-06_14-30-00.mp4");
        assertThat(around("cam1", 0, 60)).containsExactly("cam1/2025-09-06_14-30-00.mp4");
        // At once, with nobody to tell
        touch("cam1/2025-09-06_14-30-10.mp4");
        assertThat(around("cam1", 0, 60)).hasSize(2);
        Files.delete(source.resolve("cam1/2025-09-06_14-30-00.mp4"));
        assertThat(around("cam1", 0, 60)).containsExactly("cam1/2025-09-06_14-30-10.mp4");
    }

    @Test
    void newFilesAndFoldersAreSeenWhileItWatches() throws Exception {
        touch("cam1/2025-09-06/14-30-00.mp4");
        assertThat(index.rebuild()).isEqualTo(1);
        touch("cam1/2025-09-06/14-30-05.mp4");
        assertThat(around("cam1", 0, 60)).hasSize(2);
        touch("cam1/2025-09-07/14-30-00.mp4");
        touch("cam2/2025-09-07_14-30-00.mp4");
        assertThat(index.around("cam1", START, START.plus(Duration.ofDays(2)))).hasSize(3);
        assertThat(index.around("cam2", START, START.plus(Duration.ofDays(2)))).hasSize(1);
    }

    @Test
    void aFolderWhoseNameNoCameraCanHaveKeepsNoOtherFromBeingKnown() throws Exception {
        touch("cam1/2025-09-06_14-30-00.mp4");
        touch("new\nline/2025-09-06_14-30-00.mp4");
        touch("back\\slash/2025-09-06_14-30-00.mp4");
        assertThat(index.rebuild()).isEqualTo(1);
        assertThat(index.cameras()).containsExactly("cam1");
    }

    /** What the system tells of is taken in without listing the folder again. */
    @Test
    void aWatchedFolderIsNotListedAgain() throws Exception {
        touch("cam1/2025-09-06_14-30-00.mp4");
        index.rebuild();
        long listed = index.listed();
        touch("cam1/2025-09-06_14-30-05.mp4");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> index.heard() > 0);
        assertThat(around("cam1", 0, 60)).hasSize(2);
        Files.delete(source.resolve("cam1/2025-09-06_14-30-00.mp4"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> index.heard() > 1);
        assertThat(around("cam1", 0, 60)).hasSize(1);
        assertThat(index.listed()).isEqualTo(listed);
    }

    /** As on NFS: what another machine records there is seen by a look at the folder only. */
    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuseblk", "9p"})
    void ofANetworkDriveNobodyTellsSoItIsLookedAt(String type) throws Exception {
        SegmentIndex network =
                new SegmentIndex(Optional.of(source), List.of(), ZoneOffset.UTC, Clock.systemUTC(), folder -> type);
        touch("cam1/2025-09-06_14-30-00.mp4");
        network.rebuild();
        long listed = network.listed();
        touch("cam1/2025-09-06_14-30-05.mp4");
        assertThat(network.around("cam1", START, START.plusSeconds(60))).hasSize(2);
        assertThat(network.listed()).isGreaterThan(listed);
        assertThat(network.watchedFolders()).isZero();
        network.close();
        index.rebuild();
        assertThat(index.watchedFolders()).as("of a local one").isPositive();
    }

    @Test
    void onlyTheWindowAndItsNeighboursAreTold() throws Exception {
        for (int i = 0; i < 60; i++) {
            touch("cam1/2025-09-06_14-30-%02d-000000.mp4".formatted(i));
        }
        assertThat(around("cam1", 20, 25)).first().isEqualTo("cam1/2025-09-06_14-30-17-000000.mp4");
        assertThat(around("cam1", 20, 25)).hasSize(9).last().isEqualTo("cam1/2025-09-06_14-30-25-000000.mp4");
    }

    /** A year has 8760 hours: those that a window has nothing to do with are not looked at. */
    @Test
    void ofFoldersOfHoursOnlyThoseAroundAWindowAreLookedAt() throws Exception {
        for (int day = 1; day <= 9; day++) {
            for (int hour = 10; hour < 20; hour++) {
                touch("cam1/2025/09/%02d/%d/2025-09-%02d_%d-30-00.mp4".formatted(day, hour, day, hour));
            }
        }
        try (Stream<Path> all = Files.walk(source)) {
            for (Path folder : all.filter(Files::isDirectory).toList()) {
                Files.setLastModifiedTime(folder, FileTime.from(START));
            }
        }
        assertThat(around("cam1", -3600, 1)).hasSize(5 + 1);
        long listed = index.listed();
        assertThat(around("cam1", -3600, 1)).hasSize(5 + 1);
        assertThat(index.listed()).isEqualTo(listed);
        // None tells of these; a look at them would list them
        for (int day = 1; day <= 4; day++) {
            touch("cam1/2025/09/%02d/10/2025-09-%02d_10-40-00.mp4".formatted(day, day));
        }
        assertThat(around("cam1", -3600, 1)).hasSize(5 + 1);
        assertThat(index.listed()).isEqualTo(listed);
        Instant then = Instant.parse("2025-09-02T10:00:00Z");
        assertThat(index.around("cam1", then, then.plusSeconds(3600)))
                .extracting(SegmentFolder.Named::start)
                .contains(then.plusSeconds(1800), then.plusSeconds(2400));
        // What is new and what is gone is seen at once where it matters
        touch("cam1/2025/09/10/00/2025-09-10_00-00-00.mp4");
        touch("cam1/2025/10/01/00/2025-10-01_00-00-00.mp4");
        for (String date : List.of("2025-09-10", "2025-10-01")) {
            Instant day = Instant.parse(date + "T00:00:00Z");
            assertThat(index.around("cam1", day, day.plusSeconds(60)))
                    .extracting(SegmentFolder.Named::start)
                    .contains(day);
        }
        Files.move(source.resolve("cam1/2025/09/06"), source.resolve("away"));
        assertThat(around("cam1", -3600, 1)).noneMatch(file -> file.contains("2025-09-06"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'cam1_'yyyyMMdd_HHmmss'.mp4'",
                "yyyy-MM-dd_HH-mm-ss-SSSSSS'+0000.mp4'",
                "yyyy-MM-dd_HH-mm-ss-SSSSSS'Z.mp4'",
                // When it ends stands there, too; a serial number
                "yyyyMMdd_HHmmss'_to_'mm_ss'.mp4'",
                "yyyyMMdd_HHmmss'-no-'DDDHHmmss'.mp4'",
            })
    void howeverTheyAreNamedNoMoreIsGivenThanTheWindowAndItsNeighbours(String pattern) {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        SegmentFolder folder = new SegmentFolder(source, new SegmentNames(List.of(), ZoneOffset.UTC));
        for (int i = 0; i < 5000; i++) {
            folder.add(format.format(START.plusSeconds(10L * i)));
        }
        assertThat(folder.size()).isEqualTo(5000);
        List<Instant> given = new ArrayList<>();
        folder.around(START.plusSeconds(20_000), START.plusSeconds(20_030), 3, named -> given.add(named.start()));
        assertThat(given)
                .contains(START.plusSeconds(19_990), START.plusSeconds(20_000), START.plusSeconds(20_030))
                .hasSizeLessThan(30);
        folder.remove(format.format(START.plusSeconds(20_010)));
        given.clear();
        folder.around(START.plusSeconds(20_000), START.plusSeconds(20_030), 3, named -> given.add(named.start()));
        assertThat(given).doesNotContain(START.plusSeconds(20_010));
        assertThat(folder.size()).isEqualTo(4999);
    }

    @Test
    void filesWithoutATimeInTheirNameAreCounted() throws Exception {
        touch("cam1/2025-09-06_14-30-00.mp4");
        touch("cam1/movie.mp4");
        touch("cam1/2025-09-06/film.mp4");
        touch("cam1/notes.txt");
        assertThat(around("cam1", 0, 60)).hasSize(1);
        assertThat(index.nameless("cam1")).isEqualTo(2);
        assertThat(index.nameless("cam2")).isZero();
    }

    @Test
    void camerasAreFoldersAndThoseInFoldersWithoutSegments() throws Exception {
        touch("cam1/2025-09-06_14-30-00.mp4");
        touch("cam2/2025/09/06/14-30-00.mp4");
        touch("site/yard/2025-09-06_14-30-00.mp4");
        touch("site/gate/2025-09-06_14-30-00.mp4");
        Files.createDirectories(source.resolve("new"));
        touch(".hidden/2025-09-06_14-30-00.mp4");
        assertThat(index.cameras()).containsExactly("cam1", "cam2", "new", "site/gate", "site/yard");
        assertThat(around("site/yard", 0, 1)).hasSize(1);
        assertThat(around("site", 0, 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "",
                "/",
                "../x",
                "/etc",
                "cam1/..",
                "cam1/../..",
                "cam1//x",
                "a\\b",
                "..\\x",
                ".hidden",
                "cam1/.x",
                "cam\u00001",
                "cam1\n",
                "~",
                "%2e%2e"
            })
    void aCameraIsNothingButAFolderBelowTheSource(String camera) throws Exception {
        touch("cam1/2025-09-06_14-30-00.mp4");
        touch(".hidden/2025-09-06_14-30-00.mp4");
        assertThat(index.around(camera, START, START.plusSeconds(60))).isEmpty();
        assertThat(index.knows(camera)).isFalse();
    }

    @Test
    void secondsOfARepeatedHourAreBothKept() throws Exception {
        SegmentIndex zurich = new SegmentIndex(
                Optional.of(source), List.of(), java.time.ZoneId.of("Europe/Zurich"), Clock.systemUTC());
        touch("cam1/2025-10-26_02-30-00-000000+0200.mp4");
        touch("cam1/2025-10-26_02-30-00-000000+0100.mp4");
        Instant first = Instant.parse("2025-10-26T00:30:00Z");
        assertThat(zurich.around("cam1", first, first.plusSeconds(7200)))
                .extracting(SegmentFolder.Named::start)
                .containsExactly(first, first.plusSeconds(3600));
    }

    /** As {@code lost+found} is at the top of a disk. */
    @Test
    void whatCannotBeReadIsLeftOut() throws Exception {
        touch("cam1/2025-09-06_14-30-00.mp4");
        touch("cam1/2025-09-07/14-30-00.mp4");
        touch("lost+found/2025-09-06_14-30-00.mp4");
        List<Path> closed = List.of(source.resolve("lost+found"), source.resolve("cam1/2025-09-07"));
        for (Path folder : closed) {
            Files.setPosixFilePermissions(folder, Set.of());
        }
        try {
            Assumptions.assumeFalse(Files.isReadable(closed.get(0)), "root reads all");
            assertThat(index.cameras()).containsExactly("cam1");
            assertThat(index.rebuild()).isEqualTo(1);
            assertThat(around("cam1", 0, 60)).containsExactly("cam1/2025-09-06_14-30-00.mp4");
            assertThatThrownBy(() -> around("lost+found", 0, 60))
                    .isInstanceOfSatisfying(ClipException.class, why -> assertThat(why.isTemporary())
                            .isTrue());
        } finally {
            for (Path folder : closed) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        assertThat(index.cameras()).containsExactly("cam1", "lost+found");
        assertThat(index.around("cam1", START, START.plus(Duration.ofDays(2)))).hasSize(2);
    }
}
