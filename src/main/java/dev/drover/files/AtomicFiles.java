package dev.drover.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * Files that appear under their name only whole, and stay there when the power fails a moment later.
 *
 * <p>All methods throw {@link DiskFullException}, {@link NotWritableException} or another {@link FileException}, and leave
 * nothing half-made behind. Two writers of one name at the same time must be kept apart by their callers.
 */
public final class AtomicFiles {
    private static final FileAttribute<?> ONLY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private AtomicFiles() {}

    /**
     * Moves a finished file to its place, making the folders it needs; what is there under that name is replaced. Within
     * one file system this is a rename; between two, a copy under a hidden name in the target's folder comes first.
     */
    public static void publish(Path finished, Path target) {
        Path folder = folderOf(target);
        createFolders(folder);
        try {
            sync(finished);
            try {
                Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                aside(target, List.of(finished));
                Files.delete(finished);
            }
            syncFolder(folder);
        } catch (IOException e) {
            throw FileException.of("publish " + target.getFileName(), folder, e);
        }
    }

    /** Writes a small file; readers see the old content or the new, nothing between. */
    public static void writeAtomically(Path target, byte[] content) {
        write(target, content);
    }

    /** The same for a file that is soon old: it may be lost, or empty, when the power fails within seconds. */
    public static void writeQuickly(Path target, byte[] content) {
        Path part = part(target);
        try {
            try (FileChannel out = FileChannel.open(part, Set.of(CREATE, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS))) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(part, e);
            throw FileException.of("write " + target.getFileName(), folderOf(target), e);
        }
    }

    /** The same for a file that only Drover's user can read (mode 0600), where the file system knows such. */
    public static void writeSecret(Path target, byte[] content) {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        write(target, content, posix ? new FileAttribute<?>[] {ONLY_OWNER} : new FileAttribute<?>[0]);
    }

    private static void write(Path target, byte[] content, FileAttribute<?>... attributes) {
        Path folder = folderOf(target);
        createFolders(folder);
        Path part = part(target);
        try {
            if (attributes.length > 0) {
                // One that is there keeps its own
                Files.deleteIfExists(part);
            }
            try (FileChannel out =
                    FileChannel.open(part, Set.of(CREATE, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS), attributes)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                out.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(folder);
        } catch (IOException e) {
            discard(part, e);
            throw FileException.of("write " + target.getFileName(), folder, e);
        }
    }

    /**
     * Puts files one after the other into a new one, as a header and its segments; the system copies, memory stays
     * constant. For files in a work folder: the result is neither hidden while it grows nor synced.
     *
     * @param parts taken one by one, so they may be made lazily
     * @return bytes written
     */
    public static long concatenate(Iterable<Path> parts, Path target) {
        try (FileChannel out = FileChannel.open(target, CREATE, WRITE, TRUNCATE_EXISTING)) {
            long written = append(parts, out);
            out.force(true);
            return written;
        } catch (IOException e) {
            throw FileException.of("write " + target.getFileName(), folderOf(target), e);
        }
    }

    /** Copies the begin of a file; for files in a work folder, as {@link #concatenate}. */
    public static void copyBegin(Path file, long bytes, Path target) {
        try (FileChannel in = FileChannel.open(file, READ);
                FileChannel out = FileChannel.open(target, CREATE, WRITE, TRUNCATE_EXISTING)) {
            for (long at = 0; at < bytes; ) {
                long copied = in.transferTo(at, bytes - at, out);
                if (copied <= 0) {
                    throw new IOException(file + " became shorter while it was read");
                }
                at += copied;
            }
        } catch (IOException e) {
            throw FileException.of("write " + target.getFileName(), folderOf(target), e);
        }
    }

    /** Makes a folder and those above it, and makes sure that they stay. */
    public static void createFolders(Path folder) {
        // A link to a folder is a folder; createDirectories of Java 17 thinks otherwise
        if (Files.isDirectory(folder)) {
            return;
        }
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        try {
            Files.createDirectories(folder);
            for (Path made : missing) {
                syncFolder(folderOf(made));
            }
        } catch (IOException e) {
            throw FileException.of("make the folder " + folder, folderOf(folder), e);
        }
    }

    /** Deletes a file, or a folder with all it holds; links are deleted, not followed. Nothing there is no error. */
    public static void deleteTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw FileException.of("delete " + root.getFileName(), folderOf(root), e);
        }
    }

    private static void aside(Path target, Iterable<Path> parts) throws IOException {
        Path part = part(target);
        try {
            try (FileChannel out = FileChannel.open(part, CREATE, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS)) {
                append(parts, out);
                out.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(part, e);
            throw e;
        }
    }

    private static long append(Iterable<Path> parts, FileChannel out) throws IOException {
        long total = 0;
        for (Path part : parts) {
            try (FileChannel in = FileChannel.open(part, READ)) {
                long size = in.size();
                for (long at = 0; at < size; ) {
                    long copied = in.transferTo(at, size - at, out);
                    if (copied <= 0) {
                        throw new IOException(part + " became shorter while it was read");
                    }
                    at += copied;
                }
                total += size;
            }
        }
        return total;
    }

    private static Path part(Path target) {
        return target.resolveSibling(
                "." + FileNames.cut(target.getFileName().toString(), FileNames.MAX_BYTES - 6) + ".part");
    }

    private static void discard(Path part, IOException cause) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static Path folderOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, WRITE)) {
            channel.force(true);
        }
    }

    // The name is part of the folder, which has to reach the disk as well. Windows and some network file systems cannot
    // do
    // this and need not.
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        } catch (IOException e) {
            // not offered here
        }
    }
}
