package dev.drover.simulator;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.drover.testing.RhombusContract;

import static org.assertj.core.api.Assertions.assertThat;

/** The simulator's answers against the vendor's OpenAPI document, where that is at hand. */
class RhombusContractTest {

    private static RhombusContract contract;

    @BeforeAll
    static void find() {
        Assumptions.assumeTrue(
                RhombusContract.find().isPresent(),
                "the vendor's OpenAPI document is not at hand; give its place with -Drhombus.openapi=…");
        contract = RhombusContract.find().get();
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsWhatTheVendorDescribes() {
        String camera = SimulatedCamera.examples().get(0).uuid();
        String gateway = SimulatedGateway.examples().get(0).uuid();
        RhombusSimulator simulator =
                RhombusSimulator.start(SimulatorOptions.defaults().withDoorAlertsInV2(true), Ffmpeg.library());
        SimulatedAlert alert =
                simulator.raise(SimulatedAlert.of(camera, Instant.now().minusSeconds(60), 10));
        simulator.raise(SimulatedAlert.of(camera, Instant.now().minusSeconds(80), 10)
                .withDurationSec(OptionalInt.empty())
                .withTriggers(List.of(), "Something"));
        simulator.raise(SimulatedAlert.ofDoor(Instant.now().minusSeconds(90), List.of(camera)));
        simulator.raiseNext();
        SimulatorClient client = new SimulatorClient(simulator.url());
        Stream<List<String>> calls = Stream.of(
                List.of("event/getPolicyAlerts", "{\"maxResults\":100}"),
                List.of("event/getPolicyAlertsV2", "{\"deviceFilter\":[\"" + camera + "\"]}"),
                List.of("event/getPolicyAlertsV2", "{\"beforeTimestampMs\":1}"),
                List.of("event/getPolicyAlertDetails", "{\"policyAlertUuid\":\"" + alert.uuid() + "\"}"),
                List.of("camera/getMinimalCameraStateList", "{\"includeMummified\":false}"),
                List.of("audiogateway/getMinimalAudioGatewayStateList", "{}"),
                List.of("camera/getMediaUris", "{\"cameraUuid\":\"" + camera + "\"}"),
                List.of("camera/getMediaUris", "{\"cameraUuid\":\"nobody\"}"),
                List.of("audiogateway/getMediaUris", "{\"gatewayUuid\":\"" + gateway + "\"}"),
                List.of("org/generateFederatedSessionToken", "{\"durationSec\":60}"),
                List.of(
                        "camera/getPresenceWindows",
                        "{\"cameraUuid\":\"" + camera + "\",\"startTimeSec\":1750000000,\"durationSec\":60}"),
                List.of(
                        "camera/getUptimeWindows",
                        "{\"cameraUuid\":\"" + camera + "\",\"startTime\":1750000000,\"endTime\":1750000060}"),
                List.of("location/getLocations", "{}"));
        return calls.map(call -> DynamicTest.dynamicTest(call.get(0) + " " + call.get(1), () -> {
                    String path = "/api/" + call.get(0);
                    assertThat(contract.validateRequest(path, call.get(1))).isEmpty();
                    JsonObject answer = client.call(call.get(0), new JsonObject(call.get(1)));
                    assertThat(answer).isNotEmpty();
                    assertThat(contract.validateAnswer(path, answer.encode())).isEmpty();
                }))
                .onClose(simulator::close);
    }

    @Test
    void theContractFindsWhatIsWrong() {
        String alerts = "/api/event/getPolicyAlertsV2";
        assertThat(contract.validateRequest(alerts, "{\"deviceFilter\":\"text\"}"))
                .isNotEmpty();
        assertThat(contract.validateRequest(alerts, "{\"deviceUuid\":\"text\"}"))
                .isNotEmpty();
        assertThat(contract.validateAnswer(alerts, "{\"alerts\":[]}")).isNotEmpty();
        assertThat(contract.validateAnswer(alerts, "{\"policyAlerts\":[{\"durationSec\":\"ten\"}]}"))
                .isNotEmpty();
        assertThat(contract.validateAnswer(
                        "/api/event/getPolicyAlerts",
                        "{\"policyAlerts\":[{\"type\":\"ACCESS_CONTROLLED_DOOR_POLICY_ALERT\",\"deviceUuid\":\"x\"}]}"))
                .isNotEmpty();
    }
}
