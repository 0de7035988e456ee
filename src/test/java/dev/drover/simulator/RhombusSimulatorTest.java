package dev.drover.simulator;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.testing.MovingClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

class RhombusSimulatorTest {

    private static final long START = 1_750_000_000L;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(START + 86_400), ZoneOffset.UTC);
    private static final String CAMERA = SimulatedCamera.examples().get(0).uuid();
    private static final String GATEWAY = SimulatedGateway.examples().get(0).uuid();

    @TempDir
    Path folder;

    private RhombusSimulator simulator;
    private SimulatorClient client;

    @BeforeEach
    void start() {
        simulator = RhombusSimulator.start(SimulatorOptions.defaults().withClock(CLOCK), Ffmpeg.library());
        client = new SimulatorClient(simulator.url());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"0,20,10,20", "1,20,10,20", "50,30,15,30", "0,7,4,7", "0,1,1,1", "58,124,62,124"})
    void anyRangeOfLanFootagePlaysFromItsStart(int offset, int seconds, int segments, double length) {
        Path file = folder.resolve("lan.mp4");
        String mpd = client.lanMpd(CAMERA, START + offset, seconds);
        assertThat(client.download(mpd, SimulatorClient.federated(client.token(60)), file))
                .isEqualTo(segments);
        assertThat(Ffmpeg.decodedSeconds(file)).isEqualTo(length, within(0.05));
        assertThat(Ffmpeg.frames(file)).isEqualTo((int) (10 * length));
    }

    @Test
    void theSameRangeIsTheSameOverLanAndWan() {
        Path lan = folder.resolve("lan.mp4");
        Path wan = folder.resolve("wan.mp4");
        String token = client.token(60);
        client.download(client.lanMpd(CAMERA, START, 21), SimulatorClient.federated(token), lan);
        client.download(client.wanMpd(CAMERA, START, 21), SimulatorClient.KEY, wan);
        assertThat(wan).hasSameBinaryContentAs(lan);
        assertThat(Ffmpeg.decodedSeconds(wan)).isEqualTo(21, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"0,20", "51,30", "0,7"})
    void soundOfAnyRangePlaysFromItsStart(int offset, int seconds) {
        Path file = folder.resolve("sound.webm");
        String template = client.call("audiogateway/getMediaUris", new JsonObject().put("gatewayUuid", GATEWAY))
                .getJsonArray("lanVodMpdUrisTemplates")
                .getString(0);
        String mpd = SimulatorClient.mpd(template, START + offset, seconds);
        client.download(mpd, SimulatorClient.federated(client.token(60)), file);
        assertThat(Ffmpeg.decodedSeconds(file)).isEqualTo(seconds, within(0.05));
    }

    @Test
    void lanAndWanCountFromTheirOwnFirstNumber() {
        Map<String, String> token = SimulatorClient.federated(client.token(60));
        String lan =
                new String(client.get(client.lanMpd(CAMERA, START, 20), token).body());
        String wan = new String(client.get(client.wanMpd(CAMERA, START, 20), SimulatorClient.KEY)
                .body());
        assertThat(SimulatorClient.attribute(lan, "startNumber")).isEqualTo("0");
        assertThat(SimulatorClient.attribute(wan, "startNumber")).isEqualTo("1");
    }

    // ---- who may do what

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 401",
                "api-token, -, 401",
                "-, demo, 401",
                "basic, demo, 401",
                "api-token, demo-expired, 401",
                "api-token, demo-eu, 403",
                "api-token, guessed, 403",
                "api-token, demo, 200",
                "partner-api-token, demo, 200",
                "federated-token, demo, 401",
                "api, demo, 200",
            })
    void theApiWantsBothHeadersAndTheRightKey(String scheme, String key, int status) {
        Map<String, String> headers = new HashMap<>();
        if (scheme != null) {
            headers.put("x-auth-scheme", scheme);
        }
        if (key != null) {
            headers.put("x-auth-apikey", key);
        }
        HttpResponse<byte[]> answer = client.send("POST", "/api/camera/getMinimalCameraStateList", headers, "{}");
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonObject json = new JsonObject(new String(answer.body()));
        if (status == 401) {
            assertThat(json.getBoolean("authenticationFailed")).isTrue();
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        } else if (status == 403) {
            assertThat(json.getString("error")).isEqualTo("Forbidden");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event/getPolicyAlerts | {\"deviceFilter\":\"one\"} | 400",
                "event/getPolicyAlertsV2 | {\"locationFilter\":\"one\"} | 400",
                "event/getPolicyAlertsV2 | {\"deviceFilter\":[1]} | 400",
                "event/getPolicyAlertsV2 | {\"maxResults\":\"100\"} | 400",
                "event/getPolicyAlertsV2 | {\"maxResults\":1.5} | 400",
                "event/getPolicyAlertsV2 | {\"maxResults\":5000000000} | 400",
                "event/getPolicyAlertsV2 | {\"afterTimestampMs\":5000000000} | 200",
                "event/getPolicyAlertsV2 | {\"afterTimestampMs\":null,\"deviceFilter\":null} | 200",
                "event/getPolicyAlertsV2 | {\"alertType\":7,\"pageToken\":[]} | 200",
                "event/getPolicyAlertsV2 | [] | 400",
                "event/getPolicyAlertsV2 | {\"a\": | 400",
                "camera/getMediaUris | {\"cameraUuid\":5} | 400",
                "camera/getMinimalCameraStateList | {\"includeMummified\":\"no\"} | 400",
                "org/generateFederatedSessionToken | {\"durationSec\":\"3600\"} | 400",
                "integrations/validateToken | {} | 200",
                "camera/noSuchOperation | {} | 404",
            })
    void theApiIsStrictAboutTypesAndLenientAboutUnknownFields(String operation, String body, int status) {
        HttpResponse<byte[]> answer = client.post(operation, body);
        assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(status);
        if (status == 400) {
            assertThat(new String(answer.body())).contains("JSON").contains("error");
        }
    }

    @Test
    void onlyPostIsAnOperation() {
        assertThat(client.get("/api/location/getLocations", SimulatorClient.KEY).statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"cameraUuid\":\"nobody\"}", "{}", "{\"cameraUuid\":\"Q0FNRVJBQ0FNRVJBQ0FNMQ.v0\"}"})
    void anUnknownCameraIsAnErrorWithStatus200(String body) {
        JsonObject answer = client.call("camera/getMediaUris", new JsonObject(body));
        assertThat(answer.getBoolean("error")).isTrue();
        assertThat(answer.getString("errorMsg")).contains("not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "query", "RSESSIONID", "RHOMBUS_SESSIONID", "cookie beside key"})
    void aLanDeviceTakesTheFederatedTokenInEveryForm(String form) {
        String mpd = client.lanMpd(CAMERA, START, 10);
        String token = client.token(60);
        HttpResponse<byte[]> answer =
                switch (form) {
                    case "header" -> client.get(mpd, SimulatorClient.federated(token));
                    case "query" -> client.get(mpd + "?x-auth-scheme=federated-token&x-auth-ft=" + token, Map.of());
                    case "cookie beside key" -> {
                        Map<String, String> both = new HashMap<>(SimulatorClient.KEY);
                        both.put("Cookie", "a=b; RSESSIONID=RFT:" + token);
                        yield client.get(mpd, both);
                    }
                    default -> client.get(mpd, Map.of("Cookie", form + "=RFT:" + token));
                };
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/dash+xml");
    }

    @Test
    void aLanDeviceKnowsNoApiKeysAndNoStrangersTokens() {
        String mpd = client.lanMpd(CAMERA, START, 10);
        assertThat(client.get(mpd, SimulatorClient.KEY).statusCode()).isEqualTo(401);
        assertThat(client.get(mpd, Map.of()).statusCode()).isEqualTo(401);
        assertThat(client.get(mpd, SimulatorClient.federated("Zm9vYmFyYmF6cXV4MTIzNA"))
                        .statusCode())
                .isEqualTo(401);
        String bound = client.call(
                        "org/generateFederatedSessionToken",
                        new JsonObject().put("durationSec", 60).put("deviceUUid", GATEWAY))
                .getString("federatedSessionToken");
        assertThat(client.get(mpd, SimulatorClient.federated(bound)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theWanEdgeTakesTheKeyOrTheFederatedHeaderButNoCookieAlone() {
        String mpd = client.wanMpd(CAMERA, START, 10);
        String token = client.token(60);
        assertThat(client.get(mpd, SimulatorClient.KEY).statusCode()).isEqualTo(200);
        assertThat(client.get(mpd, SimulatorClient.federated(token)).statusCode())
                .isEqualTo(200);
        assertThat(client.get(mpd, Map.of("Cookie", "RSESSIONID=RFT:" + token)).statusCode())
                .isEqualTo(403);
        assertThat(client.get(mpd, Map.of("x-auth-scheme", "api-token", "x-auth-apikey", "demo-eu"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tokensEnd() {
        AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
        try (RhombusSimulator other =
                RhombusSimulator.start(SimulatorOptions.defaults().withClock(new MovingClock(now)), Ffmpeg.library())) {
            SimulatorClient caller = new SimulatorClient(other.url());
            String mpd = caller.lanMpd(CAMERA, START, 10);
            Map<String, String> token = SimulatorClient.federated(caller.token(60));
            now.updateAndGet(time -> time.plusSeconds(59));
            assertThat(caller.get(mpd, token).statusCode()).isEqualTo(200);
            now.updateAndGet(time -> time.plusSeconds(1));
            assertThat(caller.get(mpd, token).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void segmentsComeOnlyToWhoOpenedTheSession() {
        String mpd = client.lanMpd(CAMERA, START, 10);
        String segment = SimulatorClient.sibling(mpd, "seg_0.m4v");
        Map<String, String> mine = SimulatorClient.federated(client.token(60));
        Map<String, String> other = SimulatorClient.federated(client.token(60));
        assertThat(client.get(segment, mine).statusCode()).isEqualTo(404);
        assertThat(client.get(mpd, mine).statusCode()).isEqualTo(200);
        assertThat(client.get(segment, mine).statusCode()).isEqualTo(200);
        assertThat(client.get(segment, other).statusCode()).isEqualTo(403);
        assertThat(client.get(SimulatorClient.sibling(mpd, "seg_5.m4v"), mine).statusCode())
                .isEqualTo(404);
    }

    // ---- alerts

    @Test
    void alertsComeNewestFirstAndPageByTheLastOne() {
        for (int i = 0; i < 25; i++) {
            // Two of them in the same millisecond, to be told apart by their ids
            simulator.raise(SimulatedAlert.of(CAMERA, Instant.ofEpochSecond(START + i / 2), 10));
        }
        List<String> seen = new ArrayList<>();
        JsonObject request = new JsonObject().put("maxResults", 7);
        List<Integer> sizes = new ArrayList<>();
        JsonArray page;
        do {
            page = client.call("event/getPolicyAlertsV2", request).getJsonArray("policyAlerts");
            sizes.add(page.size());
            for (int i = 0; i < page.size(); i++) {
                JsonObject alert = page.getJsonObject(i);
                seen.add(alert.getString("uuid"));
                request.put("lastTimestampMs", alert.getLong("timestampMs")).put("lastUuid", alert.getString("uuid"));
            }
        } while (!page.isEmpty() && sizes.size() < 10);
        assertThat(sizes).containsExactly(7, 7, 7, 4, 0);
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(
                        simulator.alerts().stream().map(SimulatedAlert::uuid).toList());
    }

    @Test
    void aPageHas100AlertsUnlessAskedAnd1000AtMost() {
        for (int i = 0; i < 1100; i++) {
            simulator.raise(SimulatedAlert.of(CAMERA, Instant.ofEpochSecond(START + i), 10));
        }
        assertThat(client.call("event/getPolicyAlerts", new JsonObject()).getJsonArray("policyAlerts"))
                .hasSize(100);
        assertThat(client.call("event/getPolicyAlerts", new JsonObject().put("maxResults", 5000))
                        .getJsonArray("policyAlerts"))
                .hasSize(1000);
    }

    @Test
    void alertsAreFilteredByTimeDeviceAndPlace() {
        String second = SimulatedCamera.examples().get(1).uuid();
        SimulatedAlert early = simulator.raise(SimulatedAlert.of(CAMERA, Instant.ofEpochSecond(START), 10));
        SimulatedAlert late = simulator.raise(SimulatedAlert.of(second, Instant.ofEpochSecond(START + 100), 10)
                .withClipDevices(
                        List.of(second, SimulatedCamera.examples().get(2).uuid())));
        assertThat(found(new JsonObject().put("afterTimestampMs", START * 1000)))
                .containsExactly(late.uuid());
        assertThat(found(new JsonObject().put("beforeTimestampMs", START * 1000 + 1)))
                .containsExactly(early.uuid());
        assertThat(found(new JsonObject().put("deviceFilter", new JsonArray().add(CAMERA))))
                .containsExactly(early.uuid());
        assertThat(found(new JsonObject()
                        .put(
                                "deviceFilter",
                                new JsonArray()
                                        .add(SimulatedCamera.examples().get(2).uuid()))))
                .containsExactly(late.uuid());
        assertThat(found(new JsonObject().put("locationFilter", new JsonArray().add("elsewhere"))))
                .isEmpty();
    }

    private List<String> found(JsonObject request) {
        return client.call("event/getPolicyAlertsV2", request).getJsonArray("policyAlerts").stream()
                .map(alert -> ((JsonObject) alert).getString("uuid"))
                .toList();
    }

    @Test
    void aDoorsAlertNamesNoDeviceAndIsInTheFirstVersionOnly() {
        simulator.raise(SimulatedAlert.ofDoor(Instant.ofEpochSecond(START), List.of(CAMERA)));
        JsonObject alert = client.call("event/getPolicyAlerts", new JsonObject())
                .getJsonArray("policyAlerts")
                .getJsonObject(0);
        assertThat(alert.getString("type")).isEqualTo("ACCESS_CONTROLLED_DOOR_POLICY_ALERT");
        assertThat(alert.containsKey("deviceUuid")).isFalse();
        assertThat(alert.getValue("durationSec")).isNull();
        assertThat(alert.getJsonObject("clipLocationMap").fieldNames()).containsExactly(CAMERA);
        assertThat(found(new JsonObject())).isEmpty();
    }

    @Test
    void alertsAppearLateAndGrow() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(START));
        try (RhombusSimulator other =
                RhombusSimulator.start(SimulatorOptions.defaults().withClock(new MovingClock(now)), Ffmpeg.library())) {
            SimulatorClient caller = new SimulatorClient(other.url());
            other.raise(SimulatedAlert.of(CAMERA, now.get().minusSeconds(30), 5)
                    .withVisibleFrom(now.get().plusSeconds(10))
                    .withGrowth(now.get().plusSeconds(20), 25));
            assertThat(caller.call("event/getPolicyAlertsV2", new JsonObject()).getJsonArray("policyAlerts"))
                    .isEmpty();
            now.updateAndGet(time -> time.plusSeconds(10));
            JsonObject first = caller.call("event/getPolicyAlertsV2", new JsonObject())
                    .getJsonArray("policyAlerts")
                    .getJsonObject(0);
            assertThat(first.getBoolean("finalized")).isFalse();
            assertThat(first.getInteger("durationSec")).isEqualTo(5);
            now.updateAndGet(time -> time.plusSeconds(10));
            JsonObject second = caller.call("event/getPolicyAlertsV2", new JsonObject())
                    .getJsonArray("policyAlerts")
                    .getJsonObject(0);
            assertThat(second.getBoolean("finalized")).isTrue();
            assertThat(second.getInteger("durationSec")).isEqualTo(25);
            assertThat(second.getString("uuid")).isEqualTo(first.getString("uuid"));
        }
    }

    @Test
    void alertsOfItsOwnComeAtOnceAndOneAfterTheOther() {
        try (RhombusSimulator other = RhombusSimulator.start(
                SimulatorOptions.defaults().withAlertsEvery(Optional.of(Duration.ofMillis(20))), Ffmpeg.library())) {
            assertThat(other.alerts()).isNotEmpty();
            await().until(() -> other.alerts().size() >= 6);
            assertThat(other.alerts().stream().map(SimulatedAlert::deviceUuid).distinct())
                    .hasSize(3);
            assertThat(other.alerts())
                    .allSatisfy(
                            alert -> assertThat(alert.durationSec().getAsInt()).isBetween(6, 20))
                    .allSatisfy(alert -> assertThat(alert.timestamp()
                                    .plusSeconds(alert.durationSec().getAsInt()))
                            .isBefore(Instant.now()));
        }
    }

    // ---- devices

    @Test
    void associatedCamerasAreFacets() {
        JsonArray gateways = client.call("audiogateway/getMinimalAudioGatewayStateList", new JsonObject())
                .getJsonArray("audioGatewayStates");
        assertThat(gateways.getJsonObject(0).getJsonArray("associatedCameras")).containsExactly(CAMERA + ".v0");
        assertThat(gateways.getJsonObject(1).getJsonArray("associatedCameras")).hasSize(2);
    }

    @Test
    void theCloudCopyOfAnAlertIsItsOwnSpan() {
        SimulatedAlert alert = simulator.raise(SimulatedAlert.of(CAMERA, Instant.ofEpochSecond(START), 12));
        String base = "/media/metadata/" + CAMERA + "/us-west-2/" + alert.uuid() + "/clip.mpd";
        Path file = folder.resolve("cloud.mp4");
        assertThat(client.download(base, SimulatorClient.KEY, file)).isEqualTo(6);
        assertThat(Ffmpeg.decodedSeconds(file)).isEqualTo(12, within(0.05));
        assertThat(client.get(base.replace("us-west-2", "eu-central-1"), SimulatorClient.KEY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void behindAPublicAddressLanAndWanAreBelowIt() {
        try (RhombusSimulator other = RhombusSimulator.start(
                SimulatorOptions.defaults()
                        .withClock(CLOCK)
                        .withPublicUrl(Optional.of(URI.create("https://cameras.example.test/rhombus/"))),
                Ffmpeg.library())) {
            SimulatorClient caller = new SimulatorClient(other.localUrl());
            String lan = caller.lanMpd(CAMERA, START, 10);
            assertThat(lan).startsWith("https://cameras.example.test/rhombus/" + CAMERA + "/store/");
            assertThat(caller.wanMpd(CAMERA, START, 10)).startsWith("https://cameras.example.test/rhombus/dash/");
            // The proxy takes its own part of the path away
            String behind = lan.replace("https://cameras.example.test/rhombus", "");
            assertThat(caller.get(behind, SimulatorClient.federated(caller.token(60)))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    // ---- the simulator's own addresses

    @Test
    void itIsControlledOverHttp() {
        JsonObject raised = new JsonObject(new String(client.send(
                        "POST",
                        "/simulator/alerts",
                        Map.of(),
                        "{\"cameraUuid\":\"" + CAMERA + "\",\"timestampMs\":" + START * 1000
                                + ",\"durationSec\":null,\"finalized\":false}")
                .body()));
        assertThat(found(new JsonObject())).containsExactly(raised.getString("uuid"));
        assertThat(client.send("PUT", "/simulator/faults", Map.of(), "segment-500:2,no-lan-uris")
                        .statusCode())
                .isEqualTo(200);
        assertThat(simulator.faults()).hasSize(2);
        HttpResponse<byte[]> wrong = client.send("PUT", "/simulator/faults", Map.of(), "segment-501");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(new String(wrong.body())).contains("segment-501").contains("middle-404");
        JsonObject requests = new JsonObject(
                new String(client.get("/simulator/requests", Map.of()).body()));
        assertThat(requests.getJsonArray("requests").getJsonObject(0).getString("path"))
                .isEqualTo("/api/event/getPolicyAlertsV2");
        assertThat(client.send("DELETE", "/simulator", Map.of(), "").statusCode())
                .isEqualTo(200);
        assertThat(simulator.alerts()).isEmpty();
        assertThat(simulator.faults()).isEmpty();
        assertThat(simulator.log().total()).isZero();
    }

    @Test
    void theLogKnowsWhoAskedForWhat() {
        client.download(
                client.lanMpd(CAMERA, START, 10), SimulatorClient.federated(client.token(60)), folder.resolve("x"));
        assertThat(simulator.log().segmentRequests(CAMERA, START, 10, 4)).isEqualTo(1);
        assertThat(simulator.log().segmentDeliveries(CAMERA, START, 10, 4)).isEqualTo(1);
        assertThat(simulator.log().repeatedDeliveries()).isZero();
        assertThat(simulator.log().requests().stream()
                        .filter(request -> request.listener().equals("lan"))
                        .noneMatch(request -> request.headers().containsKey("x-auth-apikey")))
                .isTrue();
    }

    @Test
    void theLogForgets() {
        try (RhombusSimulator other =
                RhombusSimulator.start(SimulatorOptions.defaults().withLogSize(3), Ffmpeg.library())) {
            SimulatorClient caller = new SimulatorClient(other.url());
            for (int i = 0; i < 5; i++) {
                caller.token(10);
            }
            assertThat(other.log().requests()).hasSize(3);
            assertThat(other.log().total()).isEqualTo(5);
        }
    }

    @Test
    void segmentsGrowToTheSizeAsked() {
        MediaLibrary big = MediaLibrary.open(
                Ffmpeg.MEDIA, Ffmpeg::exitOf, MediaShape.small().withSegmentBytes(400_000));
        try (RhombusSimulator other =
                RhombusSimulator.start(SimulatorOptions.defaults().withClock(CLOCK), big)) {
            SimulatorClient caller = new SimulatorClient(other.url());
            Path file = folder.resolve("big.mp4");
            caller.download(caller.wanMpd(CAMERA, START, 10), SimulatorClient.KEY, file);
            assertThat(file.toFile().length()).isBetween(2_000_000L, 2_010_000L);
            assertThat(Ffmpeg.decodedSeconds(file)).isEqualTo(10, within(0.05));
        }
    }
}
