package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.NvrChannel;
import dev.drover.simulator.NvrOptions;
import dev.drover.simulator.NvrSimulator;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.NvrFlow;
import dev.drover.testing.NvrSite;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands around an NVR, and the service beside one, as real processes: what they leave behind when they end or are killed. */
class NvrCommandIT {

    @TempDir
    Path folder;

    private NvrSimulator nvr;
    private NvrFlow flow;

    @BeforeEach
    void start() {
        nvr = NvrSite.simulator(NvrOptions.defaults().withSlots(1));
        flow = new NvrFlow(nvr, folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        nvr.close();
    }

    private Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>();
        NvrSite.settings(nvr).forEach((key, value) -> environment.put(Settings.environmentName(key), value));
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void testTellsOfEachChannelAndLogsOut() {
        nvr.put(new NvrChannel(2, "Barn", false));
        DroverProcess test = DroverProcess.run(folder, environment(), "nvr", "test");
        assertThat(test.exitCode()).as(test.said()).isZero();
        assertThat(test.out())
                .contains("Session: open")
                .containsPattern("0 +Front Door +\\d+\\*\\d+ +\\d+ +\\d+x\\d+, \\d+ kB");
        assertThat(test.out()).containsPattern("2 +Barn +- +- +offline");
        assertThat(nvr.sessions()).as("it logs out").isZero();
        assertThat(nvr.evidence().strayLogouts()).isZero();
        assertThat(flow.pictures()).isEmpty();
    }

    @Test
    void testSaysWhatIsWrong() {
        DroverProcess refused = DroverProcess.run(folder, environment("NVR_PASSWORD", "wrong-secret"), "nvr", "test");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("-7").contains("Check NVR_USERNAME and NVR_PASSWORD");
        assertThat(refused.said()).doesNotContain("wrong-secret");
        nvr.setFaults("snap-never:48@1");
        DroverProcess one = DroverProcess.run(folder, environment(), "nvr", "test");
        assertThat(one.exitCode()).as(one.said()).isEqualTo(1);
        assertThat(one.out()).containsPattern("1 +Driveway .*FAILED: Cannot take a picture of channel 1");
        assertThat(one.said()).doesNotContain("Exception");
        DroverProcess none = DroverProcess.run(folder, Map.of(), "nvr", "test");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("NVR_HOST");
    }

    @Test
    void captureEndsAfterItsTime() {
        DroverProcess capture =
                DroverProcess.run(folder, environment(), "nvr", "capture", "--duration", "3s", "--channels", "0,3");
        assertThat(capture.exitCode()).as(capture.said()).isZero();
        assertThat(capture.out()).containsPattern("nvr: \\d+ pictures, 0 failed");
        assertThat(flow.pictures(0)).isNotEmpty();
        assertThat(flow.pictures(1)).isEmpty();
        assertThat(nvr.sessions()).isZero();
    }

    @Test
    void captureFailsWhereNothingCanCome() {
        DroverProcess none = DroverProcess.run(folder, environment(), "nvr", "capture", "--channels", "9");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err())
                .contains("None of the channels that are wanted is online")
                .contains("0, 1, 2, 3");
        nvr.setFaults("snap-never:12");
        DroverProcess failing = DroverProcess.run(folder, environment(), "nvr", "capture", "--duration", "2s");
        assertThat(failing.exitCode()).as(failing.said()).isEqualTo(1);
        assertThat(failing.err()).contains("No picture has come: Cannot take a picture");
        List<NvrChannel> all = nvr.channels();
        all.forEach(channel -> nvr.put(new NvrChannel(channel.number(), channel.name(), false)));
        DroverProcess offline = DroverProcess.run(folder, environment(), "nvr", "capture");
        assertThat(offline.exitCode()).isEqualTo(1);
        assertThat(offline.err()).contains("No camera of the NVR is online");
        assertThat(nvr.sessions()).isZero();
    }

    @Test
    void aStoppedCaptureLogsOut() {
        nvr.setFaults("snap-slow:300");
        DroverProcess capture = DroverProcess.start(folder, environment(), "nvr", "capture");
        flow.awaitMore(0, 2);
        capture.terminate();
        capture.exitCode();
        assertThat(nvr.sessions()).as(capture.said()).isZero();
        assertThat(nvr.evidence().logouts()).isEqualTo(1);
        assertThat(nvr.evidence().mostRequests()).isEqualTo(1);
    }

    @Test
    void aStopDoesNotWaitForAnAnswerThatNeverComes() {
        DroverProcess capture = DroverProcess.start(folder, environment(), "nvr", "capture");
        flow.awaitMore(0, 1);
        nvr.setFaults("snap-hang");
        flow.awaitRequests("Snap", 1);
        capture.terminate();
        capture.exitCode();
        assertThat(nvr.sessions()).as(capture.said()).isZero();
    }

