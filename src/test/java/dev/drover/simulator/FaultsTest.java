package dev.drover.simulator;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Every fault, seen from outside. */
class FaultsTest {

    /** A multiple of 60, so that the recurring gap begins at START + 30. */
    private static final long START = 1_750_000_020L;

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(START + 86_400), ZoneOffset.UTC);
    private static final String CAMERA = SimulatedCamera.examples().get(0).uuid();
    private static final String OTHER = SimulatedCamera.examples().get(1).uuid();

    @TempDir
    Path folder;

    private RhombusSimulator simulator;
    private SimulatorClient client;
    private Map<String, String> token;

    @BeforeEach
    void start() {
        simulator = RhombusSimulator.start(SimulatorOptions.defaults().withClock(CLOCK), Ffmpeg.library());
        client = new SimulatorClient(simulator.url());
        token = SimulatorClient.federated(client.token(3600));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<byte[]> lan(String camera, String file) {
        String mpd = client.lanMpd(camera, START, 20);
        return client.get(file.equals("clip.mpd") ? mpd : SimulatorClient.sibling(mpd, file), token);
    }

    private HttpResponse<byte[]> wan(String file) {
        return client.get(SimulatorClient.sibling(client.wanMpd(CAMERA, START, 20), file), SimulatorClient.KEY);
    }

    private void open() {
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(200);
        assertThat(wan("file.mpd").statusCode()).isEqualTo(200);
    }

    // ---- the text form

    @Test
    void faultsAreReadAsWritten() {
        assertThat(Fault.parse("segment-500:2, lan-refused,token-expires-after:20@" + CAMERA + "#7,"))
                .containsExactly(
                        Fault.of(FaultKind.SEGMENT_500, 2),
                        Fault.of(FaultKind.LAN_REFUSED),
                        Fault.of(FaultKind.TOKEN_EXPIRES_AFTER, 20).at(CAMERA).inSegment(7));
        assertThat(Fault.parse("")).isEmpty();
        for (FaultKind kind : FaultKind.values()) {
            assertThat(Fault.parse(Fault.of(kind, 7).at("x").toString()))
                    .containsExactly(Fault.of(kind, 7).at("x"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "segment-501,segment-501,middle-404",
        "segment-500:two,two,segment-500:2",
        "segment-500:-1,-1,whole number",
        "'lan-refused,slow',slow,segment-slow",
        "segment-500#x,x,whole number"
    })
    void aWrongWordIsNamedWithWhatIsAllowed(String text, String named, String hint) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + named + "\"")
                .hasMessageContaining(hint);
    }

    @Test
    void theReadmeNamesEveryFault() throws IOException {
        String list = Files.readString(Path.of("README.md")).replaceFirst("(?s).*Faults, with how\\s", "");
        assertThat(Pattern.compile("`([a-z0-9-]+)`")
                        .matcher(list.substring(0, list.indexOf("; what each does is said")))
                        .results()
                        .map(name -> name.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(FaultKind.values()).map(FaultKind::text).toList());
    }

    @Test
    void aFaultOfACameraThatDoesNotExistIsRefused() {
        assertThatThrownBy(() ->
                        simulator.setFaults(Fault.of(FaultKind.SEGMENT_500).at("nobody")))
                .hasMessageContaining("nobody")
                .hasMessageContaining("Loading Dock");
    }

    @ParameterizedTest
    @CsvSource({"2", "Hof / Einfahrt süd", "Q0FNRVJBQ0FNRVJBQ0FNMg"})
    void aCameraIsNamedByNumberNameOrId(String name) {
        simulator.setFaults(Fault.of(FaultKind.LAN_REJECTS).at(name));
        assertThat(lan(OTHER, "clip.mpd").statusCode()).isEqualTo(403);
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(200);
    }

    // ---- segments

    @Test
    void theMiddleSegmentFailsSoManyTimesAndThenComes() {
        simulator.setFaults(Fault.of(FaultKind.SEGMENT_500, 2));
        open();
        assertThat(lan(CAMERA, "seg_4.m4v").statusCode()).isEqualTo(200);
        assertThat(lan(CAMERA, "seg_5.m4v").statusCode()).isEqualTo(500);
        assertThat(wan("seg_6.m4v").statusCode()).isEqualTo(500);
        assertThat(lan(CAMERA, "seg_5.m4v").statusCode()).isEqualTo(200);
        assertThat(simulator.log().segmentRequests(CAMERA, START, 20, 5)).isEqualTo(3);
        assertThat(simulator.log().segmentDeliveries(CAMERA, START, 20, 5)).isEqualTo(1);
    }

    @Test
    void aFaultCanBeOfAnotherSegmentAndOfOneCamera() {
        simulator.setFaults(Fault.parse("segment-500:1@" + CAMERA + "#0"));
        open();
        assertThat(lan(OTHER, "clip.mpd").statusCode()).isEqualTo(200);
        assertThat(lan(OTHER, "seg_0.m4v").statusCode()).isEqualTo(200);
        assertThat(lan(CAMERA, "seg_5.m4v").statusCode()).isEqualTo(200);
        assertThat(lan(CAMERA, "seg_0.m4v").statusCode()).isEqualTo(500);
        assertThat(lan(CAMERA, "seg_0.m4v").statusCode()).isEqualTo(200);
    }

    @Test
    void aTruncatedBodyEndsBeforeItsLength() {
        simulator.setFaults(Fault.of(FaultKind.SEGMENT_TRUNCATED));
        open();
        assertThatThrownBy(() -> lan(CAMERA, "seg_5.m4v")).hasRootCauseInstanceOf(IOException.class);
        assertThat(lan(CAMERA, "seg_5.m4v").statusCode()).isEqualTo(200);
        assertThat(simulator.log().segmentDeliveries(CAMERA, START, 20, 5)).isEqualTo(1);
    }

    @Test
    void aHangIsNeverAnswered() {
        simulator.setFaults(
                Fault.of(FaultKind.SEGMENT_HANG),
                Fault.of(FaultKind.DEAD_CAMERA).at(OTHER));
        open();
        String segment = SimulatorClient.sibling(client.lanMpd(CAMERA, START, 20), "seg_5.m4v");
        assertHangs(segment);
        assertThat(lan(CAMERA, "seg_5.m4v").statusCode()).isEqualTo(200);
        assertHangs(client.lanMpd(OTHER, START, 20));
    }

    private void assertHangs(String uri) {
        HttpRequest request = client.request("GET", uri, token, "")
                .timeout(Duration.ofMillis(300))
                .build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void anEmptyBodyAndAPageInsteadOfASegmentComeWith200() {
        simulator.setFaults(
                Fault.of(FaultKind.SEGMENT_EMPTY),
                Fault.of(FaultKind.SEGMENT_HTML).inSegment(1));
        open();
        assertThat(lan(CAMERA, "seg_5.m4v").body()).isEmpty();
        assertThat(lan(CAMERA, "seg_5.m4v").body()).isNotEmpty();
        HttpResponse<byte[]> page = lan(CAMERA, "seg_1.m4v");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(new String(page.body())).startsWith("<!DOCTYPE html>");
        assertThat(lan(CAMERA, "seg_1.m4v").headers().firstValue("content-type"))
                .contains("video/mp4");
    }

    @ParameterizedTest
    @CsvSource({"MIDDLE_404,5,404", "MIDDLE_500,5,500", "FIRST_MISSING,0,404", "LAST_MISSING,9,404"})
    void aSegmentIsMissingForGood(FaultKind kind, int segment, int status) {
        simulator.setFaults(Fault.of(kind));
        open();
        for (int i = 0; i < 10; i++) {
            assertThat(lan(CAMERA, "seg_" + i + ".m4v").statusCode())
                    .as("segment " + i)
                    .isEqualTo(i == segment ? status : 200);
        }
        assertThat(lan(CAMERA, "seg_" + segment + ".m4v").statusCode()).isEqualTo(status);
        assertThat(wan("seg_" + (segment + 1) + ".m4v").statusCode()).isEqualTo(status);
    }

    @Test
    void aShortSegmentLeavesAHole() {
        simulator.setFaults(Fault.of(FaultKind.MIDDLE_SHORT));
        Path file = folder.resolve("short.mp4");
        client.download(client.wanMpd(CAMERA, START, 20), SimulatorClient.KEY, file);
        assertThat(Ffmpeg.frames(file)).isEqualTo(190);
    }

    @ParameterizedTest
    @EnumSource(SimulatorOptions.OddLast.class)
    void theLastSegmentOfAnOddRangeIsAsChosen(SimulatorOptions.OddLast last) {
        try (RhombusSimulator other = RhombusSimulator.start(
                SimulatorOptions.defaults().withClock(CLOCK).withOddLast(last), Ffmpeg.library())) {
            SimulatorClient caller = new SimulatorClient(other.url());
            Path file = folder.resolve("odd.mp4");
            caller.download(caller.wanMpd(CAMERA, START, 7), SimulatorClient.KEY, file);
            int seconds =
                    switch (last) {
                        case SHORT -> 7;
                        case WHOLE -> 8;
                        case ABSENT -> 6;
                    };
            assertThat(Ffmpeg.decodedSeconds(file)).isEqualTo(seconds, within(0.05));
        }
    }

    // ---- manifests and tokens

    @ParameterizedTest
    @CsvSource({"MANIFEST_404,404", "MANIFEST_500,500"})
    void theManifestComesLater(FaultKind kind, int status) {
        simulator.setFaults(Fault.of(kind));
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(status);
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenEndsInTheMiddleUntilANewOneAndANewManifest() {
        simulator.setFaults(Fault.of(FaultKind.TOKEN_EXPIRES_AFTER, 3));
        open();
        for (int i = 0; i < 3; i++) {
            assertThat(lan(CAMERA, "seg_" + i + ".m4v").statusCode()).isEqualTo(200);
        }
        assertThat(lan(CAMERA, "seg_3.m4v").statusCode()).isEqualTo(401);
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(401);
        token = SimulatorClient.federated(client.token(3600));
        assertThat(lan(CAMERA, "seg_3.m4v").statusCode()).isEqualTo(403);
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(200);
        for (int i = 3; i < 10; i++) {
            assertThat(lan(CAMERA, "seg_" + i + ".m4v").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aWanSessionEndsInTheMiddleUntilANewManifest() {
        simulator.setFaults(Fault.of(FaultKind.TOKEN_EXPIRES_AFTER, 1));
        open();
        assertThat(wan("seg_1.m4v").statusCode()).isEqualTo(200);
        assertThat(wan("seg_2.m4v").statusCode()).isEqualTo(403);
        assertThat(wan("file.mpd").statusCode()).isEqualTo(200);
        assertThat(wan("seg_2.m4v").statusCode()).isEqualTo(200);
    }

    // ---- footage that is not there

    @Test
    void missingFootageIsAPlaceholderThatThePresenceWindowsShow() {
        simulator.setFaults(Fault.of(FaultKind.PLACEHOLDER, 4));
        Path file = folder.resolve("gap.mp4");
        client.download(client.wanMpd(CAMERA, START + 20, 20), SimulatorClient.KEY, file);
        assertThat(Ffmpeg.decodedSeconds(file)).isEqualTo(20, within(0.05));
        JsonArray local = presence(START + 20, 20).getJsonArray("VideoLocal");
        assertThat(local)
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("startSeconds", START + 20).put("durationSeconds", 10))
                        .add(new JsonObject().put("startSeconds", START + 34).put("durationSeconds", 6)));
        byte[] missing = segmentOf(START + 30);
        byte[] there = segmentOf(START + 40);
        assertThat(missing.length).isLessThan(there.length / 2);
    }

    @Test
    void aGapIsWhereOneWasMade() {
        simulator.addGap(CAMERA, Instant.ofEpochSecond(START + 3), Duration.ofSeconds(4));
        assertThat(presence(START, 20).getJsonArray("VideoLocal").encode())
                .isEqualTo("[{\"startSeconds\":" + START + ",\"durationSeconds\":2},{\"startSeconds\":" + (START + 8)
                        + ",\"durationSeconds\":12}]");
    }

    @Test
    void footageEndsNowAndReachesTheCloudLater() {
        long now = CLOCK.instant().getEpochSecond();
        JsonObject windows = presence(now - 300, 600);
        assertThat(windows.getJsonArray("VideoLocal").getJsonObject(0).getLong("durationSeconds"))
                .isEqualTo(300);
        assertThat(windows.getJsonArray("VideoCloud").getJsonObject(0).getLong("durationSeconds"))
                .isEqualTo(180);
        assertThat(segmentOf(now).length).isLessThan(segmentOf(now - 2).length / 2);
    }

    private byte[] segmentOf(long second) {
        String mpd = client.wanMpd(CAMERA, second, 2);
        client.get(mpd, SimulatorClient.KEY);
        return client.get(SimulatorClient.sibling(mpd, "seg_1.m4v"), SimulatorClient.KEY)
                .body();
    }

    private JsonObject presence(long start, long seconds) {
        return client.call(
                        "camera/getPresenceWindows",
                        new JsonObject()
                                .put("cameraUuid", CAMERA)
                                .put("startTimeSec", start)
                                .put("durationSec", seconds))
                .getJsonObject("presenceWindows");
    }

    @Test
    void presenceCanBeUnknown() {
        simulator.setFaults(Fault.of(FaultKind.PRESENCE_MISSING));
        assertThat(presence(START, 20)).isEmpty();
    }

    @Test
    void aRedCameraIsOfflineAndHasOnlyItsCloudFootage() {
        simulator.setFaults(Fault.of(FaultKind.CAMERA_RED).at(CAMERA));
        JsonArray cameras = client.call("camera/getMinimalCameraStateList", new JsonObject())
                .getJsonArray("cameraStates");
        assertThat(cameras.getJsonObject(0).getString("connectionStatus")).isEqualTo("RED");
        assertThat(cameras.getJsonObject(1).getString("connectionStatus")).isEqualTo("GREEN");
        assertThat(presence(START, 20).fieldNames()).containsExactly("VideoCloud");
        assertThatThrownBy(() -> lan(CAMERA, "clip.mpd")).hasRootCauseInstanceOf(IOException.class);
        assertThat(wan("file.mpd").statusCode()).isEqualTo(200);
    }

    // ---- LAN

    @Test
    void theLanRefusesAndComesBack() {
        open();
        simulator.setFaults(Fault.of(FaultKind.LAN_REFUSED));
        SimulatorClient fresh = new SimulatorClient(simulator.url());
        String mpd = fresh.lanMpd(CAMERA, START, 20);
        assertThatThrownBy(() -> fresh.get(mpd, token)).hasCauseInstanceOf(ConnectException.class);
        assertThat(wan("file.mpd").statusCode()).isEqualTo(200);
        simulator.setFaults();
        assertThat(fresh.get(mpd, token).statusCode()).isEqualTo(200);
    }

    @Test
    void theLanPortChangesAsOftenAsOneLikes() {
        for (int round = 0; round < 50; round++) {
            simulator.setFaults(Fault.of(FaultKind.LAN_SELF_SIGNED));
            simulator.setFaults(Fault.of(FaultKind.LAN_REFUSED));
            simulator.setFaults();
        }
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyElseGetsTheLanPortWhileItRefuses() throws Exception {
        simulator.setFaults(Fault.of(FaultKind.LAN_REFUSED));
        try (Socket other = new Socket()) {
            assertThatThrownBy(() -> other.bind(new InetSocketAddress("127.0.0.1", simulator.lanPort())))
                    .isInstanceOf(BindException.class);
        }
        simulator.setFaults();
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(200);
    }

    @Test
    void theLanOfOneCameraRefuses() {
        simulator.setFaults(Fault.of(FaultKind.LAN_REFUSED).at(CAMERA));
        assertThatThrownBy(() -> lan(CAMERA, "clip.mpd")).hasCauseInstanceOf(ConnectException.class);
        assertThat(lan(OTHER, "clip.mpd").statusCode()).isEqualTo(200);
    }

    @Test
    void theLanHasACertificateNobodyKnows() throws Exception {
        simulator.setFaults(Fault.of(FaultKind.LAN_SELF_SIGNED));
        String mpd = client.lanMpd(CAMERA, START, 20);
        assertThat(mpd).startsWith("https://127.0.0.1:");
        assertThatThrownBy(() -> client.get(mpd, token)).hasCauseInstanceOf(SSLHandshakeException.class);

        List<X509Certificate> seen = new ArrayList<>();
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {
                            seen.addAll(List.of(chain));
                        }

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                new SecureRandom());
        HttpClient http = HttpClient.newBuilder().sslContext(trusting).build();
        assertThat(new SimulatorClient(simulator.url(), http).get(mpd, token).statusCode())
                .isEqualTo(200);
        seen.get(0).verify(seen.get(0).getPublicKey());
        seen.get(0).checkValidity();
    }

    @Test
    void apiAndWanCanBeEncryptedAndThenWantAClientCertificateForCertificateKeys() throws Exception {
        SelfSignedCertificate made = SelfSignedCertificate.create();
        Path certificate = Files.writeString(folder.resolve("cert.pem"), made.certificatePem());
        Path key = Files.writeString(folder.resolve("key.pem"), made.keyPem());
        try (RhombusSimulator other = RhombusSimulator.start(
                SimulatorOptions.defaults().withTls(java.util.Optional.of(new TlsFiles(certificate, key))),
                Ffmpeg.library())) {
            java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "simulator",
                    java.security.cert.CertificateFactory.getInstance("X.509")
                            .generateCertificate(Files.newInputStream(certificate)));
            javax.net.ssl.TrustManagerFactory trust = javax.net.ssl.TrustManagerFactory.getInstance(
                    javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), new SecureRandom());
            SimulatorClient caller = new SimulatorClient(
                    other.url(), HttpClient.newBuilder().sslContext(context).build());
            assertThat(other.url().getScheme()).isEqualTo("https");
            assertThat(caller.token(60)).hasSize(22);
            assertThat(caller.wanMpd(CAMERA, START, 20)).startsWith("https://");
            assertThat(caller.send(
                                    "POST",
                                    "/api/location/getLocations",
                                    Map.of("x-auth-scheme", "api", "x-auth-apikey", "demo"),
                                    "{}")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void theLanIsRejectingOrNotNamed() {
        simulator.setFaults(Fault.of(FaultKind.LAN_REJECTS));
        assertThat(lan(CAMERA, "clip.mpd").statusCode()).isEqualTo(403);
        simulator.setFaults(Fault.of(FaultKind.LAN_HANG));
        assertHangs(client.lanMpd(CAMERA, START, 20));
        simulator.setFaults(Fault.of(FaultKind.NO_LAN_URIS));
        assertThat(client.call("camera/getMediaUris", new JsonObject().put("cameraUuid", CAMERA))
                        .getJsonArray("lanVodMpdUrisTemplates"))
                .isEmpty();
    }

    // ---- the API

    @Test
    void theApiThrottlesInPlainText() {
        simulator.setFaults(Fault.of(FaultKind.API_429, 2));
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = client.post("location/getLocations", "{}");
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
        }
        assertThat(client.post("location/getLocations", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void theApiFailsOnce() {
        simulator.setFaults(Fault.of(FaultKind.API_500));
        assertThat(client.post("location/getLocations", "{}").statusCode()).isEqualTo(500);
        assertThat(client.post("location/getLocations", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesRepeatWhenTheCursorIsIgnored() {
        for (int i = 0; i < 4; i++) {
            simulator.raise(SimulatedAlert.of(CAMERA, Instant.ofEpochSecond(START + i), 10));
        }
        simulator.setFaults(Fault.of(FaultKind.CURSOR_IGNORED));
        Set<String> pages = new HashSet<>();
        JsonObject request = new JsonObject().put("maxResults", 2);
        for (int i = 0; i < 3; i++) {
            JsonArray page = client.call("event/getPolicyAlertsV2", request).getJsonArray("policyAlerts");
            pages.add(page.encode());
            JsonObject last = page.getJsonObject(1);
            request.put("lastTimestampMs", last.getLong("timestampMs")).put("lastUuid", last.getString("uuid"));
        }
        assertThat(pages).hasSize(1);
    }

    @Test
    void alertsHaveTheOldShapeWhenAsked() {
        simulator.raise(SimulatedAlert.of(CAMERA, Instant.ofEpochSecond(START), 10));
        simulator.setFaults(Fault.of(FaultKind.OLD_ALERT_SHAPE));
        JsonObject answer = client.call("event/getPolicyAlerts", new JsonObject());
        assertThat(answer.containsKey("policyAlerts")).isFalse();
        JsonObject alert = answer.getJsonArray("alerts").getJsonObject(0);
        assertThat(alert.getLong("eventEndMs") - alert.getLong("eventStartMs")).isEqualTo(10_000);
        assertThat(alert.getString("deviceName")).isEqualTo("Loading Dock");
        assertThat(alert.getString("alertType")).isEqualTo("MOTION_HUMAN");
    }

    @Test
    void raisedAlertsGrow() {
        simulator.setFaults(Fault.of(FaultKind.ALERT_GROWS, 9));
        SimulatedAlert alert = simulator.raiseNext();
        assertThat(alert.finalized()).isFalse();
        assertThat(alert.later().orElseThrow().durationSec())
                .isEqualTo(alert.durationSec().getAsInt() + 9);
    }

    // ---- presets

    @Test
    void allGivesEachRangeAFaultThatPasses() {
        simulator.setFaults(Fault.of(FaultKind.ALL), Fault.of(FaultKind.SEGMENT_SLOW, 0));
        Set<String> met = new HashSet<>();
        for (int range = 0; range < 8; range++) {
            int failures = 0;
            String mpd = client.wanMpd(CAMERA, START + 100 * range, 8);
            for (int tries = 0, segment = 0; segment <= 4; tries++) {
                assertThat(tries).as("tries for range " + range).isLessThan(20);
                String file = segment == 0 ? "file.mpd" : "seg_" + segment + ".m4v";
                String got = outcome(SimulatorClient.sibling(mpd, file));
                if (got.equals("fine")) {
                    segment++;
                } else {
                    failures++;
                    met.add((segment == 0 ? "manifest " : "segment ") + got);
                    segment = got.equals("403") ? 0 : segment;
                }
            }
            assertThat(failures).as("failures in range " + range).isLessThanOrEqualTo(1);
        }
        assertThat(met)
                .containsExactlyInAnyOrder(
                        "segment 500",
                        "segment cut",
                        "manifest 404",
                        "segment html",
                        "segment 403",
                        "segment empty",
                        "manifest 500");
    }

    private String outcome(String uri) {
        try {
            HttpResponse<byte[]> answer = client.get(uri, SimulatorClient.KEY);
            if (answer.statusCode() != 200) {
                return Integer.toString(answer.statusCode());
            }
            String type = answer.headers().firstValue("content-type").orElse("");
            return type.equals("text/html") ? "html" : answer.body().length == 0 ? "empty" : "fine";
        } catch (RuntimeException e) {
            return "cut";
        }
    }

    @Test
    void randomStrikesNowAndThen() {
        simulator.setFaults(Fault.of(FaultKind.RANDOM, 30), Fault.of(FaultKind.SEGMENT_SLOW, 0));
        String mpd = client.wanMpd(CAMERA, START, 100);
        int failures = 0;
        while (!outcome(mpd).equals("fine")) {
            failures++;
        }
        for (int segment = 1; segment <= 50; segment++) {
            while (!outcome(SimulatorClient.sibling(mpd, "seg_" + segment + ".m4v"))
                    .equals("fine")) {
                failures++;
            }
        }
        assertThat(failures).isBetween(2, 60);
    }
}
