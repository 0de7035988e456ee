package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.simulator.SimulatedCamera;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** The one-shot commands of the packaged application, as a user types them. */
class FootageCommandsIT {

    private static final String DOCK = "Q0FNRVJBQ0FNRVJBQ0FNMQ";
    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";
    private static final String EVIL = "Q0FNRVJBQ0FNRVJBQ0FNNA";
    private static final String SITE = "TE9DQVRJT05MT0NBVElPTg";

    private static SimulatedSite site;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        List<SimulatedCamera> cameras = new java.util.ArrayList<>(SimulatedCamera.examples());
        cameras.add(new SimulatedCamera(EVIL, "../../大门 🎥/..", "QU5PVEhFUlBMQUNFQU5PVA", 0));
        site = SimulatedSite.open(options -> options.withCameras(cameras));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void calm() {
        site.simulator().setFaults();
        site.simulator().clearAlerts();
        site.simulator().log().clear();
    }

    private DroverProcess drover(String... arguments) {
        return DroverProcess.run(folder, site.environment(), arguments);
    }

    private DroverProcess drover(Map<String, String> environment, String... arguments) {
        return DroverProcess.run(folder, environment, arguments);
    }

    private static void ends(DroverProcess process, int code) {
        assertThat(process.exitCode()).as(process.said()).isEqualTo(code);
        assertThat(process.said()).doesNotContain("\tat ", "Exception", "SRCFG", "After Shutdown");
    }

    @Test
    void camerasAreListed() {
        DroverProcess process = drover("footage", "cameras");
        ends(process, 0);
        assertThat(process.out().lines().filter(line -> line.contains("GREEN"))).hasSize(4);
        assertThat(process.out()).contains(DOCK, "Hof / Einfahrt süd");
    }

    @Test
    void alertsWithThePredecessorsOptionsBecomeFilesOnce() {
        Instant now = Instant.now();
        SimulatedAlert first = site.simulator().raise(SimulatedAlert.of(DOCK, now.minusSeconds(60), 5));
        site.simulator().raise(SimulatedAlert.of(YARD, now.minusSeconds(50), 5));
        String[] underscores = {
            "footage",
            "alerts",
            "--api_key",
            "demo",
            "--max_alerts",
            "5",
            "--before_time",
            Long.toString(now.getEpochSecond()),
            "--after_time",
            Long.toString(now.getEpochSecond() - 300),
            "--alert_buffer",
            "2",
            "--location_uuid",
            SITE,
            "--camera_uuid",
            DOCK,
            "--usewan",
            "--debug"
        };
        DroverProcess process = drover(underscores);
        ends(process, 0);
        assertThat(SimulatedSite.films(folder)).hasSize(1);
        assertThat(SimulatedSite.films(folder).get(0).getFileName().toString())
                .startsWith("LoadingDock_" + DOCK)
                .contains("_alert_" + "MOTIONHUMAN_")
                .endsWith("_combined.mp4");
        assertThat(process.out()).contains("over WAN", "1 complete, 0 incomplete, 0 failed");
        assertThat(process.said())
                .as("what --debug tells")
                .contains("Asking Rhombus: /api/event/getPolicyAlertsV2", "Getting over WAN 127.0.0.1/", "FFmpeg: [")
                .doesNotContain("ExecutorService", "X509Certificate");
        assertThat(site.simulator().log().requests())
                .noneMatch(request -> request.listener().equals("lan"));
        assertThat(first.uuid()).isNotEmpty();

        site.simulator().log().clear();
        String[] dashes = {
            "footage",
            "alerts",
            "-a=demo",
            "--max-alerts=5",
            "--before-time=" + now.getEpochSecond(),
            "--after-time=" + (now.getEpochSecond() - 300),
            "--alert-buffer=2",
            "--location-uuid=" + SITE,
            "--camera-uuid=" + DOCK,
            "-w"
        };
        ends(drover(dashes), 0);
        assertThat(site.simulator().log().requests())
                .noneMatch(request -> request.segment().isPresent());

        String[] shorts = {
            "footage",
            "alerts",
            "-a",
            "demo",
            "-ma",
            "5",
            "-bt",
            Long.toString(now.getEpochSecond()),
            "-at",
            Long.toString(now.getEpochSecond() - 300),
            "-ab",
            "2",
            "-loc",
            SITE,
            "-g"
        };
        ends(drover(shorts), 0);
        assertThat(SimulatedSite.films(folder)).hasSize(2);
    }

