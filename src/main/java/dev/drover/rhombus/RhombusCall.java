package dev.drover.rhombus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One operation of the Rhombus REST API: where it goes, what it asks, how its answer reads.
 *
 * <p>Paths, fields and types: Rhombus' published OpenAPI document. Every field of an answer may be missing or null, and unknown
 * ones appear without notice.
 */
@RegisterForReflection
public sealed interface RhombusCall {

    /** Path below the API's address. */
    String path();

    /** Body of the request; fields that are not wanted are left out. */
    Map<String, Object> request();

    /** What the answer means, as one typed record or a list of them. */
    Object read(JsonNode answer);

    /** The next page of alerts; answers an {@link AlertSearch}. */
    @RegisterForReflection
    record GetPolicyAlerts(AlertSearch search, String operation) implements RhombusCall {

        @Override
        public String path() {
            return "/api/event/" + operation;
        }

        @Override
        public Map<String, Object> request() {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("maxResults", search.pageSize());
            AlertQuery query = search.query();
            query.after().ifPresent(after -> request.put("afterTimestampMs", after.toEpochMilli()));
            query.before().ifPresent(before -> request.put("beforeTimestampMs", before.toEpochMilli()));
            query.location().ifPresent(location -> request.put("locationFilter", List.of(location)));
            query.camera().ifPresent(camera -> request.put("deviceFilter", List.of(DeviceId.withoutFacet(camera))));
            search.cursor().ifPresent(last -> {
                last.start().ifPresent(start -> request.put("lastTimestampMs", start.toEpochMilli()));
                request.put("lastUuid", last.uuid());
            });
            return request;
        }

        @Override
        public AlertSearch read(JsonNode answer) {
            return search.next(PolicyAlerts.read(answer));
        }
    }

    /** All cameras the key sees; answers a list of {@link Camera}. */
    @RegisterForReflection
    record GetCameras() implements RhombusCall {

        @Override
        public String path() {
            return "/api/camera/getMinimalCameraStateList";
        }

        @Override
        public Map<String, Object> request() {
            return Map.of();
        }

        @Override
        public List<Camera> read(JsonNode answer) {
            return Json.elements(answer.path("cameraStates"))
                    .filter(camera -> Json.text(camera, "uuid").isPresent())
                    .map(camera -> new Camera(
                            DeviceId.withoutFacet(Json.text(camera, "uuid").orElseThrow()),
                            Json.text(camera, "name").orElse("Unknown"),
                            Json.text(camera, "locationUuid").orElse(""),
                            Json.text(camera, "connectionStatus").orElse("")))
                    .toList();
        }
    }

    /** All audio gateways the key sees; answers a list of {@link AudioGateway}. */
    @RegisterForReflection
    record GetAudioGateways() implements RhombusCall {

        @Override
        public String path() {
            return "/api/audiogateway/getMinimalAudioGatewayStateList";
        }

        @Override
        public Map<String, Object> request() {
            return Map.of();
        }

        @Override
        public List<AudioGateway> read(JsonNode answer) {
            return Json.elements(answer.path("audioGatewayStates"))
                    .filter(gateway -> Json.text(gateway, "uuid").isPresent())
                    .map(gateway -> new AudioGateway(
                            DeviceId.withoutFacet(Json.text(gateway, "uuid").orElseThrow()),
                            Json.elements(gateway.path("associatedCameras"))
                                    .map(camera -> DeviceId.withoutFacet(camera.asText()))
                                    .toList(),
                            Json.text(gateway, "connectionStatus").orElse("").equals("RED")))
                    .toList();
        }
    }

    /** Where the recordings of a camera or of an audio gateway are; answers {@link MediaUris}. */
    @RegisterForReflection
    record GetMediaUris(String deviceUuid, boolean audioGateway) implements RhombusCall {

        @Override
        public String path() {
            return audioGateway ? "/api/audiogateway/getMediaUris" : "/api/camera/getMediaUris";
        }

        @Override
        public Map<String, Object> request() {
            return Map.of(audioGateway ? "gatewayUuid" : "cameraUuid", deviceUuid);
        }

        @Override
        public MediaUris read(JsonNode answer) {
            return new MediaUris(
                    Json.elements(answer.path("lanVodMpdUrisTemplates"))
                            .map(JsonNode::asText)
                            .filter(template -> !template.isBlank())
                            .toList(),
                    Json.text(answer, "wanVodMpdUriTemplate"));
        }
    }

    /** A federated session token, which media hosts accept; answers its text. */
    @RegisterForReflection
    record GenerateSessionToken(long durationSeconds) implements RhombusCall {

        @Override
        public String path() {
            return "/api/org/generateFederatedSessionToken";
        }

        @Override
        public Map<String, Object> request() {
            return Map.of("durationSec", (int) durationSeconds);
        }

        @Override
        public String read(JsonNode answer) {
            return Json.text(answer, "federatedSessionToken")
                    .orElseThrow(() -> new RhombusException.Unavailable(
                            "Rhombus gave no session token; is the key allowed to create federated sessions?"));
        }
    }

    /** For which part of a range a camera has real footage; answers {@link PresenceWindows}. */
    @RegisterForReflection
    record GetPresenceWindows(String cameraUuid, long startSeconds, long durationSeconds) implements RhombusCall {

        @Override
        public String path() {
            return "/api/camera/getPresenceWindows";
        }

        @Override
        public Map<String, Object> request() {
            return Map.of("cameraUuid", cameraUuid, "startTimeSec", startSeconds, "durationSec", durationSeconds);
        }

        @Override
        public PresenceWindows read(JsonNode answer) {
            Map<String, List<PresenceWindows.Window>> byKind = new LinkedHashMap<>();
            answer.path("presenceWindows").fields().forEachRemaining(kind -> {
                if (kind.getValue().isArray()) {
                    byKind.put(
                            kind.getKey(),
                            Json.elements(kind.getValue())
                                    .map(window -> new PresenceWindows.Window(
                                            window.path("startSeconds").asLong(),
                                            window.path("durationSeconds").asLong()))
                                    .toList());
                }
            });
            return new PresenceWindows(byKind);
        }
    }
}
