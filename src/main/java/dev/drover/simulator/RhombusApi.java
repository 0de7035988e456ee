package dev.drover.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The operations of the Rhombus REST API that footage needs, typed as in the vendor's OpenAPI document. */
final class RhombusApi {

    private static final int USUAL_PAGE = 100;
    private static final int BIGGEST_PAGE = 1000;
    private static final long LONGEST_WINDOW_SECONDS = 7 * 86_400L;
    private static final int CLOUD_LAG_SECONDS = 120;
    private static final String ORG = "T1JHT1JHT1JHT1JHT1JHMQ";
    private static final String POLICY = "UE9MSUNZUE9MSUNZUE9MMQ";

    /** Where media is served; known once the ports are. */
    interface Addresses {

        /** @return base of the addresses of this device, without a slash at the end */
        String lan(String device);

        String wan();
    }

    private final World world;
    private final Addresses addresses;
    private final Map<String, Function<Fields, JsonObject>> operations = new HashMap<>();

    RhombusApi(World world, Addresses addresses) {
        this.world = world;
        this.addresses = addresses;
        operations.put("event/getPolicyAlerts", request -> policyAlerts(request, true));
        operations.put("event/getPolicyAlertsV2", request -> policyAlerts(request, false));
        operations.put("event/getPolicyAlertDetails", this::policyAlert);
        operations.put("event/getPolicyAlert", this::policyAlert);
        operations.put("event/getPolicyAlertV2", this::policyAlert);
        operations.put("camera/getMinimalCameraStateList", this::cameras);
        operations.put("audiogateway/getMinimalAudioGatewayStateList", this::gateways);
        operations.put("camera/getMediaUris", this::cameraUris);
        operations.put("audiogateway/getMediaUris", this::gatewayUris);
        operations.put("org/generateFederatedSessionToken", this::token);
        operations.put("camera/getPresenceWindows", this::presence);
        operations.put("camera/getUptimeWindows", this::uptime);
        operations.put("location/getLocations", this::locations);
        operations.put("integrations/validateToken", request -> success());
    }

    /** @param clientCertificate whether the caller showed one, or cannot because the connection is not encrypted */
    Answer answer(String method, String path, Credentials credentials, boolean clientCertificate, byte[] body) {
        Function<Fields, JsonObject> operation = operations.get(path.substring("/api/".length()));
        boolean unknown = path.endsWith("/getPolicyAlertsV2")
                && world.faults.everywhere(FaultKind.ALERTS_V2_UNKNOWN).isPresent();
        if (operation == null || unknown) {
            return Answer.json(404, new JsonObject().put("status", 404).put("error", "Not Found"));
        }
        if (!method.equals("POST")) {
            return Answer.json(405, new JsonObject().put("status", 405).put("error", "Method Not Allowed"))
                    .header("Allow", "POST");
        }
        Optional<Answer> refused = refuse(path, credentials, clientCertificate).or(() -> withheld(path));
        if (refused.isPresent()) {
            return refused.get();
        }
        if (world.faults.strikes(FaultKind.API_HANG)) {
            return Answer.never();
        }
        if (world.faults.strikes(FaultKind.API_429)) {
            return Answer.text(429, "Too many api requests for this organization, slow down")
                    .header("Retry-After", "1");
        }
        if (world.faults.strikes(FaultKind.API_500)) {
            return Answer.text(500, "Internal Server Error");
        }
        try {
            return Answer.json(200, operation.apply(new Fields(object(body))));
        } catch (BadRequest e) {
            return Answer.json(
                    400,
                    new JsonObject()
                            .put("status", 400)
                            .put("error", "Bad Request")
                            .put("timestamp", world.now().toEpochMilli())
                            .put("msg", e.getMessage()));
        }
    }

