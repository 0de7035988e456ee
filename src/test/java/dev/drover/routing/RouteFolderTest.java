package dev.drover.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RouteFolderTest {

    @TempDir
    Path folder;

    @Test
    void whatIsBeingWrittenIsNoRouteYet() throws IOException {
        Files.createDirectories(folder.resolve("footage"));
        for (String name : List.of(
                "footage/poll-alerts.camel.yaml",
                // So AtomicFiles calls it while it is written, and editors their copies
                "footage/.poll-alerts.camel.yaml.part",
                "footage/.#poll-alerts.camel.yaml",
                "footage/poll-alerts.camel.yaml~")) {
            Files.createFile(folder.resolve(name));
        }
        assertThat(new RouteFolder(folder).scan()).containsOnlyKeys("footage/poll-alerts.camel.yaml");
    }

    @Test
    void whatCannotBeReadIsThereAndSaysWhy() throws IOException {
        Files.createDirectories(folder.resolve("away"));
        Files.createSymbolicLink(folder.resolve("away/file.camel.yaml"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("share"), Path.of("/not/mounted"));
        Files.createSymbolicLink(folder.resolve("loop.camel.yaml"), Path.of("loop.camel.yaml"));
        Files.createSymbolicLink(folder.resolve("twice"), Path.of("away"));
        Files.createSymbolicLink(folder.resolve("away/up"), Path.of(".."));
        Files.write(folder.resolve("latin.camel.yaml"), new byte[] {'#', (byte) 0xe4, '\n'});
        RouteFolder routes = new RouteFolder(folder);
        var found = routes.scan();
        assertThat(found)
                .containsOnlyKeys(
                        "away/file.camel.yaml",
                        "twice/file.camel.yaml",
                        "share",
                        "loop.camel.yaml",
                        "latin.camel.yaml");
        found.forEach((path, stamp) -> assertThat(
                        routes.read(path, stamp).orElseThrow().fault())
                .as(path)
                .get()
                .asString()
                .startsWith("it "));
    }

    @Test
    void whatOnlyChangesIsNotReadAndNoFault() throws IOException {
        Path file = Files.writeString(folder.resolve("file.camel.yaml"), "a");
        RouteFolder routes = new RouteFolder(folder);
        var stamp = routes.scan().get("file.camel.yaml");
        assertThat(routes.read("file.camel.yaml", stamp).orElseThrow().fault()).isEmpty();
        Files.writeString(file, "ab");
        assertThat(routes.read("file.camel.yaml", stamp)).isEmpty();
        Files.delete(file);
        assertThat(routes.read("file.camel.yaml", stamp)).isEmpty();
    }

    @Test
    void aFileOfSomebodyElseIsAFault() throws IOException {
        Path file = Files.writeString(folder.resolve("file.camel.yaml"), "a");
        Files.setPosixFilePermissions(file, Set.of());
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
        RouteFolder routes = new RouteFolder(folder);
        assertThat(routes.read("file.camel.yaml", routes.scan().get("file.camel.yaml"))
                        .orElseThrow()
                        .fault())
                .contains("it cannot be read: permission denied");
    }
}