    @Test
    void footageThatDidNotComeIsAskedForTheOtherWay() {
        String[] order = {
            "footage", "backup", "-s", Long.toString(SimulatedSite.ago(60)), "-u", "10", "-cam", DOCK, "--usewan"
        };
        site.simulator().setFaults(Fault.parse("manifest-404:1000").toArray(Fault[]::new));
        ends(drover(Arrays.copyOf(order, order.length - 1)), 1);

        site.simulator().setFaults();
        site.simulator().log().clear();
        ends(drover(order), 0);
        assertThat(site.simulator().log().requests())
                .noneMatch(request -> request.listener().equals("lan"))
                .anyMatch(request -> request.segment().isPresent());
    }

    @Test
    void aDeviceThatTakesTheConnectionAndIsSilentIsLeftAfterTheTimeOfTheLan() {
        site.simulator().setFaults(Fault.of(FaultKind.LAN_HANG));
        Map<String, String> environment = new HashMap<>(site.environment());
        // Who waited for this one would wait longer than the test does
        environment.put("FOOTAGE_READ_TIMEOUT", "1h");
        environment.put("FOOTAGE_LAN_TIMEOUT", "1s");
        DroverProcess backup = drover(
                environment, "footage", "backup", "-s", Long.toString(SimulatedSite.ago(60)), "-u", "12", "-cam", YARD);
        ends(backup, 0);
        assertThat(backup.said()).contains("Over LAN: No answer in time: ", "Trying the cloud for ");
        assertThat(SimulatedSite.films(folder)).hasSize(1);
    }

    @Test
    void noAlertsIsSaidAndFine() {
        DroverProcess process = drover("footage", "alerts");
        ends(process, 0);
        assertThat(process.out()).contains("No policy alerts found");

        DroverProcess nobody = drover("footage", "alerts", "-cam", "nosuch");
        ends(nobody, 1);
        assertThat(nobody.err()).contains("No camera matches");
        ends(drover("footage", "alerts", "-cam", DOCK), 0);

        DroverProcess early = drover("footage", "alerts", "-at", "9999999999");
        ends(early, 2);
        assertThat(early.err()).contains("in the future");
    }

    @Test
    void alertWithoutTimestampIsSkippedAndTheRestGoesOn() {
        site.simulator().raise(SimulatedAlert.of(DOCK, Instant.now().minusSeconds(60), 3));
        SimulatedAlert untimed =
                site.simulator().raise(SimulatedAlert.of(YARD, Instant.EPOCH, 3).withDurationSec(OptionalInt.empty()));
        DroverProcess process = drover("footage", "alerts", "-ab", "1");
        ends(process, 0);
        assertThat(process.out()).contains("Alert " + untimed.uuid() + " has no timestamp");
        assertThat(SimulatedSite.films(folder)).hasSize(1);
    }

    @Test
    void whyAlertsCannotBeHadIsSaidInOneLine() throws IOException {
        assertThat(failure(site.environment("RHOMBUS_API_KEY", "wrong-key-8")))
                .contains("RHOMBUS_API_KEY", "rhombus.api-url");
        assertThat(failure(site.environment("RHOMBUS_API_KEY", "demo-eu"))).contains("region");
        assertThat(failure(site.environment("RHOMBUS_API_URL", "http://127.0.0.1:1")))
                .contains("No connection", "127.0.0.1:1");
        assertThat(failure(site.environment("RHOMBUS_API_URL", "https://nobody.invalid")))
                .contains("nobody.invalid", "DNS");
        assertThat(failure(Map.of("RHOMBUS_API_URL", site.simulator().url().toString())))
                .contains("No API key", "RHOMBUS_API_KEY_FILE");
        assertThat(SimulatedSite.films(folder)).isEmpty();
        Path secret = Files.writeString(folder.resolve("secret"), "demo\n");
        DroverProcess byFile = drover(
                Map.of("RHOMBUS_API_URL", site.simulator().url().toString(), "RHOMBUS_API_KEY_FILE", secret.toString()),
                "footage",
                "alerts");
        ends(byFile, 0);
    }

    private String failure(Map<String, String> environment) {
        DroverProcess process = drover(environment, "footage", "alerts");
        ends(process, 1);
        assertThat(process.err().lines()).as(process.said()).hasSize(1);
        assertThat(process.err()).startsWith("Failed to retrieve alerts: ").doesNotContain("wrong-key-8");
        return process.err();
    }