    /** What the key's role may not see, though the key is right. */
    private Optional<Answer> withheld(String path) {
        if (!path.endsWith("/getMinimalAudioGatewayStateList")) {
            return Optional.empty();
        }
        return world.faults.everywhere(FaultKind.MICROPHONES_REFUSED).map(fault -> switch (fault.number()) {
            case 401 -> Answer.unauthenticated();
            case 403 -> Answer.forbidden(world.now().toEpochMilli(), "Access Denied");
            default -> Answer.json(fault.number(), new JsonObject().put("status", fault.number()));
        });
    }

    private Optional<Answer> refuse(String path, Credentials credentials, boolean clientCertificate) {
        long now = world.now().toEpochMilli();
        switch (credentials.scheme()) {
            case "api", "partner-api" -> {
                if (!clientCertificate) {
                    return Optional.of(Answer.unauthenticated());
                }
            }
            case "api-token", "partner-api-token" -> {
                // The key alone decides
            }
            case "federated-token" -> {
                boolean reads = path.startsWith("/api/camera/get") || path.startsWith("/api/audiogateway/get");
                if (!credentials.federated().map(world::validForCloud).orElse(false)) {
                    return Optional.of(Answer.unauthenticated());
                }
                return reads ? Optional.empty() : Optional.of(Answer.forbidden(now, "Access Denied"));
            }
            default -> {
                return Optional.of(Answer.unauthenticated());
            }
        }
        return refuseKey(credentials.key());
    }

    /** What is said to this API key; nothing when it is the right one. */
    Optional<Answer> refuseKey(Optional<String> key) {
        String right = world.options.apiKey();
        if (key.isEmpty() || key.get().isEmpty() || key.get().equals(right + "-expired")) {
            return Optional.of(Answer.unauthenticated());
        }
        if (!key.get().equals(right)) {
            // The vendor says the same to a key of the other region and to one that nobody has
            return Optional.of(Answer.forbidden(world.now().toEpochMilli(), "Invalid api key"));
        }
        return Optional.empty();
    }

    private static JsonObject object(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return new JsonObject();
        }
        try {
            if (Json.decodeValue(text) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException e) {
            throw new BadRequest("Malformed JSON");
        }
        throw new BadRequest("JSON doesn't match expected object structure: the body must be an object");
    }

    private static JsonObject success() {
        return new JsonObject().put("error", false);
    }

    private static JsonObject failure(String message) {
        return new JsonObject().put("error", true).put("errorMsg", message);
    }

    // ---- alerts

    private JsonObject policyAlerts(Fields request, boolean first) {
        OptionalLong after = request.int64("afterTimestampMs");
        OptionalLong before = request.int64("beforeTimestampMs");
        List<String> devices = request.strings("deviceFilter");
        List<String> locations = request.strings("locationFilter");
        List<String> doors = first ? request.strings("accessControlledDoorFilter") : List.of();
        long asked = request.int32("maxResults").orElse(USUAL_PAGE);
        OptionalLong lastTimestamp = request.int64("lastTimestampMs");
        Optional<String> lastUuid = request.string("lastUuid");
        boolean paged = lastTimestamp.isPresent()
                && world.faults.everywhere(FaultKind.CURSOR_IGNORED).isEmpty();
        int page = asked < 1 ? USUAL_PAGE : (int) Math.min(asked, BIGGEST_PAGE);

        List<SimulatedAlert> found = world.alerts(
                alert -> (first || !alert.door() || world.options.doorAlertsInV2())
                        && (after.isEmpty() || alert.timestampMs() > after.getAsLong())
                        && (before.isEmpty() || alert.timestampMs() < before.getAsLong())
                        && (devices.isEmpty() || devices.stream().anyMatch(alert::concerns))
                        && (locations.isEmpty() || locations.contains(location(alert)))
                        && (doors.isEmpty() || alert.door() && doors.contains(door(alert)))
                        && (!paged || isAfterCursor(alert, lastTimestamp.getAsLong(), lastUuid)),
                page);
        if (world.faults.everywhere(FaultKind.OLD_ALERT_SHAPE).isPresent()) {
            return success().put("alerts", array(found, this::oldShape));
        }
        JsonObject answer = success().put("policyAlerts", array(found, alert -> alert(alert, first && alert.door())));
        if (!first) {
            answer.put("oldestPolicyAlert", found.isEmpty() ? null : alert(found.get(found.size() - 1), false));
        }
        return answer;
    }

