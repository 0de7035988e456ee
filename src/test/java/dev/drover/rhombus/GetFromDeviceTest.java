package dev.drover.rhombus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.HALL;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class GetFromDeviceTest extends FlowTest {

    /** The microphone of the hall. */
    private static final String HALL_AUDIO = "R0FURVdBWUdBVEVXQVlHMg";

    @Test
    void aDeviceSeesTheSessionAndNeverTheKey() {
        SimulatedAlert alert = flow.raise(HALL);
        assertThat(flow.sidecar(flow.awaitComplete(alert, HALL))
                        .at("/sources/0")
                        .asText())
                .isEqualTo("LAN");
        for (String device : List.of(HALL.uuid(), HALL_AUDIO)) {
            assertThat(flow.mediaRequests(alert, device)).isNotEmpty().allSatisfy(request -> {
                assertThat(request.listener()).isEqualTo("lan");
                assertThat(request.headers()).containsEntry("x-auth-scheme", "federated-token");
                assertThat(request.headers()).containsKey("x-auth-ft").doesNotContainKey("x-auth-apikey");
                assertThat(request.headers().values()).doesNotContain("demo");
            });
        }
        assertThat(flow.simulator().log().requests())
                .filteredOn(request -> request.listener().equals("lan"))
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("x-auth-apikey"));
    }

    @Test
    void aDeviceWithACertificateOfItsOwnIsTrustedOnFirstUseAndNoOtherInItsPlace() throws IOException {
        Path known = flow.data().resolve(".drover/known-devices");
        String device = "127.0.0.1:" + flow.simulator().lanPort() + " ";
        assertThat(known).doesNotExist();

        flow.faults(Fault.of(FaultKind.LAN_SELF_SIGNED));
        SimulatedAlert first = flow.raise(GATE);
        Path file = flow.awaitComplete(first, GATE);
        assertThat(flow.sidecar(file).at("/sources/0").asText()).isEqualTo("LAN");
        flow.assertPlays(file, FootageFlow.FOOTAGE_SECONDS);
        assertThat(Files.readAllLines(known)).singleElement().asString().startsWith(device);
        String pinned = Files.readString(known);

        // The next one is another certificate
        flow.faults();
        flow.faults(Fault.of(FaultKind.LAN_SELF_SIGNED));
        SimulatedAlert second = flow.raise(GATE);
        Path other = flow.awaitComplete(second, GATE);
        assertThat(flow.sidecar(other).at("/sources/0").asText()).isEqualTo("WAN");
        assertThat(known).hasContent(pinned);
        assertThat(flow.mediaRequests(second, GATE.uuid()))
                .as("nothing was told to the stranger")
                .noneMatch(request -> request.listener().equals("lan"));
    }
}
