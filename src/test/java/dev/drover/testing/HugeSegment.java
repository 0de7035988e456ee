package dev.drover.testing;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** A camera with one segment that is on another file system and larger than any disk: it can be played, but neither linked nor copied. */
public final class HugeSegment implements Closeable {

    private static final Path OTHER_DISK = Path.of("/dev/shm");
    private static final long BYTES = 1L << 50;

    private final Path camera;
    private final Path folder;

    private HugeSegment(Path camera, Path folder) {
        this.camera = camera;
        this.folder = folder;
    }

    public static HugeSegment of(ClipFlow clips, String camera, LocalDateTime start) throws IOException {
        Assumptions.assumeTrue(Files.isWritable(OTHER_DISK), "needs a second file system");
        Path segment = clips.record(camera, start);
        Path link = segment.getParent();
        Path folder = Files.createTempDirectory(OTHER_DISK, "drover");
        Path moved = Files.move(segment, folder.resolve(segment.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(link);
        Files.createSymbolicLink(link, folder);
        HugeSegment huge = new HugeSegment(link, folder);
        try (RandomAccessFile file = new RandomAccessFile(moved.toFile(), "rw")) {
            ByteArrayOutputStream free = new ByteArrayOutputStream();
            DataOutputStream box = new DataOutputStream(free);
            box.writeInt(1);
            box.write("free".getBytes(StandardCharsets.US_ASCII));
            box.writeLong(BYTES);
            long end = file.length();
            file.seek(end);
            file.write(free.toByteArray());
            file.setLength(end + BYTES);
        } catch (IOException tooLarge) {
            huge.close();
            Assumptions.abort("the second file system has no sparse files: " + tooLarge);
        }
        return huge;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(camera);
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inside) {
                Files.delete(each);
            }
        }
    }
}
