package dev.drover.footage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.DOCK;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class MuxFootageTest extends FlowTest {

    @Test
    void whatIsPlayedFirstIsAtTheBeginAndThePictureIsAsTheCameraMadeIt() throws IOException {
        SimulatedAlert alert = flow.raise(DOCK);
        Path file = flow.awaitComplete(alert, DOCK);
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

        assertThat(bytes.indexOf("moov")).as("moov before mdat").isBetween(1, bytes.indexOf("mdat"));
        // Opus stays Opus
        assertThat(bytes.contains("Opus")).isTrue();
    }
}
