package dev.drover.simulator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.testing.MovingClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The NVR as somebody sees it who knows the vendor's guide and nothing of Drover. */
class NvrSimulatorTest {

    private static final Instant START = Instant.parse("2026-01-15T12:30:00Z");
    private static final NvrPictures.Size SIZE = new NvrPictures.Size(640, 360);

    private static NvrPictures pictures;

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final List<NvrSimulator> started = new ArrayList<>();

    @BeforeAll
    static void make() {
        pictures = NvrPictures.open(Ffmpeg.MEDIA, Ffmpeg::exitOf, List.of(SIZE));
    }

    @AfterEach
    void stop() {
        started.forEach(NvrSimulator::close);
    }

    private NvrSimulator start(NvrOptions options) {
        NvrSimulator simulator = NvrSimulator.start(options.withClock(new MovingClock(now)), pictures);
        started.add(simulator);
        return simulator;
    }

    private NvrSimulator start() {
        return start(NvrOptions.defaults());
    }

    private NvrSimulator start(String faults) {
        return start(NvrOptions.defaults().withFaults(NvrFault.parse(faults)));
    }

    private static NvrClient client(NvrSimulator simulator) {
        return new NvrClient(simulator.url());
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    // ---- how it speaks

    @ParameterizedTest
    @ValueSource(strings = {"/cgi-bin/api.cgi", "/api.cgi"})
    void jsonIsCalledAPageAndHasBlanksAroundItsColons(String path) {
        NvrClient client = client(start());
        HttpResponse<byte[]> answer =
                client.post(path + "?cmd=GetTime&token=none", "[{\"cmd\":\"GetTime\",\"action\":0,\"param\":{}}]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(NvrClient.type(answer)).isEqualTo("text/html");
        assertThat(new String(answer.body())).contains("\"detail\" : \"please login first\"", "\"rspCode\" : -6");
    }

    @Test
    void otherPathsAreUnknown() {
        assertThat(client(start()).get("/api").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GetDevInfo,DevInfo",
        "GetChannelstatus,status",
        "GetOsd,Osd",
        "GetEnc,Enc",
        "GetHddInfo,HddInfo",
        "GetTime,Time",
        "GetAbility,Ability",
        "GetOnline,User",
        "GetSysCfg,SysCfg",
        "GetMdState,state",
        "GetRtspUrl,rtspUrl"
    })
    void knownCommandsHaveTheirValue(String command, String key) {
        NvrClient client = client(start()).login();
        assertThat(client.value(command, new JsonObject().put("channel", 0)).getValue(key))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"GetNothing,-24", "GetAiState,-9", "GetOsd,-4", "NvrDownload,-4", "Disconnect,-4", "'',-1"})
    void whatCannotBeDoneIsRefusedWithItsCode(String command, int code) {
        assertThat(client(start()).login().code(command)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "[{}]", "[", "nonsense"})
    void aBodyThatIsNoListOfCommandsIsAProtocolError(String body) {
        NvrClient client = client(start()).login();
        HttpResponse<byte[]> answer = client.post(NvrClient.PATH + "?cmd=GetTime&token=" + client.token(), body);
        assertThat(NvrClient.code(NvrClient.answers(answer).getJsonObject(0))).isEqualTo(-10);
    }

    @Test
    void thirtyFiveCommandsGoIntoOneRequestAndNoMore() {
        NvrClient client = client(start()).login();
        JsonArray commands = new JsonArray();
        IntStream.range(0, 35)
                .forEach(i -> commands.add(new JsonObject()
                        .put("cmd", i == 7 ? "GetNothing" : "GetOsd")
                        .put("param", new JsonObject().put("channel", i % 4))));
        String uri = NvrClient.PATH + "?cmd=GetOsd&token=" + client.token();
        JsonArray answers = NvrClient.answers(client.post(uri, commands.encode()));
        assertThat(answers).hasSize(35);
        assertThat(NvrClient.code(answers.getJsonObject(7))).isEqualTo(-24);
        assertThat(answers.getJsonObject(6)
                        .getJsonObject("value")
                        .getJsonObject("Osd")
                        .getInteger("channel"))
                .isEqualTo(2);
        commands.add(commands.getJsonObject(0));
        JsonArray refused = NvrClient.answers(client.post(uri, commands.encode()));
        assertThat(refused).hasSize(1);
        assertThat(NvrClient.code(refused.getJsonObject(0))).isEqualTo(-16);
    }

    @Test
    void theGetFormOfACommandWorksToo() {
        NvrClient client = client(start()).login();
        HttpResponse<byte[]> answer = client.get(NvrClient.PATH + "?cmd=GetMdState&channel=1&token=" + client.token());
        assertThat(NvrClient.answers(answer)
                        .getJsonObject(0)
                        .getJsonObject("value")
                        .getInteger("state"))
                .isBetween(0, 1);
    }

    @Test
    void itsClockRunsInItsOwnZone() {
        NvrClient client = client(start(NvrOptions.defaults().withZone(java.time.ZoneId.of("Asia/Tokyo"))))
                .login();
        JsonObject time = client.value("GetTime", new JsonObject()).getJsonObject("Time");
        assertThat(time.getInteger("hour")).isEqualTo(21);
        assertThat(time.getInteger("timeZone")).isEqualTo(-9 * 3600);
    }

    // ---- sessions

    @Test
    void aSessionLastsAsLongAsItsLease() {
        NvrClient client = client(start());
        JsonObject login = client.value(
                "Login",
                new JsonObject()
                        .put("User", new JsonObject().put("userName", "demo").put("password", "demo")));
        assertThat(login.getJsonObject("Token").getInteger("leaseTime")).isEqualTo(3600);
        client.withToken(login.getJsonObject("Token").getString("name"));
        assertThat(client.token()).matches("[0-9a-f]{15}");
        pass(Duration.ofSeconds(3599));
        assertThat(client.code("GetTime")).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(client.code("GetTime")).isEqualTo(-6);
    }

    @Test
    void aFastDeviceHasShortLeases() {
        NvrClient client = client(start(NvrOptions.defaults().withSpeed(3600))).login();
        pass(Duration.ofMillis(999));
        assertThat(client.code("GetTime")).isZero();
        pass(Duration.ofMillis(1));
        assertThat(client.code("GetTime")).isEqualTo(-6);
    }

    @Test
    void thereAreTwoSlotsAndAnEndedSessionFreesOne() {
        NvrSimulator simulator = start();
        NvrClient first = client(simulator).login();
        client(simulator).login();
        NvrClient third = client(simulator);
        assertThat(third.login("demo", "demo")).isEqualTo(-5);
        assertThat(first.value("Logout", new JsonObject()).getInteger("rspCode"))
                .isEqualTo(200);
        third.login();
        pass(Duration.ofHours(1));
        assertThat(simulator.sessions()).isZero();
        third.login();
        NvrEvidence evidence = simulator.evidence();
        assertThat(evidence.mostSessions()).isEqualTo(2);
        assertThat(evidence.loginsFull()).isEqualTo(1);
        assertThat(evidence.logouts()).isEqualTo(1);
        assertThat(evidence.codes()).containsOnly(Map.entry(-5, 1L));
    }

    @Test
    void aSessionCanBeSeenAndDisconnected() {
        NvrSimulator simulator = start();
        NvrClient first = client(simulator).login();
        NvrClient second = client(simulator).login();
        JsonArray users = second.value("GetOnline", new JsonObject()).getJsonArray("User");
        assertThat(users).hasSize(2);
        JsonObject one = users.getJsonObject(0);
        assertThat(one.getString("ip")).isEqualTo("127.0.0.1");
        second.value("Disconnect", new JsonObject().put("User", one));
        assertThat(first.code("GetTime")).isEqualTo(-6);
        assertThat(second.code("GetTime")).isZero();
    }

    @Test
    void aStrayLogoutPoisonsTheNextTokenOnly() {
        NvrSimulator simulator = start();
        NvrClient client = client(simulator).withToken("unknown");
        assertThat(client.code("Logout")).isEqualTo(-6);
        assertThat(client.login().code("GetTime")).isEqualTo(-6);
        assertThat(client.login().code("GetTime")).isZero();
        NvrEvidence evidence = simulator.evidence();
        assertThat(evidence.strayLogouts()).isEqualTo(1);
        assertThat(evidence.poisoned()).isEqualTo(1);
        assertThat(evidence.logins()).isEqualTo(2);
        assertThat(evidence.loginsGranted()).isEqualTo(1);
        assertThat(evidence.withoutSession()).isEqualTo(1);
    }

    @Test
    void aLogoutThatComesTwiceIsStray() {
        NvrClient client = client(start()).login();
        assertThat(client.code("Logout")).isZero();
        assertThat(client.code("Logout")).isEqualTo(-6);
        assertThat(client.login().code("GetTime")).isEqualTo(-6);
    }

    @Test
    void aHarmlessDeviceForgivesAStrayLogout() {
        NvrClient client = client(start(NvrOptions.defaults().withPoison(false)));
        assertThat(client.code("Logout")).isEqualTo(-6);
        assertThat(client.login().code("GetTime")).isZero();
    }

    @Test
    void fiveWrongPasswordsLockTheLoginForAWhile() {
        NvrSimulator simulator = start();
        NvrClient client = client(simulator);
        for (int i = 0; i < 5; i++) {
            assertThat(client.login("demo", "wrong")).isEqualTo(-7);
        }
        JsonObject locked = client.command(
                "Login",
                new JsonObject()
                        .put("User", new JsonObject().put("userName", "demo").put("password", "demo")));
        assertThat(locked.getJsonObject("error").getString("detail")).isEqualTo("Login has been locked");
        pass(Duration.ofSeconds(299));
        assertThat(client.login("demo", "demo")).isEqualTo(-506);
        pass(Duration.ofSeconds(1));
        client.login();
        assertThat(simulator.evidence().wrongPasswords()).isEqualTo(5);
        assertThat(simulator.evidence().loginsAfterWrongPassword()).isEqualTo(7);
    }

    @Test
    void namesAndPasswordsHaveAtMostThirtyOneCharacters() {
        NvrClient client = client(start());
        assertThat(client.login("demo", "x".repeat(32))).isEqualTo(-22);
        assertThat(client.login("nobody", "x".repeat(31))).isEqualTo(-7);
    }

    @Test
    void aPasswordInTheAddressWorksAndIsCounted() {
        NvrSimulator simulator = start();
        HttpResponse<byte[]> picture =
                client(simulator).get(NvrClient.PATH + "?cmd=Snap&channel=0&user=demo&password=demo");
        assertThat(NvrClient.type(picture)).isEqualTo("image/jpeg");
        assertThat(simulator.sessions()).isZero();
        assertThat(simulator.evidence().passwordsInAddresses()).isEqualTo(1);
    }

    // ---- one request at a time

    @Test
    void aParallelRequestIsRefusedAndSeen() {
        NvrSimulator simulator = start("dead-channel@0");
        NvrClient client = client(simulator).login();
        assertThat(client.snapCode(1)).isZero();
        NvrEvidence gentle = simulator.evidence();
        assertThat(gentle.mostRequests()).isEqualTo(1);
        assertThat(gentle.parallel()).isZero();
        assertThat(gentle.smallestGapMs().orElseThrow()).isPositive();
        assertThat(gentle.smallestSessionGapMs()).isEmpty();
        CompletableFuture<HttpResponse<byte[]>> waiting = client.snapLater(0);
        await().until(() -> simulator.evidence().requests() == 3);
        assertThat(client.snapCode(1)).isEqualTo(-12);
        assertThat(client.code("GetTime")).isEqualTo(-12);
        NvrEvidence hasty = simulator.evidence();
        assertThat(hasty.mostRequests()).isEqualTo(2);
        assertThat(hasty.parallel()).isEqualTo(2);
        assertThat(hasty.smallestGapMs()).hasValue(0);
        assertThat(hasty.smallestSessionGapMs()).hasValue(0);
        waiting.cancel(true);
        await().until(() -> client.snapCode(1) == 0);
    }

    @Test
    void aLenientDeviceAnswersParallelRequests() {
        NvrSimulator simulator =
                start(NvrOptions.defaults().withStrict(false).withFaults(NvrFault.parse("dead-channel@0")));
        NvrClient client = client(simulator).login();
        CompletableFuture<HttpResponse<byte[]>> waiting = client.snapLater(0);
        await().until(() -> simulator.evidence().requests() == 2);
        assertThat(client.snapCode(1)).isZero();
        assertThat(simulator.evidence().parallel()).isEqualTo(1);
        waiting.cancel(true);
    }

    @Test
    void aParallelLoginIsNotDone() {
        NvrSimulator simulator = start("dead-channel,parallel-code:17");
        NvrClient client = client(simulator).login();
        CompletableFuture<HttpResponse<byte[]>> waiting = client.snapLater(0);
        await().until(() -> simulator.evidence().requests() == 2);
        assertThat(client(simulator).login("demo", "demo")).isEqualTo(-17);
        assertThat(simulator.sessions()).isEqualTo(1);
        waiting.cancel(true);
    }

    // ---- channels

    @Test
    void channelsComeGoAndAreRenamed() {
        NvrSimulator simulator = start();
        NvrClient client = client(simulator).login();
        simulator.put(new NvrChannel(1, "Garden", false));
        simulator.put(new NvrChannel(9, "New", true));
        JsonObject list = client.value("GetChannelstatus", new JsonObject());
        assertThat(list.getInteger("count")).isEqualTo(5);
        assertThat(list.getJsonArray("status").getJsonObject(1).encode())
                .isEqualTo("{\"channel\":1,\"name\":\"Garden\",\"online\":0,\"typeInfo\":\"\"}");
        assertThat(client.value("GetOsd", new JsonObject().put("channel", 9))
                        .getJsonObject("Osd")
                        .getJsonObject("osdChannel")
                        .getString("name"))
                .isEqualTo("New");
        assertThat(client.snapCode(1)).isEqualTo(-99);
        assertThat(client.snapCode(9)).isZero();
        assertThat(client.snapCode(8)).isEqualTo(-49);
    }

    @Test
    void aChannelGoesAndComesByItselfAndItsAvailableTimeIsCounted() {
        NvrSimulator simulator = start(NvrOptions.defaults()
                .withChannels(NvrChannel.examples(3))
                .withSpeed(10)
                .withFaults(NvrFault.parse("flapping:60@0,appears-after:90@1")));
        NvrClient client = client(simulator).login();
        assertThat(client.snapCode(0)).isZero();
        assertThat(client.snapCode(1)).isEqualTo(-49);
        assertThat(client.value("GetChannelstatus", new JsonObject()).getInteger("count"))
                .isEqualTo(2);
        pass(Duration.ofSeconds(6));
        assertThat(client.snapCode(0)).isEqualTo(-99);
        pass(Duration.ofSeconds(3));
        assertThat(client.snapCode(1)).isZero();
        pass(Duration.ofSeconds(3));
        assertThat(client.snapCode(0)).isZero();
        pass(Duration.ofSeconds(3));
        simulator.put(new NvrChannel(2, "Gone", false));
        // Over two changes that nobody asks about
        pass(Duration.ofSeconds(15));
        assertThat(simulator.evidence().channels())
                .containsExactly(
                        new NvrEvidence.Pictures(0, 3, 2, 180_000),
                        new NvrEvidence.Pictures(1, 1, 1, 210_000),
                        new NvrEvidence.Pictures(2, 0, 0, 150_000));
    }

    // ---- pictures

    @Test
    void everyPictureIsAnotherOneAndCanBeDecoded() throws IOException {
        NvrClient client = client(start()).login();
        Set<List<Byte>> different = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            for (int channel : new int[] {0, 3}) {
                HttpResponse<byte[]> answer = client.snap(channel);
                assertThat(NvrClient.type(answer)).isEqualTo("image/jpeg");
                byte[] picture = answer.body();
                assertThat(picture.length).isGreaterThan(1024);
                assertThat(Arrays.copyOf(picture, 3)).isEqualTo(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
                assertThat(Arrays.copyOfRange(picture, picture.length - 2, picture.length))
                        .isEqualTo(new byte[] {(byte) 0xFF, (byte) 0xD9});
                assertThat(NvrMark.ofComment(picture)).contains(new NvrMark(channel, i));
                byte[] pixels = decoded(picture, "scale=64:36,format=gray");
                assertThat(pixels).hasSize(64 * 36);
                different.add(IntStream.range(0, pixels.length)
                        .mapToObj(at -> pixels[at])
                        .toList());
                assertThat(NvrMark.ofPixels(decoded(picture, NvrMark.filter(360)), 0))
                        .isEqualTo(new NvrMark(channel, i));
            }
        }
        assertThat(different).hasSize(60);
    }

    private byte[] decoded(byte[] picture, String filter) throws IOException {
        Path file = Files.write(folder.resolve("picture.jpg"), picture);
        Path raw = folder.resolve("picture.raw");
        Ffmpeg.Result result = Ffmpeg.run(
                List.of("-v", "error", "-y", "-i", file.toString(), "-vf", filter, "-f", "rawvideo", raw.toString()));
        assertThat(result).isEqualTo(new Ffmpeg.Result(0, ""));
        return Files.readAllBytes(raw);
    }

    @Test
    void sizesAreThoseThatTheEncoderTells() throws IOException {
        NvrPictures usual = NvrPictures.open(Ffmpeg.MEDIA, Ffmpeg::exitOf);
        try (NvrSimulator simulator = NvrSimulator.start(NvrOptions.defaults(), usual)) {
            NvrClient client = client(simulator).login();
            List<String> sizes = List.of("1920*1080", "1280*720", "640*360", "1920*1080");
            for (int channel = 0; channel < 4; channel++) {
                JsonObject stream = client.value("GetEnc", new JsonObject().put("channel", channel))
                        .getJsonObject("Enc")
                        .getJsonObject("mainStream");
                assertThat(stream.getString("size")).isEqualTo(sizes.get(channel));
                byte[] pixels = decoded(client.snap(channel).body(), "format=gray");
                assertThat(pixels).hasSize(stream.getInteger("width") * stream.getInteger("height"));
            }
        }
    }

    /** The number can still be read in a video, also in one that was made smaller. */
    @ParameterizedTest
    @CsvSource({"1920x1080,720", "1280x720,720", "640x360,360"})
    void theNumberSurvivesAVideo(String size, int height) throws IOException {
        NvrPictures made = NvrPictures.open(Ffmpeg.MEDIA, Ffmpeg::exitOf, List.of(NvrPictures.Size.parse(size)));
        List<NvrMark> marks = IntStream.of(0, 1, 2, 1023, 1024, 65_535, 65_536, 131_071, 43_690, 87_381)
                .mapToObj(number -> new NvrMark(number % 32, number))
                .toList();
        for (int i = 0; i < marks.size(); i++) {
            Files.write(folder.resolve("frame-" + i + ".jpg"), made.picture(marks.get(i)));
        }
        Path video = folder.resolve("video.mp4");
        assertThat(Ffmpeg.run(List.of(
                        "-v",
                        "error",
                        "-i",
                        folder + "/frame-%d.jpg",
                        "-vf",
                        "scale=-2:" + height,
                        "-c:v",
                        "libx264",
                        "-crf",
                        "18",
                        "-pix_fmt",
                        "yuv420p",
                        video.toString())))
                .isEqualTo(new Ffmpeg.Result(0, ""));
        Path raw = folder.resolve("video.raw");
        int drawn = Integer.parseInt(size.split("x")[1]);
        Ffmpeg.run(List.of(
                "-v", "error", "-i", video.toString(), "-vf", NvrMark.filter(drawn), "-f", "rawvideo", raw.toString()));
        byte[] pixels = Files.readAllBytes(raw);
        assertThat(IntStream.range(0, pixels.length / NvrMark.BITS)
                        .mapToObj(frame -> NvrMark.ofPixels(pixels, frame * NvrMark.BITS)))
                .containsExactlyElementsOf(marks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"640x350", "300x400", "641x360", "10000x10000", "big", "640X360"})
    void aSizeThatCannotBeIsRefused(String size) {
        assertThatThrownBy(() -> NvrPictures.Size.parse(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(size);
    }

    // ---- faults

    @Test
    void faultsAreReadAsWritten() {
        assertThat(NvrFault.parse("snap-12:2@1, snap-cut:0.5%,random:7:10%,,snap-slow:3000:20%@3,snap-48:3:5%"))
                .containsExactly(
                        NvrFault.of(NvrFaultKind.SNAP_12, 2).at(1),
                        NvrFault.of(NvrFaultKind.SNAP_CUT).byChance(0.5),
                        new NvrFault(NvrFaultKind.RANDOM, 7, java.util.OptionalDouble.of(10), OptionalInt.empty()),
                        NvrFault.of(NvrFaultKind.SNAP_SLOW, 3000).byChance(20).at(3),
                        new NvrFault(NvrFaultKind.SNAP_48, 3, java.util.OptionalDouble.of(5), OptionalInt.empty()));
        assertThat(NvrFault.parse("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(NvrFaultKind.class)
    void aFaultIsWrittenAsItIsRead(NvrFaultKind kind) {
        for (NvrFault fault : List.of(
                NvrFault.of(kind),
                NvrFault.of(kind, 7).at(2),
                NvrFault.of(kind).byChance(2.5),
                NvrFault.of(kind).byChance(3).at(0))) {
            assertThat(NvrFault.parse(fault.toString())).as(fault.toString()).containsExactly(fault);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "snap-13,\"snap-13\"",
        "snap-12:two,snap-12:two",
        "snap-12:-1,snap-12:-1",
        "snap-12:0%,snap-12:0%",
        "snap-12:101%,snap-12:101%",
        "snap-12@x,snap-12@x",
        "snap-12@32,0 to 31",
        "flapping:0,flapping"
    })
    void aWrongWordIsNamed(String text, String named) {
        assertThatThrownBy(() -> NvrFault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void theReadmeNamesEveryFault() throws IOException {
        String list = Files.readString(Path.of("README.md")).replaceFirst("(?s).*Faults of the NVR", "");
        assertThat(Pattern.compile("`([a-z0-9-]+)`")
                        .matcher(list.substring(0, list.indexOf("; what each does is said")))
                        .results()
                        .map(name -> name.group(1)))
                .containsExactlyElementsOf(Arrays.stream(NvrFaultKind.values())
                        .map(NvrFaultKind::text)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"snap-12,-12", "snap-17,-17", "snap-48,-48", "busy,-31"})
    void aSnapshotIsRefusedSoManyTimesAndThenComes(String fault, int code) {
        NvrSimulator simulator = start();
        NvrClient client = client(simulator).login();
        simulator.setFaults(fault + ":2");
        assertThat(client.snapCode(0)).isEqualTo(code);
        assertThat(client.snapCode(1)).isEqualTo(code);
        assertThat(client.snapCode(0)).isZero();
        assertThat(simulator.evidence().channels().get(0).whole()).isEqualTo(1);
    }

    @Test
    void aFaultCanBeOfOneChannel() {
        NvrClient client = client(start("snap-12:2@1")).login();
        assertThat(client.snapCode(0)).isZero();
        assertThat(client.snapCode(1)).isEqualTo(-12);
        assertThat(client.snapCode(0)).isZero();
        assertThat(client.snapCode(1)).isEqualTo(-12);
        assertThat(client.snapCode(1)).isZero();
    }

    @Test
    void aSpoiltPictureIsNoneThatAClientCouldHave() {
        NvrSimulator simulator = start("snap-truncated,snap-empty,snap-json,snap-wrong-type,snap-padded");
        NvrClient client = client(simulator).login();
        HttpResponse<byte[]> truncated = client.snap(0);
        assertThat(NvrClient.type(truncated)).isEqualTo("image/jpeg");
        assertThat(NvrMark.ofComment(truncated.body())).contains(new NvrMark(0, 0));
        assertThat(truncated.body()[truncated.body().length - 1]).isNotEqualTo((byte) 0xD9);
        HttpResponse<byte[]> empty = client.snap(0);
        assertThat(NvrClient.type(empty)).isEqualTo("image/jpeg");
        assertThat(empty.body()).isEmpty();
        HttpResponse<byte[]> json = client.snap(0);
        assertThat(NvrClient.type(json)).isEqualTo("image/jpeg");
        assertThat(NvrClient.code(NvrClient.answers(json).getJsonObject(0))).isEqualTo(-12);
        HttpResponse<byte[]> page = client.snap(0);
        assertThat(NvrClient.type(page)).isEqualTo("text/html");
        assertThat(NvrMark.ofComment(page.body())).contains(new NvrMark(0, 3));
        assertThat(simulator.evidence().channels().get(0).whole()).isZero();
        byte[] padded = client.snap(0).body();
        assertThat(padded[padded.length - 1]).isZero();
        assertThat(simulator.evidence().channels().get(0)).isEqualTo(new NvrEvidence.Pictures(0, 5, 1, 0));
        assertThat(simulator.requests().stream().map(NvrRequest::outcome).skip(1))
                .containsExactly(
                        NvrRequest.Outcome.SPOILT,
                        NvrRequest.Outcome.SPOILT,
                        NvrRequest.Outcome.SPOILT,
                        NvrRequest.Outcome.SPOILT,
                        NvrRequest.Outcome.FINE);
    }

    @Test
    void aPictureCanBeCutOffAndAnAnswerCanBeMissing() {
        NvrSimulator simulator = start("snap-cut");
        NvrClient client = client(simulator).login();
        assertThatThrownBy(() -> client.snap(0)).hasRootCauseInstanceOf(IOException.class);
        assertThat(client.snapCode(0)).isZero();
        simulator.setFaults("snap-hang");
        CompletableFuture<HttpResponse<byte[]>> hanging = client.snapLater(0);
        await().until(() -> simulator.evidence().requests() == 4);
        assertThat(hanging).isNotDone();
        hanging.cancel(true);
        await().until(() -> simulator.requests().size() == 4);
        assertThat(client.snapCode(0)).isZero();
        assertThat(simulator.requests().stream().map(NvrRequest::outcome))
                .containsExactly(
                        NvrRequest.Outcome.FINE,
                        NvrRequest.Outcome.BROKEN,
                        NvrRequest.Outcome.FINE,
                        NvrRequest.Outcome.LEFT,
                        NvrRequest.Outcome.FINE);
        assertThat(simulator.evidence().channels().get(0).whole()).isEqualTo(2);
        assertThat(simulator.evidence().mostRequests()).isEqualTo(1);
    }

    @Test
    void theFirstSnapshotOfEachSessionFails() {
        NvrSimulator simulator = start("snap-first");
        for (int i = 0; i < 2; i++) {
            NvrClient client = client(simulator).login();
            assertThat(client.snapCode(0)).isEqualTo(-12);
            assertThat(client.snapCode(0)).isZero();
            assertThat(client.snapCode(1)).isZero();
        }
    }

    @Test
    void someChannelsNeverSucceed() {
        NvrClient client =
                client(start("snap-never@0,snap-never:48@1,offline@2")).login();
        for (int i = 0; i < 3; i++) {
            assertThat(client.snapCode(0)).isEqualTo(-12);
            assertThat(client.snapCode(1)).isEqualTo(-48);
            assertThat(client.snapCode(2)).isEqualTo(-99);
            assertThat(client.snapCode(3)).isZero();
        }
    }

    @Test
    void aSlowChannelIsSlowByTheDevicesTime() {
        NvrSimulator simulator =
                start(NvrOptions.defaults().withSpeed(1000).withFaults(NvrFault.parse("snap-slow:200000@1")));
        NvrClient client = client(simulator).login();
        assertThat(client.snapCode(1)).isZero();
        NvrRequest slow = simulator.requests().get(1);
        assertThat(slow.endedMs() - slow.receivedMs()).isGreaterThanOrEqualTo(199);
    }

    @Test
    void anyRequestCanMeetAPageOrABadGateway() {
        NvrSimulator simulator = start();
        NvrClient client = client(simulator).login();
        simulator.setFaults("html,http-502");
        HttpResponse<byte[]> gateway = client.snap(0);
        assertThat(gateway.statusCode()).isEqualTo(502);
        HttpResponse<byte[]> page = client.snap(0);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(new String(page.body())).startsWith("<!DOCTYPE html>");
        assertThat(client.snapCode(0)).isZero();
    }

    @Test
    void loginsAreRefusedForAWhile() {
        NvrClient client = client(start("login-full:2,login-too-frequent"));
        assertThat(client.login("demo", "demo")).isEqualTo(-105);
        assertThat(client.login("demo", "demo")).isEqualTo(-5);
        assertThat(client.login("demo", "demo")).isEqualTo(-5);
        client.login();
    }

    @ParameterizedTest
    @CsvSource({"wrong-password,-7", "wrong-password:502,-502"})
    void aPasswordThatWasChangedIsWrong(String fault, int code) {
        assertThat(client(start(fault)).login("demo", "demo")).isEqualTo(code);
    }

    @Test
    void sessionsDieEarly() {
        NvrSimulator simulator = start("token-dies-after:2");
        NvrClient client = client(simulator).login();
        assertThat(client.snapCode(0)).isZero();
        assertThat(client.snapCode(0)).isZero();
        assertThat(client.snapCode(0)).isEqualTo(-6);
        simulator.setFaults("");
        client.login();
        simulator.setFaults("token-dies,token-21");
        assertThat(client.snapCode(0)).isEqualTo(-21);
        simulator.setFaults("token-http");
        assertThat(client.snap(0).statusCode()).isEqualTo(404);
        simulator.setFaults("token-http:502");
        assertThat(client.snap(0).statusCode()).isEqualTo(502);
        simulator.setFaults("");
        client.login();
        simulator.endSessions();
        assertThat(client.snapCode(0)).isEqualTo(-6);
    }

    @Test
    void oldFirmwareTellsLess() {
        NvrSimulator simulator = start("no-names,old-enc,logout-text,batch-collapses:8");
        NvrClient client = client(simulator).login();
        assertThat(client.value("GetChannelstatus", new JsonObject())
                        .getJsonArray("status")
                        .getJsonObject(0)
                        .encode())
                .isEqualTo("{\"channel\":0,\"online\":1}");
        assertThat(client.value("GetEnc", new JsonObject().put("channel", 0))
                        .getJsonObject("Enc")
                        .getJsonObject("mainStream")
                        .fieldNames())
                .contains("size")
                .doesNotContain("vType", "width", "height");
        String uri = NvrClient.PATH + "?token=" + client.token();
        JsonArray collapsed = NvrClient.answers(client.post(uri, "[{\"cmd\":\"GetTime\"},{\"cmd\":\"GetNothing\"}]"));
        assertThat(collapsed).hasSize(1);
        assertThat(NvrClient.code(collapsed.getJsonObject(0))).isEqualTo(-8);
        assertThat(NvrClient.answers(client.post(uri, "[{\"cmd\":\"GetTime\"},{\"cmd\":\"GetHddInfo\"}]")))
                .hasSize(2);
        assertThat(new String(
                        client.post(uri, "[{\"cmd\":\"Logout\",\"param\":{}}]").body()))
                .isEqualTo("ok");
        assertThat(simulator.sessions()).isZero();
    }

    @Test
    void chanceIsTheSameForTheSameSeed() {
        List<Integer> first = outcomes("random:7:40%");
        assertThat(outcomes("random:7:40%")).isEqualTo(first);
        assertThat(outcomes("random:8:40%")).isNotEqualTo(first);
        List<Integer> half = outcomes("snap-12:50%");
        assertThat(half.stream().filter(length -> length > 10_000).count()).isBetween(15L, 45L);
    }

    /** The lengths of 60 answers, 0 for none. */
    private List<Integer> outcomes(String faults) {
        NvrSimulator simulator = start();
        NvrClient client = client(simulator).login();
        simulator.setFaults(faults);
        return IntStream.range(0, 60)
                .map(i -> {
                    try {
                        return client.snap(0).body().length;
                    } catch (RuntimeException cut) {
                        return 0;
                    }
                })
                .boxed()
                .toList();
    }

    // ---- reboots, ports and certificates

    @Test
    void aRebootEndsSessionsAndRefusesConnectionsForAWhile() {
        NvrSimulator simulator = start(NvrOptions.defaults().withRebootTime(Duration.ofSeconds(1)));
        NvrClient client = client(simulator).login();
        URI before = simulator.url();
        simulator.reboot();
        assertThatThrownBy(() -> client.snap(0)).hasCauseInstanceOf(ConnectException.class);
        await().ignoreExceptions().until(() -> client.snapCode(0) == -6);
        assertThat(simulator.url()).isEqualTo(before);
        client.login();
        assertThat(simulator.evidence().reboots()).isEqualTo(1);
        assertThat(simulator.evidence().mostSessions()).isEqualTo(1);
        simulator.setFaults("reboot");
        assertThatThrownBy(() -> client.snap(0)).hasRootCauseInstanceOf(IOException.class);
        await().ignoreExceptions().until(() -> client.snapCode(0) == -6);
        simulator.setFaults("refused");
        assertThatThrownBy(() -> client.snap(0)).hasCauseInstanceOf(ConnectException.class);
        simulator.setFaults("");
        assertThat(client.snapCode(0)).isEqualTo(-6);
    }

    @Test
    void aDeviceThatWantsHttpsSaysSoInItsWay() {
        assertThat(client(start("https-only")).snap(0).statusCode()).isEqualTo(300);
    }

    @Test
    void anOldDeviceKnowsOnlyThePathOfTheGuide() {
        NvrSimulator simulator = start("old-path");
        assertThat(client(simulator).snap(0).statusCode()).isEqualTo(404);
        String login = "[{\"cmd\":\"Login\",\"param\":{\"User\":{\"userName\":\"demo\",\"password\":\"demo\"}}}]";
        assertThat(client(simulator).post("/api.cgi?cmd=Login", login).statusCode())
                .isEqualTo(200);
        assertThat(simulator.sessions()).isEqualTo(1);
    }

    @Test
    void itSpeaksHttpsWithTheSameCertificateEvenAfterAReboot() throws Exception {
        NvrSimulator simulator = start(NvrOptions.defaults()
                .withSelfSigned(true)
                .withRebootTime(Duration.ofMillis(200))
                .withFaults(NvrFault.parse("https-only")));
        assertThat(simulator.url().getScheme()).isEqualTo("https");
        Set<X509Certificate> seen = new HashSet<>();
        NvrClient client = new NvrClient(simulator.url(), trustingAll(seen)).login();
        assertThat(client.snapCode(0)).isZero();
        simulator.reboot();
        NvrClient again = new NvrClient(simulator.url(), trustingAll(seen));
        await().ignoreExceptions().until(() -> again.login("demo", "demo") == 0);
        assertThat(seen).hasSize(1);
    }

    private static HttpClient trustingAll(Set<X509Certificate> seen) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting(seen)}, new SecureRandom());
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        private final Set<X509Certificate> seen;

        Trusting(Set<X509Certificate> seen) {
            this.seen = seen;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
            seen.add(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        int taken = start().url().getPort();
        assertThatThrownBy(() -> start(NvrOptions.defaults().withPort(taken)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("listen on 127.0.0.1:" + taken);
    }

    // ---- recorded files

    @Test
    void recordedFilesAreFoundAndDownloadedByTheNvrsOwnNames() {
        NvrClient client = client(start()).login();
        JsonObject day =
                window(14, "00:00:00", 15, "23:59:59").put("channel", 0).put("onlyStatus", 0);
        JsonObject found = client.value("Search", new JsonObject().put("Search", day.put("streamType", "main")))
                .getJsonObject("SearchResult");
        JsonArray files = found.getJsonArray("File");
        assertThat(files).hasSize(24 + 13);
        assertThat(files.getJsonObject(0).getValue("size")).isInstanceOf(String.class);
        String name = files.getJsonObject(0).getString("name");
        assertThat(name)
                .startsWith("Mp4Record/2026-01-14/RecM01_20260114_001500_001510_")
                .endsWith(".mp4");
        HttpResponse<byte[]> refused = download(client, name);
        assertThat(NvrClient.code(NvrClient.answers(refused).getJsonObject(0))).isEqualTo(-222);
        JsonObject hour = window(14, "00:00:00", 14, "00:59:59").put("channel", 0);
        JsonArray fragments = client.value("NvrDownload", new JsonObject().put("NvrDownload", hour))
                .getJsonArray("fileList");
        assertThat(fragments).hasSize(1);
        HttpResponse<byte[]> film = download(client, fragments.getJsonObject(0).getString("fileName"));
        assertThat(NvrClient.type(film)).isEqualTo("apolication/octet-stream");
        assertThat(Integer.toString(film.body().length))
                .isEqualTo(fragments.getJsonObject(0).getString("fileSize"));
        assertThat(new String(film.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    @Test
    void whereNothingWasRecordedThereIsNoKey() {
        NvrClient client = client(start()).login();
        JsonObject hour =
                window(15, "12:16:00", 15, "13:30:00").put("channel", 0).put("onlyStatus", 0);
        assertThat(client.value("Search", new JsonObject().put("Search", hour))
                        .getJsonObject("SearchResult")
                        .fieldNames())
                .containsExactly("channel");
        JsonObject month =
                window(14, "00:00:00", 15, "23:59:59").put("channel", 0).put("onlyStatus", 1);
        assertThat(client.value("Search", new JsonObject().put("Search", month))
                        .getJsonObject("SearchResult")
                        .getJsonArray("Status")
                        .getJsonObject(0)
                        .getString("table"))
                .isEqualTo("0000000111111110000000000000000");
    }

    private static JsonObject window(int fromDay, String from, int toDay, String to) {
        return new JsonObject().put("StartTime", time(fromDay, from)).put("EndTime", time(toDay, to));
    }

    private static JsonObject time(int day, String time) {
        String[] parts = time.split(":");
        return new JsonObject()
                .put("year", 2026)
                .put("mon", 1)
                .put("day", day)
                .put("hour", Integer.parseInt(parts[0]))
                .put("min", Integer.parseInt(parts[1]))
                .put("sec", Integer.parseInt(parts[2]));
    }

    private static HttpResponse<byte[]> download(NvrClient client, String name) {
        return client.get(NvrClient.PATH + "?cmd=Download&source="
                + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8) + "&output=a.mp4&token=" + client.token());
    }

    // ---- beside the device

    @Test
    void itIsControlledAndAskedOverItsOwnPort() {
        NvrSimulator simulator =
                start(NvrOptions.defaults().withRebootTime(Duration.ofHours(1)).withLogSize(3));
        NvrClient client = client(simulator).login();
        for (int i = 0; i < 3; i++) {
            client.snapCode(i);
        }
        SimulatorClient control = new SimulatorClient(simulator.controlUrl());
        JsonObject state = object(control.get("/simulator", Map.of()));
        assertThat(state.getString("url")).isEqualTo(simulator.url().toString());
        assertThat(state.getJsonObject("evidence").getInteger("whole")).isEqualTo(3);
        assertThat(state.getJsonObject("evidence").getInteger("mostSessions")).isEqualTo(1);
        assertThat(state.getJsonObject("evidence").getDouble("smallestSessionGapMs"))
                .isEqualTo(simulator.evidence().smallestSessionGapMs().orElseThrow());
        JsonArray requests =
                object(control.get("/simulator/requests?limit=5", Map.of())).getJsonArray("requests");
        assertThat(requests).hasSize(3);
        assertThat(requests.getJsonObject(2).getString("outcome")).isEqualTo("FINE");
        assertThat(requests.getJsonObject(2).getInteger("picture")).isZero();

        control.send("PUT", "/simulator/faults", Map.of(), "snap-12:1@0,random:3");
        assertThat(simulator.faults())
                .containsExactlyInAnyOrder(
                        NvrFault.of(NvrFaultKind.SNAP_12, 1).at(0), NvrFault.of(NvrFaultKind.RANDOM, 3));
        control.send("PUT", "/simulator/faults", Map.of(), "{\"faults\":[\"refused\"]}");
        assertThatThrownBy(() -> client.snap(0)).hasCauseInstanceOf(ConnectException.class);
        control.send("DELETE", "/simulator/faults", Map.of(), "");
        assertThat(simulator.faults()).isEmpty();
        assertThat(control.send("PUT", "/simulator/faults", Map.of(), "nonsense")
                        .statusCode())
                .isEqualTo(400);

        control.send("PUT", "/simulator/channels", Map.of(), "{\"channel\":1,\"online\":false}");
        control.send("PUT", "/simulator/channels", Map.of(), "{\"channel\":2,\"name\":\"Shed\"}");
        control.send("PUT", "/simulator/channels", Map.of(), "{\"channel\":7,\"name\":\"New\"}");
        assertThat(control.send("PUT", "/simulator/channels", Map.of(), "{\"channel\":32}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(simulator.channels())
                .contains(
                        new NvrChannel(1, "Driveway", false),
                        new NvrChannel(2, "Shed", true),
                        new NvrChannel(7, "New", true))
                .hasSize(5);

        control.send("DELETE", "/simulator/sessions", Map.of(), "");
        assertThat(simulator.sessions()).isZero();
        control.send("POST", "/simulator/reboot", Map.of(), "");
        assertThatThrownBy(() -> client.snap(0)).hasCauseInstanceOf(ConnectException.class);
        control.send("DELETE", "/simulator", Map.of(), "");
        assertThat(simulator.evidence().requests()).isZero();
        assertThat(control.get("/simulator/nothing", Map.of()).statusCode()).isEqualTo(404);
    }

    private static JsonObject object(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonObject(new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void requestsAreRememberedWithWhatBecameOfThem() {
        NvrSimulator simulator = start();
        client(simulator).login().snapCode(2);
        List<NvrRequest> requests = simulator.requests();
        NvrRequest login = requests.get(0);
        assertThat(login.commands()).containsExactly("Login");
        assertThat(login.body()).contains("\"userName\":\"demo\"");
        assertThat(login.authenticated()).isFalse();
        assertThat(login.received()).isEqualTo(START);
        NvrRequest snap = requests.get(1);
        assertThat(snap.commands()).containsExactly("Snap");
        assertThat(snap.query()).contains("cmd=Snap&channel=2&rs=");
        assertThat(snap.channel()).hasValue(2);
        assertThat(snap.authenticated()).isTrue();
        assertThat(snap.codes()).containsExactly(0);
        assertThat(snap.picture()).hasValue(0);
        assertThat(snap.receivedMs()).isGreaterThan(login.endedMs());
        assertThat(Optional.of(snap.outcome())).contains(NvrRequest.Outcome.FINE);
    }
}