    @Test
    void afterAKillTheSessionIsUsedAgainAndTheRunGoesOn() throws IOException {
        DroverProcess first = DroverProcess.start(folder, environment("TIMELAPSE_DURATION", "1h"));
        flow.awaitMore(0, 2);
        first.kill();
        String run = Files.readString(flow.data().resolve(".drover/timelapse/nvr.run"));
        assertThat(nvr.sessions()).as("nobody has logged out").isEqualTo(1);
        DroverProcess second = DroverProcess.start(folder, environment("TIMELAPSE_DURATION", "1h"));
        flow.awaitMore(0, 2);
        assertThat(nvr.evidence().logins()).as("the token is used again").isEqualTo(1);
        assertThat(second.said()).contains("Taking pictures of the NVR goes on until");
        assertThat(Files.readString(flow.data().resolve(".drover/timelapse/nvr.run")))
                .isEqualTo(run);
        second.terminate();
        second.exitCode();
        assertThat(nvr.sessions()).isZero();
        assertThat(nvr.evidence().mostSessions()).isEqualTo(1);
    }

    @Test
    void aCommandBesideTheServiceSharesItsSession() {
        try (DroverProcess service = DroverProcess.start(folder, environment())) {
            flow.awaitMore(0, 1);
            DroverProcess test = DroverProcess.run(folder, environment(), "nvr", "test");
            assertThat(test.exitCode()).as(test.said()).isZero();
            assertThat(nvr.sessions()).as("the service has it still").isEqualTo(1);
            flow.awaitMore(0, 2);
            assertThat(nvr.evidence().logins()).isEqualTo(1);
            assertThat(nvr.evidence().mostRequests()).isEqualTo(1);
            assertThat(nvr.evidence().smallestGapMs().orElseThrow()).isGreaterThanOrEqualTo(NvrSite.PAUSE_MILLIS);
            DroverProcess capture = DroverProcess.run(folder, environment(), "nvr", "capture");
            assertThat(capture.exitCode()).isEqualTo(1);
            assertThat(capture.err()).contains("Another Drover with this data folder takes the pictures");
        }
    }

    @Test
    void aWrongPasswordIsNotTriedAgainAfterARestart() {
        Map<String, String> wrong = environment("NVR_PASSWORD", "wrong-secret");
        DroverProcess first = DroverProcess.start(folder, wrong).awaitWords("No pictures: Cannot log in");
        first.terminate();
        first.exitCode();
        DroverProcess second =
                DroverProcess.start(folder, wrong).awaitWords("it has refused this user and password before");
        second.terminate();
        second.exitCode();
        assertThat(nvr.evidence().logins()).isEqualTo(1);
        DroverProcess right = DroverProcess.start(folder, environment());
        flow.awaitMore(0, 1);
        right.terminate();
        right.exitCode();
        assertThat(nvr.evidence().logins()).isEqualTo(2);
    }

    @Test
    void aStoppedServiceLogsOutAndEnds() {
        DroverProcess service = DroverProcess.start(folder, environment());
        flow.awaitMore(0, 1);
        service.terminate();
        service.exitCode();
        assertThat(nvr.sessions()).as(service.said()).isZero();
        assertThat(nvr.evidence().logouts()).isEqualTo(1);
        assertThat(nvr.evidence().strayLogouts()).isZero();
        assertThat(service.said()).doesNotContain("Exception");
    }

    @Test
    void whileItIsBeingUpgradedNobodyWaits() {
        nvr.setFaults("busy:1000");
        Map<String, String> environment = environment("NVR_BUSY_WAIT", "1h");
        DroverProcess test = DroverProcess.run(folder, environment, "nvr", "test");
        assertThat(test.exitCode()).as(test.said()).isEqualTo(1);
        assertThat(test.err()).contains("-31, busy, it is being upgraded").contains("nvr.busy-wait");
        assertThat(nvr.evidence().requests()).as("nothing more is asked").isEqualTo(1);
        DroverProcess capture = DroverProcess.run(folder, environment, "nvr", "capture");
        assertThat(capture.exitCode()).as(capture.said()).isEqualTo(1);
        assertThat(capture.err()).contains("-31, busy, it is being upgraded");
    }

    @Test
    void onAFullDiskNothingIsAsked() {
        Map<String, String> full = environment("STORAGE_RESERVE", "1000000G");
        try (DroverProcess service = DroverProcess.start(folder, full)) {
            service.awaitWords("No pictures: No space left on the disk of ").awaitWords("storage.reserve");
            assertThat(nvr.evidence().requests()).isZero();
        }
    }

    @Test
    void aPathThatIsSetIsTheOnlyOne() {
        DroverProcess test = DroverProcess.run(folder, environment("NVR_PATH", "/api.cgi"), "nvr", "test");
        assertThat(test.exitCode()).as(test.said()).isZero();
        assertThat(nvr.requests())
                .allSatisfy(request -> assertThat(request.path()).isEqualTo("/api.cgi"));
    }

    @Test
    void theOtherPathIsFoundOnce() {
        nvr.setFaults("old-path");
        DroverProcess capture = DroverProcess.run(folder, environment(), "nvr", "capture", "--duration", "3s");
        assertThat(capture.exitCode()).as(capture.said()).isZero();
        assertThat(flow.pictures(0)).isNotEmpty();
        assertThat(nvr.requests().stream().filter(request -> request.path().equals("/cgi-bin/api.cgi")))
                .as("one login shows it")
                .hasSize(1);
        assertThat(nvr.sessions()).as("it logs out there, too").isZero();
        assertThat(nvr.evidence().logouts()).isEqualTo(1);
    }
}
