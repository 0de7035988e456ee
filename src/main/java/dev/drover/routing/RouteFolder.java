package dev.drover.routing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The folder of the routes, with its subfolders. Only names that end with .camel.yaml and begin with no dot count. */
final class RouteFolder {

    static final String EXTENSION = ".camel.yaml";

    private final Path root;

    RouteFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** What tells without reading whether a file has changed. */
    record Stamp(long size, FileTime modified, Object key) {}

    /** All files with their stamps, by their paths below the folder; what vanishes meanwhile is left out. */
    Map<String, Stamp> scan() throws IOException {
        Map<String, Stamp> found = new TreeMap<>();
        Files.walkFileTree(
                root, java.util.Set.of(java.nio.file.FileVisitOption.FOLLOW_LINKS), 16, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        return !folder.equals(root) && hidden(folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()
                                && !hidden(file)
                                && file.toString().endsWith(EXTENSION)) {
                            found.put(
                                    root.relativize(file).toString().replace('\\', '/'),
                                    new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                        if (file.equals(root)) {
                            throw failure;
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    private static boolean hidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** The file, or none when it is not, or no more, as its stamp says. */
    Optional<RouteSource> read(String path, Stamp stamp) {
        Path file = root.resolve(path);
        try {
            RouteSource source = new RouteSource(path, Files.readString(file));
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            boolean same = stamp.equals(new Stamp(now.size(), now.lastModifiedTime(), now.fileKey()));
            return same ? Optional.of(source) : Optional.empty();
        } catch (java.nio.charset.CharacterCodingException notText) {
            // Refused by the check like any other bad text
            return Optional.of(new RouteSource(path, "\0"));
        } catch (IOException changing) {
            return Optional.empty();
        }
    }
}
