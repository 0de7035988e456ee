package dev.drover.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipSite;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.FfmpegMedia;
import dev.drover.testing.HugeSegment;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code drover clip}, and the clip service as it is started by a user. */
class ClipCommandIT {

    @TempDir
    Path folder;

    private ClipFlow clips;
    private Map<String, String> environment;

    @BeforeEach
    void record() throws IOException {
        Path source = Files.createDirectory(folder.resolve("recordings"));
        clips = new ClipFlow(folder.resolve("data"), source, ClipSite.freePort());
        clips.record();
        environment = new HashMap<>();
        environment.put("CLIPS_SOURCE", source.toString());
        environment.put("DROVER_ZONE", ClipSite.ZONE);
        environment.put("PORT", "" + clips.port());
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    }

    @Test
    void oneClipIsMadeAndPutWhereItIsWanted() throws IOException {
        Path wanted = folder.resolve("out").resolve("gate.mp4");
        DroverProcess made = DroverProcess.run(folder, environment, "clip", CAMERA, MOMENT, "-o", wanted.toString());
        assertThat(made.exitCode()).as(made.said()).isZero();
        assertThat(made.out()).isEqualTo(wanted + "\n");
        assertThat(made.err())
                .contains(
                        " INFO  Clip of cam1 wanted, 2025-09-06T14:30:00.000+02:00 to 2025-09-06T14:30:20.000+02:00",
                        "2025-09-06T14:30:00.000+02:00 to 2025-09-06T14:30:20.000+02:00, 20.000 s");
        assertThat(ClipFlow.seconds(wanted)).isBetween(19.9, 20.1);
        assertThat(Files.list(wanted.getParent())).containsExactly(wanted);

        DroverProcess listed = DroverProcess.run(folder, environment, "clip", "list");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out()).contains("done", "clip of cam1 at 2025-09-06T14:30:15.000+02:00", ".mp4");
    }

    @Test
    void whatIsNoFileIsNotReplacedByOne() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), Path.of("target.mp4"));
        DroverProcess made = DroverProcess.run(folder, environment, "clip", CAMERA, MOMENT, "-o", link.toString());
        assertThat(made.exitCode()).as(made.said()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(ClipFlow.seconds(folder.resolve("target.mp4"))).isBetween(19.9, 20.1);

        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (String wrong : List.of(folder.toString(), "", "-", pipe.toString())) {
            DroverProcess refused = DroverProcess.run(folder, environment, "clip", CAMERA, MOMENT, "-o", wrong);
            assertThat(refused.exitCode()).as(refused.said()).isEqualTo(2);
            assertThat(refused.err()).contains("-o " + wrong);
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        clips.record("gap", LocalDateTime.parse("2025-09-06T14:30:00"));
        DroverProcess made = DroverProcess.run(
                folder, environment, "clip", "gap", "2025-09-06T14:30:02", "--before", "1s", "--after", "10s");
        assertThat(made.exitCode()).isOne();
        assertThat(made.err())
                .contains(
                        "missing: 7.000 s", "2025-09-06T14:30:05.000+02:00 to 2025-09-06T14:30:12.000+02:00, 7.000 s");
        DroverProcess listed = DroverProcess.run(folder, environment, "clip", "list");
        assertThat(listed.out()).containsPattern("done +segments +7\\.000 s +clip of gap");
    }

    @Test
    void whatCannotBeIsSaidInOneLine() {
        DroverProcess nothing = DroverProcess.run(folder, environment, "clip", "nobody", MOMENT);
        assertThat(nothing.exitCode()).isOne();
        assertThat(nothing.err()).isEqualTo("No video clips found for camera nobody in specified time range\n");

        DroverProcess noTime = DroverProcess.run(folder, environment, "clip", CAMERA, "soon");
        assertThat(noTime.exitCode()).isEqualTo(2);
        assertThat(noTime.err()).contains("'soon' is no time");

        environment.put("CLIPS_MAX_LENGTH", "1m");
        for (String[] refused : new String[][] {
            {CAMERA, MOMENT, "--duration", "2m", "--duration: Input should be less than or equal to 60 seconds"},
            {CAMERA, MOMENT, "--before", "2m", "--before and --after together: Input should be less than"},
            {CAMERA, "2199-01-01T00:00:00", "--duration", "20s", "TIMESTAMP: The window should end within 24 hours"},
            {CAMERA, MOMENT, "--after", "9000000000000h", "--before and --after together: Input should be less than"},
            {"", MOMENT, "--duration", "20s", "Say which clip"}
        }) {
            DroverProcess wrong =
                    DroverProcess.run(folder, environment, "clip", refused[0], refused[1], refused[2], refused[3]);
            assertThat(wrong.exitCode()).as(wrong.said()).isEqualTo(2);
            assertThat(wrong.err()).startsWith(refused[4]).doesNotContain("[", "Exception");
        }

        DroverProcess nothingSaid = DroverProcess.run(folder, environment, "clip");
        assertThat(nothingSaid.exitCode()).isEqualTo(2);

        environment.remove("CLIPS_SOURCE");
        DroverProcess noSource = DroverProcess.run(folder, environment, "clip", CAMERA, MOMENT);
        assertThat(noSource.exitCode()).isEqualTo(2);
        assertThat(noSource.err()).contains("set clips.source");
    }

    /** From the moment that the port is open. */
    @Test
    void whoAsksWhileItStartsIsAnswered() {
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            Awaitility.await()
                    .atMost(DroverProcess.PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        try {
                            assertThat(clips.get("/cameras").status()).isEqualTo(200);
                            return true;
                        } catch (UncheckedIOException notOpen) {
                            return false;
                        }
                    });
            service.terminate().exitCode();
        }
    }

    @Test
    void anAcceptedClipOutlivesAKill() {
        String id;
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords(
                    "Clips:   http://127.0.0.1:" + clips.port() + "/docs, from this machine only; a token (API_TOKEN)");
            id = clips.ask(CAMERA, MOMENT, "\"cut\":\"exact\"");
            service.kill();
        }
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords("Clips:   http://127.0.0.1:");
            assertThat(ClipFlow.seconds(clips.file(clips.awaitDone(id)))).isBetween(19.9, 20.1);
            service.terminate().exitCode();
        }
    }

    /** It is not tried again at once, and others are made meanwhile. */
    @Test
    void anFfmpegThatStandsStillIsEnded() throws IOException {
        Path runs = folder.resolve("runs");
        Path script = Files.writeString(
                folder.resolve("ffmpeg"),
                "#!/bin/sh\ncase \"$*\" in\n*-progress*) echo run >>'" + runs
                        + "'; while :; do echo out_time=00:00:01; sleep 0.1; done ;;\n*) exec '"
                        + FfmpegMedia.executable().toAbsolutePath() + "' \"$@\" ;;\nesac\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        environment.put("FFMPEG_EXECUTABLE", script.toString());
        environment.put("FFMPEG_STALL", "1s");
        // A second attempt comes later than this test lasts
        environment.put("JOBS_RETRY_DELAY", "1h");
        environment.put("CLIPS_GIVE_UP_AFTER", "1d");
        environment.put("CLIPS_WORKERS", "1");
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords("Clips:   http://127.0.0.1:");
            String id =
                    eventually().until(() -> clips.ask(CAMERA, MOMENT, "\"cut\":\"exact\""), each -> !each.isEmpty());
            JsonNode clip = eventually().until(() -> clips.clip(id), each -> !each.path("error_message")
                    .isNull());
            assertThat(clip.path("status").asText()).isEqualTo("pending");
            assertThat(clip.path("error_message").asText()).contains("has not got on for 1.0 s");
            assertThat(runs).content().isEqualTo("run\n");
            clips.awaitDone(clips.ask(CAMERA, MOMENT));
            service.terminate().exitCode();
        }
    }

    @Test
    void theTokenIsAskedForAndTheRateIsBounded() {
        environment.put("API_TOKEN", "s3cret-token");
        environment.put("API_REQUESTS_PER_SECOND", "5");
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords(
                    "Clips:   http://0.0.0.0:" + clips.port() + "/docs, for clients that know the API token");
            assertThat(clips.get("/health").status()).isEqualTo(200);
            for (String path :
                    new String[] {"/", "/clips", "/cameras", "/metrics", "/docs", "/openapi.json", "/videos/x"}) {
                assertThat(clips.get(path).status()).as(path).isEqualTo(401);
                assertThat(clips.get(path, "Authorization", "Bearer wrong").status())
                        .isEqualTo(401);
            }
            assertThat(clips.get("/clips").text()).isEqualTo("{\"detail\":\"Not authenticated\"}");
            ClipFlow.Answer wrong = null;
            for (int i = 0; i < 500 && (wrong == null || wrong.status() == 401); i++) {
                wrong = clips.get("/clips", "Authorization", "Bearer wrong" + i);
            }
            assertThat(wrong.status()).isEqualTo(429);
            assertThat(wrong.header("Retry-After")).isEqualTo("1");
            boolean bounded = false;
            boolean answered = false;
            for (int i = 0; i < 200 && !bounded; i++) {
                ClipFlow.Answer answer = clips.get("/", "Authorization", "Bearer s3cret-token");
                answered |= answer.status() == 200;
                bounded = answer.status() == 429 && answer.header("Retry-After").equals("1");
            }
            assertThat(answered).isTrue();
            assertThat(bounded).isTrue();
            assertThat(service.said()).doesNotContain("s3cret-token");
            service.terminate().exitCode();
        }
    }

    @Test
    void aQueueThatIsFullSaysWhenToComeBack() throws IOException {
        environment.put("CLIPS_QUEUE", "1");
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords("Clips:   http://127.0.0.1:");
            String later = java.time.Instant.now().plusSeconds(3600).toString();
            String waiting = dev.drover.testing.FootageFlow.eventually()
                    .until(() -> clips.ask(CAMERA, later), id -> !id.isEmpty());
            ClipFlow.Answer refused = clips.post("/clips", ClipFlow.wanted(CAMERA, MOMENT));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(refused.text()).isEqualTo("{\"detail\":\"Too many clips are waiting to be made\"}");
            // Before anything is copied: there would be no room for this one
            try (HugeSegment huge = HugeSegment.of(clips, "huge", LocalDateTime.parse("2025-09-06T14:30:00"))) {
                assertThat(clips.post("/clips", ClipFlow.wanted("huge", "2025-09-06T14:30:02"))
                                .text())
                        .isEqualTo(refused.text());
            }
            assertThat(clips.delete("/clips/" + waiting).status()).isEqualTo(204);
            clips.awaitDone(clips.ask(CAMERA, MOMENT));
            service.terminate().exitCode();
        }
    }

    /** Nobody asks Rhombus for anything, and nothing is complained of. */
    @Test
    void withoutAKeyOfRhombusThereAreClipsOnly() {
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords("Metrics: ");
            clips.awaitDone(clips.ask(CAMERA, MOMENT));
            service.terminate().exitCode();
            assertThat(service.said()).doesNotContain("ERROR", "WARN", "API key");
            assertThat(service.said().lines().filter(line -> line.contains("Footage")))
                    .singleElement()
                    .asString()
                    .endsWith("Footage: no alerts are asked for; no key of Rhombus is set (RHOMBUS_API_KEY)");
        }
        // Commands that need one say so
        DroverProcess cameras = DroverProcess.run(folder, environment, "footage", "cameras");
        assertThat(cameras.exitCode()).isOne();
        assertThat(cameras.err()).contains("No API key. Set RHOMBUS_API_KEY");
    }

    @Test
    void withoutASourceThereIsNoPort() {
        environment.remove("CLIPS_SOURCE");
        environment.put("RHOMBUS_API_URL", "http://127.0.0.1:9");
        environment.put("RHOMBUS_API_KEY", "demo");
        try (DroverProcess service = DroverProcess.start(folder, environment, "serve")) {
            service.awaitWords("Clips:   off; clips.source, the folder of recorded segments, is not set");
            service.awaitWords("Metrics: ");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> clips.get("/health"))
                    .isInstanceOf(java.io.UncheckedIOException.class);
            service.terminate().exitCode();
        }
    }
}
