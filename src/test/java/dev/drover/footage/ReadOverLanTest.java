package dev.drover.footage;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.simulator.FaultKind;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ReadOverLanTest extends FlowTest {

    @ParameterizedTest
    @CsvSource({
        "LAN_REFUSED, Over LAN: No LAN address of .* answered within \\d+ ms",
        "LAN_REJECTS, Over LAN: LAN .*mpd refused the session \\(403\\)",
        "LAN_HANG, Over LAN: No answer in time: .*",
        "MANIFEST_404, Over LAN: LAN .*mpd is not there \\(404\\)"
    })
    void whatIsWrongOnTheLanIsSaidAsItIs(FaultKind fault, String reason) {
        int before = flow.logged();
        flow.fault(fault, GATE);
        flow.awaitComplete(flow.raise(GATE), GATE);
        assertThat(flow.loggedSince(before))
                .containsPattern(reason + "\\. Trying the cloud for ")
                .doesNotContain("\tat ", "Exhausted", "Message History");
    }

    @Test
    void aDeviceWithoutAnAddressThereIsNotToldOf() {
        int before = flow.logged();
        flow.fault(FaultKind.NO_LAN_URIS, GATE);
        flow.awaitComplete(flow.raise(GATE), GATE);
        assertThat(flow.loggedSince(before)).doesNotContain("Over LAN: ");
    }
}
