package dev.drover.rhombus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.drover.PlainText;

/**
 * Reads lists of alerts in both shapes that are met: {@code policyAlerts} of Rhombus' OpenAPI document, and {@code alerts} with
 * {@code alertId}, {@code eventStartMs}, {@code eventEndMs}, {@code alertType} of Rhombus' published backup sample.
 */
final class PolicyAlerts {

    private PolicyAlerts() {}

    static List<PolicyAlert> read(JsonNode answer) {
        JsonNode documented = answer.path("policyAlerts");
        return Json.elements(documented.isArray() ? documented : answer.path("alerts"))
                .filter(JsonNode::isObject)
                .map(PolicyAlerts::alert)
                .toList();
    }

    private static PolicyAlert alert(JsonNode alert) {
        OptionalLong startMs = firstNumber(alert, "timestampMs", "eventStartMs");
        return new PolicyAlert(
                firstText(alert, "uuid", "alertId").orElse(""),
                startMs.isPresent() && startMs.getAsLong() > 0
                        ? Optional.of(Instant.ofEpochMilli(startMs.getAsLong()))
                        : Optional.empty(),
                duration(alert, startMs),
                triggers(alert),
                cameras(alert),
                firstText(alert, "deviceName", "cameraName"),
                Json.text(alert, "locationUuid").orElse(""),
                !"false".equalsIgnoreCase(alert.path("finalized").asText()),
                Json.isTrue(alert, "deleted"));
    }

    private static Optional<Long> duration(JsonNode alert, OptionalLong startMs) {
        OptionalLong seconds = Json.number(alert, "durationSec");
        if (seconds.isPresent() && seconds.getAsLong() > 0) {
            return Optional.of(seconds.getAsLong());
        }
        OptionalLong endMs = Json.number(alert, "eventEndMs");
        if (endMs.isPresent() && startMs.isPresent() && endMs.getAsLong() > startMs.getAsLong()) {
            return Optional.of((endMs.getAsLong() - startMs.getAsLong()) / 1000);
        }
        return Optional.empty();
    }

    private static List<String> triggers(JsonNode alert) {
        List<String> triggers = Json.elements(alert.path("policyAlertTriggers"))
                .map(JsonNode::asText)
                .map(PlainText::of)
                .filter(trigger -> !trigger.isBlank())
                .toList();
        return triggers.isEmpty() ? Json.text(alert, "alertType").map(List::of).orElse(List.of()) : triggers;
    }

    /** The alert's own device where that is a camera, then every device that has a clip of it. */
    private static List<String> cameras(JsonNode alert) {
        Set<String> cameras = new LinkedHashSet<>();
        String deviceType = Json.text(alert, "deviceType").orElse("CAMERA");
        if (deviceType.equals("CAMERA") || deviceType.equals("UNKNOWN")) {
            firstText(alert, "deviceUuid", "cameraUuid")
                    .map(DeviceId::withoutFacet)
                    .ifPresent(cameras::add);
        }
        List<String> clips = new ArrayList<>();
        alert.path("clipLocationMap").fieldNames().forEachRemaining(clips::add);
        alert.path("clipLocationMapV2").fieldNames().forEachRemaining(clips::add);
        clips.stream().map(PlainText::of).map(DeviceId::withoutFacet).forEach(cameras::add);
        return List.copyOf(cameras);
    }

    private static Optional<String> firstText(JsonNode node, String field, String otherwise) {
        return Json.text(node, field).or(() -> Json.text(node, otherwise));
    }

    private static OptionalLong firstNumber(JsonNode node, String field, String otherwise) {
        OptionalLong number = Json.number(node, field);
        return number.isPresent() && number.getAsLong() > 0 ? number : Json.number(node, otherwise);
    }
}
