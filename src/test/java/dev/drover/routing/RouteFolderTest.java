package dev.drover.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
}
