package dev.drover.rhombus;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyAlertsTest {

    @Test
    void theDocumentedShapeIsRead() {
        PolicyAlert alert = only("""
                {"policyAlerts":[{"type":"POLICY_ALERT_V2","uuid":"a1","timestampMs":1750000020123,"durationSec":9,
                "deviceUuid":"cam1.v0","deviceType":"CAMERA","policyAlertTriggers":["MOTION_HUMAN","FACE"],
                "clipLocationMap":{"cam2.v0":{},"cam1":{}},"clipLocationMapV2":{"cam3":"eu"},
                "locationUuid":"here","finalized":false,"deleted":true,"unheardOf":[1]}]}""");
        assertThat(alert.uuid()).isEqualTo("a1");
        assertThat(alert.start()).contains(Instant.ofEpochMilli(1_750_000_020_123L));
        assertThat(alert.durationSeconds()).contains(9L);
        assertThat(alert.cameras()).containsExactly("cam1", "cam2", "cam3");
        assertThat(alert.type()).isEqualTo("MOTION_HUMAN_FACE");
        assertThat(alert.locationUuid()).isEqualTo("here");
        assertThat(alert.finalized()).isFalse();
        assertThat(alert.deleted()).isTrue();
    }

    @Test
    void whatWouldSteerATerminalOrForgeALineIsLeftOut() {
        PolicyAlert alert = only("""
                {"policyAlerts":[{"uuid":"a1\\u001b[2J","deviceName":"Dock\\u001b[31m\\r\\nWritten: \\u202ex\\u2028y\\u009b",
                "policyAlertTriggers":["MOTION\\nX"],"clipLocationMap":{"cam2\\u0007":{}},"locationUuid":"he\\tre"}]}""");
        assertThat(alert.uuid()).isEqualTo("a1 [2J");
        assertThat(alert.deviceName()).contains("Dock [31m  Written: x y ");
        assertThat(alert.type()).isEqualTo("MOTION X");
        assertThat(alert.cameras()).containsExactly("cam2 ");
        assertThat(alert.locationUuid()).isEqualTo("he re");
    }

    @Test
    void theOldShapeIsRead() {
        PolicyAlert alert = only("""
                {"alerts":[{"alertId":"a2","alertType":"SOUND","eventStartMs":"1750000020000","eventEndMs":1750000029500,
                "deviceUuid":"cam1","deviceName":"Dock"}]}""");
        assertThat(alert.uuid()).isEqualTo("a2");
        assertThat(alert.start()).contains(Instant.ofEpochSecond(1_750_000_020L));
        assertThat(alert.durationSeconds()).contains(9L);
        assertThat(alert.deviceName()).contains("Dock");
        assertThat(alert.type()).isEqualTo("SOUND");
        assertThat(alert.finalized()).isTrue();
    }

    @Test
    void aDoorIsNoCameraButItsClipsAre() {
        PolicyAlert alert = only("""
                {"policyAlerts":[{"uuid":"a3","timestampMs":1,"deviceUuid":"door1","deviceType":"DOOR_CONTROLLER",
                "clipLocationMap":{"cam1":{}}}]}""");
        assertThat(alert.cameras()).containsExactly("cam1");
        assertThat(alert.filmed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-5", "\"\"", "\"soon\"", "{}"})
    void aLengthThatIsNoneIsEmpty(String length) {
        assertThat(only("{\"policyAlerts\":[{\"uuid\":\"a\",\"timestampMs\":5,\"durationSec\":" + length + "}]}")
                        .durationSeconds())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-1", "\"\"", "[]"})
    void aTimestampThatIsNoneIsEmpty(String timestamp) {
        PolicyAlert alert = only("{\"policyAlerts\":[{\"uuid\":\"a\",\"timestampMs\":" + timestamp + "}]}");
        assertThat(alert.start()).isEqualTo(Optional.empty());
        assertThat(alert.timed()).isFalse();
        assertThat(alert.type()).isEqualTo("alert");
        assertThat(alert.filmed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"policyAlerts\":null}", "{\"alerts\":{}}", "{\"policyAlerts\":[null,7,\"x\"]}"})
    void whatIsNoListOfAlertsIsNone(String answer) {
        assertThat(read(answer)).isEmpty();
    }

    private static PolicyAlert only(String answer) {
        List<PolicyAlert> alerts = read(answer);
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static List<PolicyAlert> read(String answer) {
        try {
            return PolicyAlerts.read(Json.MAPPER.readTree(answer));
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
