package dev.drover.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where SQLite's own library, which is no Java, is loaded from. It is inside of Drover and each start would write it to the folder
 * for temporary files; a container has none that may be written, or none from which a library may be loaded. So where it lies
 * installed, in {@code lib/drover} beside the {@code bin} of the program, it is loaded from there.
 */
final class DatabaseLibrary {

    /** Read by sqlite-jdbc. */
    static final String FOLDER = "org.sqlite.lib.path";

    private DatabaseLibrary() {}

    /** Settles it; must come before the database is opened. */
    static void find() {
        ProcessHandle.current().info().command().map(Path::of).ifPresent(DatabaseLibrary::findBeside);
    }

    static void findBeside(Path program) {
        Path installed = program.resolveSibling("../lib/drover").normalize();
        if (System.getProperty(FOLDER) == null
                && Files.isRegularFile(installed.resolve(System.mapLibraryName("sqlitejdbc")))) {
            System.setProperty(FOLDER, installed.toString());
        }
    }
}
