package dev.drover.footage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.simulator.SimulatedCamera;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.SimulatedCameras;

import static dev.drover.testing.SimulatedCameras.DOCK;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PublishFootageTest extends FlowTest {

    /** {@code Hof / Einfahrt süd}, {@code ../../../etc/passwd}, signs beyond the basic plane, 300 umlauts. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5})
    void aNameOfAnyScriptOrLengthDoesNoHarm(int number) {
        SimulatedCamera camera = SimulatedCameras.ALL.get(number);
        SimulatedAlert alert = flow.raise(camera);
        Path file = flow.awaitComplete(alert, camera);

        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        Path below = flow.footage().relativize(file.normalize());
        assertThat(below.getNameCount()).as("%s", below).isEqualTo(3);
        assertThat(below.toString()).doesNotContain("../");
        for (Path part : below) {
            assertThat(part.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        }
        assertThat(flow.sidecar(file).at("/camera/name").asText()).isEqualTo(camera.name());
    }

    @Test
    void theSidecarTellsTheTruthAboutTheFile() throws IOException, GeneralSecurityException {
        SimulatedAlert alert = flow.raise(DOCK);
        Path file = flow.awaitComplete(alert, DOCK);
        JsonNode sidecar = flow.sidecar(file);

        assertThat(sidecar.path("file").asText()).isEqualTo(file.getFileName().toString());
        assertThat(sidecar.path("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(sidecar.path("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
        assertThat(sidecar.at("/alert/type").asText()).isEqualTo("MOTION_HUMAN");
        assertThat(sidecar.at("/camera/name").asText()).isEqualTo(DOCK.name());
        assertThat(sidecar.at("/asked/from").asText())
                .isEqualTo(alert.timestamp().minusSeconds(2).toString());
        assertThat(sidecar.at("/asked/seconds").asInt()).isEqualTo(FootageFlow.FOOTAGE_SECONDS);
        assertThat(sidecar.at("/actual/seconds").asDouble())
                .isCloseTo(FootageFlow.FOOTAGE_SECONDS, org.assertj.core.data.Offset.offset(0.3));
        assertThat(sidecar.at("/sources/0").asText()).isEqualTo("LAN");
    }

    @Test
    void theFileHasThePredecessorsNameInTheFolderOfCameraAndDay() {
        SimulatedAlert alert = flow.raise(DOCK);
        Path file = flow.awaitComplete(alert, DOCK);
        var begin = alert.timestamp().minusSeconds(2);

        assertThat(flow.footage().relativize(file.getParent()))
                .isEqualTo(Path.of(
                        "Loading Dock",
                        LocalDate.ofInstant(begin, ZoneId.systemDefault()).toString()));
        assertThat(file.getFileName().toString())
                .matches("LoadingDock_" + DOCK.uuid() + "_\\d{8}_\\d{6}_alert_MOTIONHUMAN_"
                        + alert.uuid().replaceAll("[^A-Za-z0-9]", "") + "_combined\\.mp4");
    }
}
