package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseLibraryTest {

    @TempDir
    Path installed;

    private final Optional<String> before = Optional.ofNullable(System.getProperty(DatabaseLibrary.FOLDER));

    @BeforeEach
    @AfterEach
    void asItWas() {
        System.clearProperty(DatabaseLibrary.FOLDER);
        System.clearProperty(DatabaseLibrary.LEFT_BEHIND);
        before.ifPresent(folder -> System.setProperty(DatabaseLibrary.FOLDER, folder));
    }

    @Test
    void theLibraryBesideTheProgramIsTaken() throws IOException {
        Path folder = Files.createDirectories(installed.resolve("bin"));
        Files.createFile(folder.resolve(System.mapLibraryName("sqlitejdbc")));
        DatabaseLibrary.findBeside(folder.resolve("drover"));
        assertThat(System.getProperty(DatabaseLibrary.FOLDER)).isEqualTo(folder.toString());
    }

    @Test
    void theInstalledLibraryIsTaken() throws IOException {
        Path folder = Files.createDirectories(installed.resolve("lib/drover"));
        Files.createFile(folder.resolve(System.mapLibraryName("sqlitejdbc")));
        DatabaseLibrary.findBeside(installed.resolve("bin/drover"));
        assertThat(System.getProperty(DatabaseLibrary.FOLDER)).isEqualTo(folder.toString());
        assertThat(System.getProperty(DatabaseLibrary.LEFT_BEHIND)).isEqualTo(folder.toString());
    }

    @Test
    void elsewhereDroverUsesItsOwn() {
        DatabaseLibrary.findBeside(installed.resolve("bin/drover"));
        assertThat(System.getProperty(DatabaseLibrary.FOLDER)).isEqualTo(before.orElse(null));
    }
}