    private static boolean isAfterCursor(SimulatedAlert alert, long timestamp, Optional<String> uuid) {
        return alert.timestampMs() < timestamp
                || alert.timestampMs() == timestamp
                        && uuid.isPresent()
                        && alert.uuid().compareTo(uuid.get()) < 0;
    }

    private static <T> JsonArray array(List<T> items, Function<T, Object> shown) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(shown.apply(item)));
        return array;
    }

    private JsonObject policyAlert(Fields request) {
        Optional<SimulatedAlert> alert = request.string("policyAlertUuid").flatMap(world::alert);
        if (alert.isEmpty()) {
            return failure("Policy alert not found");
        }
        JsonObject shown = alert(alert.get(), alert.get().door());
        shown.put("seekPoints", new JsonArray()).put("boundingBoxes", new JsonArray());
        return success().put("policyAlert", shown);
    }

    private JsonObject alert(SimulatedAlert alert, boolean door) {
        JsonObject regions = new JsonObject();
        JsonObject regionsV2 = new JsonObject();
        for (String device : alert.clipDevices()) {
            regions.put(device, region());
            regionsV2.put(device, SimulatedCamera.REGION);
        }
        JsonObject json = new JsonObject()
                .put("type", door ? "ACCESS_CONTROLLED_DOOR_POLICY_ALERT" : "POLICY_ALERT_V2")
                .put("uuid", alert.uuid())
                .put("timestampMs", strikes(FaultKind.ALERT_UNTIMED, alert) ? null : alert.timestampMs())
                .put(
                        "durationSec",
                        alert.durationSec().isPresent() ? alert.durationSec().getAsInt() : null)
                .put("locationUuid", location(alert))
                .put("orgUuid", ORG)
                .put("policyUuid", POLICY)
                .put("policyAlertTriggers", new JsonArray(List.copyOf(alert.triggers())))
                .put("textDescription", alert.description())
                .put("clipLocationMap", regions)
                .put("clipLocationMapV2", regionsV2)
                .put("thumbnailLocation", region())
                .put("thumbnailLocationV2", SimulatedCamera.REGION)
                .put("finalized", alert.finalized())
                .put("delayedProcessing", !alert.finalized())
                .put("deleted", strikes(FaultKind.ALERT_DELETED, alert))
                .put("saved", false)
                .put("shared", false)
                .put("notificationSent", true);
        if (door) {
            json.put("accessControlledDoorUuid", door(alert));
        } else {
            json.put("deviceUuid", alert.deviceUuid().orElse(null))
                    .put("deviceType", alert.deviceUuid().isPresent() ? "CAMERA" : "DOOR_CONTROLLER")
                    .put("clipLocation", alert.clipDevices().isEmpty() ? null : region())
                    .put("alertingEventFaces", new JsonArray());
        }
        return json;
    }

    private boolean strikes(FaultKind kind, SimulatedAlert alert) {
        return alert.deviceUuid()
                .map(device -> world.faults.has(kind, device))
                .orElseGet(() -> world.faults.everywhere(kind).isPresent());
    }

    private JsonObject oldShape(SimulatedAlert alert) {
        String device = alert.deviceUuid()
                .or(() -> alert.clipDevices().stream().findFirst())
                .orElse(null);
        JsonObject json = new JsonObject()
                .put("alertId", alert.uuid())
                .put(
                        "alertType",
                        alert.triggers().isEmpty() ? null : alert.triggers().get(0))
                .put("timestampMs", alert.timestampMs())
                .put("eventStartMs", alert.timestampMs())
                .put("deviceUuid", device)
                .put(
                        "deviceName",
                        Optional.ofNullable(device)
                                .flatMap(world::camera)
                                .map(SimulatedCamera::name)
                                .orElse(null));
        alert.durationSec().ifPresent(seconds -> json.put("eventEndMs", alert.timestampMs() + 1000L * seconds));
        return json;
    }

    private static JsonObject region() {
        return new JsonObject().put("region", SimulatedCamera.REGION);
    }

    private String location(SimulatedAlert alert) {
        return alert.deviceUuid()
                .or(() -> alert.clipDevices().stream().findFirst())
                .flatMap(world::camera)
                .map(SimulatedCamera::locationUuid)
                .orElse(SimulatedCamera.SITE);
    }

    private static String door(SimulatedAlert alert) {
        return fixedUuid("door of " + location(alert.clipDevices()));
    }

    private static String location(List<String> devices) {
        return devices.isEmpty() ? "" : devices.get(0);
    }

    static String fixedUuid(String name) {
        return SimulatedAlert.encode(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    // ---- devices

    private JsonObject cameras(Fields request) {
        request.bool("includeMummified");
        return success().put("cameraStates", array(world.options.cameras(), camera -> device(
                        camera.uuid(), camera.name(), camera.locationUuid())
                .put("hwVariation", "CAMERA_R2")
                .put("supportedFacets", new JsonArray().add("v0"))
                .put("facetNameMap", new JsonObject().put("v0", camera.name()))));
    }

    private JsonObject gateways(Fields request) {
        return success().put("audioGatewayStates", array(world.options.gateways(), gateway -> device(
                        gateway.uuid(), gateway.name(), gateway.locationUuid())
                .put("supportedFacets", new JsonArray().add("a0"))
                .put("associatedCameras", array(gateway.cameras(), camera -> camera + ".v0"))));
    }

    private JsonObject device(String uuid, String name, String location) {
        boolean offline = world.faults.has(FaultKind.CAMERA_RED, uuid);
        return new JsonObject()
                .put("uuid", uuid)
                .put("name", name)
                .put("locationUuid", location)
                .put("connectionStatus", offline ? "RED" : "GREEN")
                .put("healthStatus", offline ? "RED" : "GREEN")
                .put("healthStatusDetails", offline ? "DISCONNECTED" : "NONE")
                .put("serialNumber", "SIM-" + Integer.toHexString(uuid.hashCode()))
                .put("firmwareVersion", "simulated")
                .put("firmwareUpdateInProgress", false)
                .put("lanAddresses", new JsonArray().add(world.options.host()))
                .put("mediaRegion", SimulatedCamera.REGION)
                .put("region", SimulatedCamera.REGION)
                .put("policyUuid", POLICY)
                .put("mummified", false);
    }

    private JsonObject locations(Fields request) {
        request.bool("subLocationsIncluded");
        List<String> uuids = world.options.cameras().stream()
                .map(SimulatedCamera::locationUuid)
                .distinct()
                .toList();
        return success().put("locations", array(uuids, uuid -> new JsonObject()
                .put("uuid", uuid)
                .put("name", uuid.equals(SimulatedCamera.SITE) ? "Main site" : "Site " + uuid)
                .put("tz", "UTC")));
    }

    // ---- media

    private JsonObject cameraUris(Fields request) {
        Optional<String> uuid = request.string("cameraUuid");
        return uuid.flatMap(world::camera)
                .map(camera -> uris(camera.uuid())
                        .put("lanLiveM3u8Uris", new JsonArray())
                        .put("lanVodM3u8UrisTemplates", new JsonArray()))
                .orElseGet(() -> failure("Camera not found: " + uuid.orElse("no cameraUuid given")));
    }

    private JsonObject gatewayUris(Fields request) {
        Optional<String> uuid = request.string("gatewayUuid");
        return uuid.flatMap(world::gateway)
                .map(gateway -> uris(gateway.uuid()))
                .orElseGet(() -> failure("Audio gateway not found: " + uuid.orElse("no gatewayUuid given")));
    }

    private JsonObject uris(String device) {
        JsonArray templates = new JsonArray();
        JsonArray checks = new JsonArray();
        if (!world.faults.has(FaultKind.NO_LAN_URIS, device)) {
            templates.add(addresses.lan(device) + "/" + device + "/store/{START_TIME}_{DURATION}/clip.mpd");
            checks.add(addresses.lan(device) + "/check");
        }
        return success()
                .put("lanCheckUrls", checks)
                .put("lanVodMpdUrisTemplates", templates)
                .put(
                        "wanVodMpdUriTemplate",
                        addresses.wan() + "/dash/web/outbound/" + device + "/" + wanSession(device)
                                + "/{START_TIME}/{DURATION}/vod/file.mpd");
    }

    /** The part of a WAN address that stands for the camera's connection to the cloud. */
    static String wanSession(String device) {
        return fixedUuid("wan session of " + device);
    }

    private JsonObject token(Fields request) {
        long seconds = request.int32("durationSec").orElse(3600);
        request.string("domain");
        Optional<String> device = request.string("deviceUUid");
        if (seconds < 1) {
            throw new BadRequest("durationSec must be positive");
        }
        return new JsonObject().put("federatedSessionToken", world.newToken((int) seconds, device));
    }

    private JsonObject presence(Fields request) {
        Optional<String> uuid = request.string("cameraUuid");
        OptionalLong start = request.int64("startTimeSec");
        OptionalLong seconds = request.int64("durationSec");
        if (uuid.flatMap(world::camera).isEmpty()) {
            return failure("Camera not found: " + uuid.orElse("no cameraUuid given"));
        }
        if (start.isEmpty()
                || seconds.isEmpty()
                || seconds.getAsLong() < 0
                || seconds.getAsLong() > LONGEST_WINDOW_SECONDS) {
            return failure("startTimeSec and durationSec (0 to " + LONGEST_WINDOW_SECONDS + ") are needed");
        }
        JsonObject kinds = new JsonObject();
        if (!world.faults.has(FaultKind.PRESENCE_MISSING, uuid.get())) {
            if (!world.faults.has(FaultKind.CAMERA_RED, uuid.get())) {
                kinds.put("VideoLocal", windows(uuid.get(), start.getAsLong(), seconds.getAsLong(), Long.MAX_VALUE));
            }
            long ingested =
                    world.options.liveEdge() ? world.now().getEpochSecond() - CLOUD_LAG_SECONDS : Long.MAX_VALUE;
            kinds.put("VideoCloud", windows(uuid.get(), start.getAsLong(), seconds.getAsLong(), ingested));
        }
        return success().put("presenceWindows", kinds);
    }

    private JsonObject uptime(Fields request) {
        Optional<String> uuid = request.string("cameraUuid");
        OptionalLong start = request.int64("startTime");
        OptionalLong end = request.int64("endTime");
        if (uuid.flatMap(world::camera).isEmpty()) {
            return failure("Camera not found: " + uuid.orElse("no cameraUuid given"));
        }
        if (start.isEmpty() || end.isEmpty() || end.getAsLong() < start.getAsLong()) {
            return failure("startTime and endTime are needed");
        }
        long until = Math.min(end.getAsLong(), world.now().getEpochSecond());
        JsonArray windows = new JsonArray();
        if (until > start.getAsLong() && !world.faults.has(FaultKind.CAMERA_RED, uuid.get())) {
            windows.add(window(start.getAsLong(), until - start.getAsLong()));
        }
        return success().put("uptimeWindows", windows);
    }

    private JsonArray windows(String camera, long start, long seconds, long before) {
        return array(world.recordedWindows(camera, start, seconds, before), window -> window(window[0], window[1]));
    }

    private static JsonObject window(long start, long seconds) {
        return new JsonObject().put("startSeconds", start).put("durationSeconds", seconds);
    }
}