    @Test
    void backupInWindowsIsFetchedOnceAndAgainWhenItsFileIsGone() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "footage.window=10s\n");
        String[] backup = {"footage", "backup", "-s", Long.toString(SimulatedSite.ago(120)), "-u", "35", "-cam", DOCK};
        DroverProcess process = drover(backup);
        ends(process, 0);
        assertThat(process.out()).contains("complete  ");
        List<Path> films = SimulatedSite.films(folder);
        assertThat(films).singleElement().satisfies(film -> assertThat(film.toString())
                .endsWith("_videoWithAudio.mp4"));
        assertThat(site.simulator().log().requests().stream()
                        .filter(request -> request.path().endsWith(".mpd")
                                && request.device().equals(Optional.of(DOCK))))
                .hasSize(4);

        site.simulator().log().clear();
        ends(drover(backup), 0);
        assertThat(site.simulator().log().requests())
                .noneMatch(request -> request.segment().isPresent());

        Files.delete(films.get(0));
        ends(drover(backup), 0);
        assertThat(SimulatedSite.films(folder)).isEqualTo(films);
    }

    @Test
    void cameraNamesOfAnyKindStayInTheirFolder() {
        DroverProcess process = drover(
                "footage",
                "backup",
                "--start_time",
                Long.toString(SimulatedSite.ago(60)),
                "--duration",
                "4",
                "-cam",
                EVIL);
        ends(process, 0);
        assertThat(SimulatedSite.films(folder)).singleElement().satisfies(film -> {
            assertThat(film.toString()).contains("大门");
            // Dots inside a name are harmless, a component of nothing else is not
            assertThat(film).isEqualTo(film.normalize()).startsWith(folder);
        });
        assertThat(folder.getParent().resolve("大门 🎥")).doesNotExist();
    }

    @Test
    void missingSecondsAreNamedAndMakeTheExitCode() {
        site.simulator().setFaults(Fault.of(FaultKind.MIDDLE_404));
        DroverProcess process =
                drover("footage", "backup", "-s", Long.toString(SimulatedSite.ago(90)), "-u", "20", "-cam", YARD);
        ends(process, 1);
        assertThat(process.out()).contains("incomplete  ", "missing ", "0 complete, 1 incomplete, 0 failed");
        assertThat(SimulatedSite.films(folder)).hasSize(1);
    }

    @Test
    void aKeyThatMayNotSeeMicrophonesGetsThePictureAndIsToldThatSoundIsLeftOut() {
        site.simulator().setFaults(Fault.of(FaultKind.MICROPHONES_REFUSED));
        DroverProcess process =
                drover("footage", "backup", "-s", Long.toString(SimulatedSite.ago(90)), "-u", "20", "-cam", DOCK);
        ends(process, 0);
        assertThat(process.said()).contains("1 complete", "microphones", "without sound");
        assertThat(SimulatedSite.films(folder)).singleElement().satisfies(film -> {
            assertThat(film.toString()).endsWith("_video.mp4");
            assertThat(film.resolveSibling(film.getFileName() + ".json"))
                    .content()
                    .contains("\"soundUnknown\" : true");
        });
        assertThat(drover("footage", "cameras").out().lines())
                .filteredOn(line -> line.startsWith(DOCK))
                .singleElement()
                .asString()
                .contains(" ? ");
    }

    @Test
    void severalCamerasAreToldOnceThatMicrophonesMayNotBeListed() {
        site.simulator().setFaults(Fault.of(FaultKind.MICROPHONES_REFUSED));
        DroverProcess process = drover("footage", "backup", "-s", Long.toString(SimulatedSite.ago(90)), "-u", "4");
        ends(process, 0);
        assertThat(process.out()).contains("4 complete");
        assertThat(process.said().lines().filter(line -> line.contains("may not list microphones")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404})
    void microphonesThatCannotBeListedNowLeadToNoSilentFile(int status) {
        site.simulator().setFaults(Fault.of(FaultKind.MICROPHONES_REFUSED, status));
        String[] backup = {"footage", "backup", "-s", Long.toString(SimulatedSite.ago(90)), "-u", "20", "-cam", DOCK};
        DroverProcess failing = drover(backup);
        ends(failing, 1);
        assertThat(failing.said())
                .contains("0 complete, 0 incomplete, 1 failed", "(" + status)
                .doesNotContain("may not list microphones");
        assertThat(SimulatedSite.films(folder)).isEmpty();

        site.simulator().setFaults();
        ends(drover(backup), 0);
        assertThat(SimulatedSite.films(folder)).singleElement().satisfies(film -> {
            assertThat(film.toString()).endsWith("_videoWithAudio.mp4");
            assertThat(film.resolveSibling(film.getFileName() + ".json"))
                    .content()
                    .contains("\"soundUnknown\" : false");
        });
    }

    @Test
    void nothingThatMatchesAndTheFutureAreSaid() {
        DroverProcess nobody = drover("footage", "backup", "-cam", "NOBODY");
        ends(nobody, 1);
        assertThat(nobody.err()).contains("No camera that is online matches");
        DroverProcess future = drover("footage", "backup", "-s", Long.toString(SimulatedSite.ago(-3600)));
        ends(future, 2);
        assertThat(future.err()).contains("in the future");
    }

    @Test
    void keyAndTokensAreNeverTold() {
        site.simulator().raise(SimulatedAlert.of(DOCK, Instant.now().minusSeconds(60), 3));
        String key = "demo";
        Map<String, String> environment = site.environment("QUARKUS_LOG_LEVEL", "DEBUG");
        DroverProcess process = drover(environment, "footage", "alerts", "-ab", "1", "-g");
        ends(process, 0);
        String cookie = site.simulator().log().requests().stream()
                .flatMap(request -> Optional.ofNullable(request.headers().get("cookie")).stream())
                .findFirst()
                .orElseThrow();
        String token = cookie.replaceFirst(".*RFT:", "").replaceFirst(";.*", "");
        assertThat(token).hasSizeGreaterThan(8);
        assertThat(process.said()).doesNotContain(token, "x-auth-apikey: " + key, "RFT:");
    }

    @Test
    void aListThatIsCutSaysSo() {
        ends(drover("footage", "backup", "-s", Long.toString(SimulatedSite.ago(90)), "-u", "4", "-loc", SITE), 0);
        String whole = drover("jobs", "list", "--most", "3").out();
        assertThat(whole.lines()).filteredOn(line -> line.contains("backup of")).hasSize(3);
        assertThat(whole).doesNotContain("more");

        String cut = drover("jobs", "list", "--state", "done", "--most", "2").out();
        assertThat(cut.lines()).filteredOn(line -> line.contains("backup of")).hasSize(2);
        assertThat(cut).endsWith("… and more. All of them: drover jobs list --state DONE --all\n");
        assertThat(drover("jobs", "list", "--state", "done", "--most", "2", "--all")
                        .out())
                .isEqualTo(whole);
        DroverProcess none = drover("jobs", "list", "--most", "0");
        ends(none, 2);
        assertThat(none.err()).contains("--most must be at least 1, not 0");
    }

    @Test
    void jobsAreListedShownRetriedAndDropped() {
        site.simulator().setFaults(Fault.of(FaultKind.MIDDLE_404));
        ends(drover("footage", "backup", "-s", Long.toString(SimulatedSite.ago(90)), "-u", "10", "-cam", YARD), 1);
        DroverProcess list = drover("jobs");
        ends(list, 0);
        assertThat(list.out()).contains("HEALING", "backup of Hof / Einfahrt süd", "missing");
        assertThat(drover("jobs", "list", "--state", "dead").out()).doesNotContain("backup of");
        DroverProcess show = drover("jobs", "show", "1");
        ends(show, 0);
        assertThat(show.out())
                .contains("job       1", "state     HEALING", "attempts  1\n", "_video.mp4")
                .containsPattern("asked for [-0-9]{10}T[:0-9]{8}Z\n");
        DroverProcess retry = drover("jobs", "retry", "1");
        ends(retry, 0);
        assertThat(drover("jobs", "show", "1").out())
                .contains("state     WAITING")
                .doesNotContain("reason", "attempts");
        ends(drover("jobs", "drop", "1"), 0);
        assertThat(drover("jobs", "list").out()).doesNotContain("backup of");
        assertThat(drover("jobs", "show", "1").out()).contains("state     DROPPED");
        for (String command : List.of("retry", "drop")) {
            DroverProcess gone = drover("jobs", command, "1");
            ends(gone, 1);
            assertThat(gone.err()).contains("There is no job 1");
        }
    }
}
