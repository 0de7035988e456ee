package dev.drover.routing;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The folder of the routes, with its subfolders. Only names that end with .camel.yaml and begin with no dot count. */
public final class RouteFolder {

    static final String EXTENSION = ".camel.yaml";

    private final Path root;
    private final Set<String> unused;

    public RouteFolder(Path root) {
        this(root, Set.of());
    }

    /** @param unused subfolders that do not count */
    RouteFolder(Path root, Set<String> unused) {
        this.root = root.toAbsolutePath().normalize();
        this.unused = Set.copyOf(unused);
    }

    Path root() {
        return root;
    }

    /** Whether there is no route file in it, and nothing that cannot be read. */
    public boolean isEmpty() throws IOException {
        return scan().isEmpty();
    }

    /** What tells without reading whether a file has changed. */
    record Stamp(long size, FileTime modified, Object key) {}

    /** The stamp of what could not be read: no file has it, so that it is tried again with every look. */
    static final Stamp UNREAD = new Stamp(-1, FileTime.fromMillis(0), "");

    /**
     * All files with their stamps, by their paths below the folder; what vanishes meanwhile is left out. Subfolders that cannot be
     * read are among them, for whoever reads them to be told why.
     */
    Map<String, Stamp> scan() throws IOException {
        Map<String, Stamp> found = new TreeMap<>();
        Files.walkFileTree(root, Set.of(java.nio.file.FileVisitOption.FOLLOW_LINKS), 16, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return !folder.equals(root) && (hidden(folder) || unused.contains(below(folder)))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // A link that leads nowhere may be one to a folder that is not mounted
                boolean counts = attributes.isSymbolicLink()
                        || (attributes.isRegularFile() && file.toString().endsWith(EXTENSION));
                if (counts && !hidden(file)) {
                    found.put(
                            below(file),
                            new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (file.equals(root)) {
                    throw failure;
                }
                boolean counts = Files.isDirectory(file) || file.toString().endsWith(EXTENSION);
                // The files of a loop are found without it
                if (counts && !hidden(file) && !(failure instanceof FileSystemLoopException)) {
                    found.put(below(file), UNREAD);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private String below(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static boolean hidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** The file, if need be with the reason why it cannot be read; none when it is not, or no more, as its stamp says. */
    Optional<RouteSource> read(String path, Stamp stamp) {
        Path file = root.resolve(path);
        try {
            RouteSource source = new RouteSource(path, Files.readString(file));
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            boolean same = stamp.equals(new Stamp(now.size(), now.lastModifiedTime(), now.fileKey()));
            return same ? Optional.of(source) : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.of(RouteSource.unreadable(path, "it is no text in UTF-8"));
        } catch (NoSuchFileException changing) {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(RouteSource.unreadable(path, "it cannot be read: it is a link that leads nowhere"))
                    : Optional.empty();
        } catch (AccessDeniedException denied) {
            return Optional.of(RouteSource.unreadable(path, "it cannot be read: permission denied"));
        } catch (IOException failure) {
            String reason = failure instanceof FileSystemException named && named.getReason() != null
                    ? named.getReason()
                    : failure.getMessage();
            return Optional.of(RouteSource.unreadable(path, "it cannot be read: " + reason));
        }
    }
}
