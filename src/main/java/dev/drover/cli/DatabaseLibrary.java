package dev.drover.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where SQLite's own library, which is no Java, is loaded from. It is inside of Drover and each start would write it to the folder
 * for temporary files, which takes time; and a container has none that may be written, or none from which a library may be loaded.
 * So it is loaded from where it lies installed: beside the program, or in {@code lib/drover} beside its {@code bin}.
 */
final class DatabaseLibrary {

    /** Read by sqlite-jdbc. */
    static final String FOLDER = "org.sqlite.lib.path";

    /** Where sqlite-jdbc looks for libraries that others of it have left; there may be much else in the folder for temporary files. */
    static final String LEFT_BEHIND = "org.sqlite.tmpdir";

    private DatabaseLibrary() {}

    /** Settles it; must come before the database is opened. */
    static void find() {
        ProcessHandle.current().info().command().map(Path::of).ifPresent(DatabaseLibrary::findBeside);
    }

    static void findBeside(Path program) {
        if (System.getProperty(FOLDER) == null) {
            Stream.of(".", "../lib/drover")
                    .map(folder -> program.resolveSibling(folder).normalize())
                    .filter(folder -> Files.isRegularFile(folder.resolve(System.mapLibraryName("sqlitejdbc"))))
                    .findFirst()
                    .ifPresent(installed -> {
                        System.setProperty(FOLDER, installed.toString());
                        System.getProperties().putIfAbsent(LEFT_BEHIND, installed.toString());
                    });
        }
    }
}
