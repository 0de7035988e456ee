package dev.drover.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.clips.SegmentIndex;
import dev.drover.clips.SegmentSettings;
import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class ClipsHealthTest {

    @TempDir
    Path folder;

    private HealthCheckResponse health(String... settings) {
        SegmentSettings segments = Mappings.of(SegmentSettings.class, settings);
        DataFolder data = new DataFolder(Mappings.of(DroverSettings.class, "drover.data", folder.toString()));
        return new ClipsHealth(segments, new SegmentIndex(segments, data, Clock.systemUTC())).call();
    }

    @Test
    void aSourceThatVanishesIsDownUntilItReturns() throws IOException {
        Path source = Files.createDirectories(folder.resolve("recordings"));
        assertThat(health("clips.source", source.toString()).getStatus())
                .as("empty, as where a disk is to be mounted")
                .isEqualTo(Status.DOWN);
        Files.createDirectory(source.resolve("cam1"));
        HealthCheckResponse there = health("clips.source", source.toString());
        assertThat(there.getStatus()).isEqualTo(Status.UP);
        assertThat(there.getData().orElseThrow()).containsEntry("source", source.toString());
        Files.move(source, folder.resolve("gone"));
        HealthCheckResponse gone = health("clips.source", source.toString());
        assertThat(gone.getStatus()).isEqualTo(Status.DOWN);
        assertThat(gone.getData().orElseThrow().get("why").toString())
                .contains("not there", source.toString(), "Is its disk mounted?");
    }

    @Test
    void whereNoClipsAreWantedAllIsWell() {
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }
}
