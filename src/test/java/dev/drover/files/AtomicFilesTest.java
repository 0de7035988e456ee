package dev.drover.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void publishesIntoNewFoldersAndReplaces() throws IOException {
        Path target = folder.resolve("camera/2025-06-15/a.mp4");
        AtomicFiles.publish(file("work", "one"), target);
        AtomicFiles.publish(file("work", "two"), target);

        assertThat(target).hasContent("two");
        assertThat(folder.resolve("work")).doesNotExist();
        assertThat(names(target.getParent())).containsExactly("a.mp4");
    }

    @Test
    void publishesFromAnotherFileSystem() throws IOException {
        Path other = Path.of("/dev/shm");
        assumeThat(Files.isWritable(other)).isTrue();
        assumeThat(Files.getFileStore(other)).isNotEqualTo(Files.getFileStore(folder));
        Path finished = Files.createTempFile(other, "drover", ".mp4");
        Files.writeString(finished, "footage");
        Path target = folder.resolve("n".repeat(251) + ".mp4");
        AtomicFiles.publish(finished, target);

        assertThat(target).hasContent("footage");
        assertThat(finished).doesNotExist();
        assertThat(names(folder)).containsExactly(target.getFileName().toString());
    }

    @Test
    void writesSmallFiles() throws IOException {
        Path target = folder.resolve("new/a.json");
        AtomicFiles.writeAtomically(target, "{}".getBytes(StandardCharsets.UTF_8));
        AtomicFiles.writeAtomically(target, "[]".getBytes(StandardCharsets.UTF_8));

        assertThat(target).hasContent("[]");
        assertThat(names(target.getParent())).containsExactly("a.json");
    }

    @Test
    void leavesNothingHalfMade() throws IOException {
        Path target = Files.createDirectories(folder.resolve("busy"));
        Files.writeString(target.resolve("x"), "x");

        assertThatThrownBy(() -> AtomicFiles.writeAtomically(target, new byte[3]))
                .isInstanceOf(FileException.class);
        assertThat(names(folder)).containsExactly("busy");
    }

    @Test
    void followsALinkToTheDataFolderButNoPlantedOne() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("data"), real);
        Path victim = Files.writeString(folder.resolve("victim"), "safe");
        Files.createSymbolicLink(real.resolve(".a.json.part"), victim);

        AtomicFiles.createFolders(link);
        AtomicFiles.publish(file("work", "one"), link.resolve("b/c.mp4"));
        assertThat(real.resolve("b/c.mp4")).hasContent("one");
        assertThatThrownBy(() -> AtomicFiles.writeAtomically(link.resolve("a.json"), new byte[3]))
                .isInstanceOf(FileException.class);
        assertThat(victim).hasContent("safe");
    }

    @Test
    void concatenates() throws IOException {
        Path target = folder.resolve("whole");
        Files.writeString(target, "something longer that was there before");
        long bytes = AtomicFiles.concatenate(List.of(file("a", "head-"), file("b", ""), file("c", "tail")), target);

        assertThat(target).hasContent("head-tail");
        assertThat(bytes).isEqualTo(9);
        assertThatThrownBy(() -> AtomicFiles.concatenate(List.of(folder.resolve("absent")), target))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("absent does not exist");
    }

    @Test
    void deletesTreesButNotWhatLinksPointTo() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path tree = Files.createDirectories(folder.resolve("tree/sub"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Path root = Files.createSymbolicLink(folder.resolve("root"), kept);

        AtomicFiles.deleteTree(folder.resolve("tree"));
        AtomicFiles.deleteTree(root);
        AtomicFiles.deleteTree(folder.resolve("absent"));

        assertThat(names(folder)).containsExactly("kept");
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void saysThatTheDiskIsFull() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).isTrue();
        Path part = file("a", "x");

        assertThatThrownBy(() -> AtomicFiles.concatenate(List.of(part), full))
                .isInstanceOfSatisfying(
                        DiskFullException.class, e -> assertThat(e.folder()).isEqualTo(Path.of("/dev")))
                .hasMessageStartingWith("No space left on the disk of /dev (");
    }

    @Test
    void saysWhoMayNotWriteWhere() {
        Path absent = folder.resolve("not/yet/there");

        assertThat(FileException.of("write x", absent, new AccessDeniedException("x")))
                .isInstanceOf(NotWritableException.class)
                .hasMessage(
                        "Drover, running as user " + System.getProperty("user.name") + ", may not write to " + folder
                                + " (permission denied). Give that user the right to write there, or choose another folder");
        assertThat(FileException.of("write x", folder, new FileSystemException("x", null, "Read-only file system")))
                .isInstanceOf(NotWritableException.class)
                .hasMessageContaining("Read-only file system");
        assertThat(FileException.of("write x", folder, new IOException("Input/output error")))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage("Cannot write x in " + folder + ": Input/output error");
    }

    @Test
    void saysThatAFileIsInTheWayOfAFolder() throws IOException {
        Path inTheWay = file("data", "x");

        assertThatThrownBy(() -> AtomicFiles.publish(file("work", "x"), inTheWay.resolve("a/b.mp4")))
                .isInstanceOf(FileException.class)
                .hasMessageContaining(inTheWay.toString());
        assertThat(folder.resolve("work")).exists();
    }

    @Test
    void computesChecksums() throws IOException {
        assertThat(Checksums.sha256(file("a", "abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThatThrownBy(() -> Checksums.sha256(folder.resolve("absent"))).isInstanceOf(FileException.class);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
