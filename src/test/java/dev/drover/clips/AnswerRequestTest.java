package dev.drover.clips;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static dev.drover.testing.ClipFlow.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@QuarkusTest
class AnswerRequestTest extends ClipTest {

    @Test
    void theExampleOfThePredecessorGivesItsTwentySeconds() {
        ClipFlow.Answer answer = clips.post("/clips", wanted(CAMERA, MOMENT, "\"duration\":20"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode accepted = answer.json();
        assertThat(accepted.fieldNames()).toIterable().containsExactly("clip_id", "status", "message");
        assertThat(accepted.path("status").asText()).isEqualTo("pending");
        assertThat(accepted.path("message").asText()).isEqualTo("Clip request submitted successfully");
        String id = accepted.path("clip_id").asText();
        assertThat(answer.header("Location")).isEqualTo("/clips/" + id);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");

        JsonNode clip = clips.awaitDone(id);
        assertThat(clip.path("start_time").asText()).isEqualTo("2025-09-06T14:30:00.000+02:00");
        assertThat(clip.path("end_time").asText()).isEqualTo("2025-09-06T14:30:20.000+02:00");
        assertThat(clip.path("actual_start").asText()).isEqualTo("2025-09-06T14:30:00.000+02:00");
        assertThat(clip.path("actual_end").asText()).isEqualTo("2025-09-06T14:30:20.000+02:00");
        assertThat(clip.path("duration_seconds").asDouble()).isEqualTo(20.0);
        assertThat(clip.path("missing_seconds").asDouble()).isZero();
        Path file = clips.file(clip);
        assertThat(file.getFileName().toString()).matches("cam1_\\d{8}_\\d{6}_" + id + "\\.mp4");
        assertThat(ClipFlow.seconds(file)).isCloseTo(20.0, within(0.1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"duration\":40; 2025-09-06T14:29:45.000+02:00; 2025-09-06T14:30:25.000+02:00",
                "\"duration\":\"8\"; 2025-09-06T14:30:09.000+02:00; 2025-09-06T14:30:17.000+02:00",
                "\"before\":2.5; 2025-09-06T14:30:12.500+02:00; 2025-09-06T14:30:15.000+02:00",
                "\"before\":1,\"after\":3; 2025-09-06T14:30:14.000+02:00; 2025-09-06T14:30:18.000+02:00"
            })
    void theWindowIsWhatWasAskedFor(String fields, String from, String to) {
        JsonNode clip = clips.clip(clips.ask(CAMERA, MOMENT, fields));
        assertThat(clip.path("start_time").asText()).isEqualTo(from);
        assertThat(clip.path("end_time").asText()).isEqualTo(to);
    }

    @Test
    void aTimeWithAZoneMeansThatMoment() {
        JsonNode clip = clips.clip(clips.ask(CAMERA, "2025-09-06T12:30:15Z"));
        assertThat(clip.path("start_time").asText()).isEqualTo("2025-09-06T14:30:00.000+02:00");
    }

    @Test
    void howAnHourThatDoesNotOccurOrOccursTwiceWasUnderstoodIsTold() {
        clips.record("clock put forward", LocalDateTime.parse("2025-03-30T03:30:00"));
        String id = clips.ask("clock put forward", "2025-03-30T02:30:02", "\"duration\":2");
        JsonNode clip = clips.awaitDone(id);
        assertThat(clip.path("timestamp").asText()).isEqualTo("2025-03-30T03:30:02.000+02:00");
        assertThat(clip.path("notes")).singleElement().satisfies(note -> assertThat(note.asText())
                .contains("put forward over 2025-03-30T02:30:02", "2025-03-30T03:30:02.000+02:00"));
        assertThat(clips.post("/clips", wanted(CAMERA, "2025-03-30T02:30:00")).text())
                .contains("No video clips found", "put forward over 2025-03-30T02:30");
        assertThat(clips.post("/clips", wanted(CAMERA, "2025-10-26T02:30:00")).text())
                .contains("No video clips found", "occurs twice");
    }

    @Test
    void whatThereIsNothingOfIsNotFound() {
        ClipFlow.Answer answer = clips.post("/clips", wanted(CAMERA, "2025-09-06T16:00:00"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"No video clips found for camera cam1 in specified time range\"}");
    }

    @ParameterizedTest
    @CsvSource({"nobody", "../recordings/cam1", "..", "/etc", "cam1/../cam1", "'cam1\\u0000'", "."})
    void noCameraReachesOutsideOfTheSource(String camera) {
        ClipFlow.Answer answer = clips.post("/clips", wanted(camera, MOMENT));
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
    }

    @Test
    void aMissingFieldIsToldAsPydanticTellsIt() {
        ClipFlow.Answer answer = clips.post("/clips", "{\"camera_id\":\"cam1\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .isEqualTo("{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"timestamp\"],"
                        + "\"msg\":\"Field required\",\"input\":{\"camera_id\":\"cam1\"}}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{; json_invalid",
                "[]; model_attributes_type",
                "``; missing",
                "{\"camera_id\":5,\"timestamp\":\"2025-09-06T14:30:15\"}; string_type",
                "{\"camera_id\":\"\",\"timestamp\":\"2025-09-06T14:30:15\"}; string_too_short",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"soon\"}; datetime_parsing",
                "{\"camera_id\":\"cam1\",\"timestamp\":null}; datetime_type",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"duration\":-5}; greater_than",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"duration\":0}; greater_than",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"duration\":\"long\"}; float_parsing",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"duration\":601}; less_than_equal",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"before\":600,\"after\":1}; less_than_equal",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"before\":0,\"after\":0}; greater_than",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"before\":0.0001}; greater_than",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"before\":-1}; greater_than_equal",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"before\":1,\"duration\":5}; value_error",
                "{\"camera_id\":\"cam1\",\"timestamp\":\"2025-09-06T14:30:15\",\"cut\":\"rough\"}; enum"
            })
    void nonsenseIsRefusedWithWhatIsAllowed(String body, String type) {
        ClipFlow.Answer answer = clips.post("/clips", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        JsonNode fault = answer.json().path("detail").path(0);
        assertThat(fault.path("type").asText()).as(answer.text()).isEqualTo(type);
        assertThat(fault.path("loc").path(0).asText()).isEqualTo("body");
        assertThat(fault.path("msg").asText()).isNotEmpty();
    }

    @Test
    void aWindowFarInTheFutureIsRefused() {
        Instant now = Instant.now();
        ClipFlow.Answer answer = clips.post(
                "/clips", wanted(CAMERA, now.plus(Duration.ofHours(25)).toString()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().at("/detail/0/msg").asText()).contains("24 hours");
        String near = clips.ask(CAMERA, now.plus(Duration.ofHours(23)).toString());
        assertThat(clips.delete("/clips/" + near).status()).isEqualTo(204);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        JsonNode detail = clips.post("/clips", "{\"duration\":-1}").json().path("detail");
        assertThat(detail.findValuesAsText("type")).containsExactly("missing", "missing", "greater_than");
    }

    /** So a page of another site cannot: without asking, browsers send for it everything but JSON. */
    @Test
    void onlyJsonIsTaken() {
        ClipFlow.Answer answer = clips.send("POST", "/clips", wanted(CAMERA, MOMENT), "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(422);
    }

    /** A page of another site can send what it likes in the address, and no type at all. */
    @Test
    void aParameterIsNoHeader() {
        ClipFlow.Answer untold = clips.send("POST", "/clips?Content-Type=application/json", wanted(CAMERA, MOMENT));
        assertThat(untold.status()).as(untold.text()).isEqualTo(422);
        assertThat(untold.text()).contains("send it with Content-Type: application/json");
        ClipFlow.Answer hook =
                clips.send("POST", "/hooks/clip?content-type=application%2Fjson", wanted(CAMERA, MOMENT));
        assertThat(hook.status()).as(hook.text()).isEqualTo(415);
        assertThat(clips.send("POST", "/hooks/clip", wanted(CAMERA, MOMENT), "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);

        String query = "/clips?Idempotency-Key=" + UUID.randomUUID();
        String first =
                clips.post(query, wanted(CAMERA, MOMENT)).json().path("clip_id").asText();
        String second =
                clips.post(query, wanted(CAMERA, MOMENT)).json().path("clip_id").asText();
        assertThat(first).hasSize(36).isNotEqualTo(second);
    }

    /** A page of another site can have a name of its own mean this machine, and then it may read the answers, too. */
    @Test
    void withoutATokenItIsCalledByLocalNamesOnly() {
        for (String local : new String[] {"localhost", "LOCALHOST:" + clips.port(), "127.0.0.1:8000", "[::1]:80", ""}) {
            assertThat(clips.getCalled(local, "/cameras"))
                    .as(local)
                    .startsWith("HTTP/1.")
                    .contains(" 200 OK");
        }
        for (String other : new String[] {"evil.example", "evil.example:" + clips.port(), "localhost.evil.example"}) {
            assertThat(clips.getCalled(other, "/cameras"))
                    .as(other)
                    .startsWith("HTTP/1.1 421 ")
                    .contains("localhost", "api.allowed-hosts");
        }
        assertThat(clips.getCalled("Proxy.Example", "/cameras"))
                .as("api.allowed-hosts")
                .startsWith("HTTP/1.1 200 ");
        assertThat(clips.getCalled("evil.example", "/health")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void timesFarAwayAreNoTimes() {
        for (String far : new String[] {
            "-300000-01-01T00:00:00Z", "+300000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "0000-06-01T00:00:00Z"
        }) {
            ClipFlow.Answer answer = clips.post("/clips", wanted(CAMERA, far));
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(answer.json().at("/detail/0/type").asText()).isEqualTo("datetime_parsing");
        }
        assertThat(clips.post("/clips", wanted(CAMERA, "0001-01-01T00:00:00Z")).status())
                .isEqualTo(404);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        ClipFlow.Answer answer = clips.post("/clips", wanted(CAMERA, MOMENT, "\"x\":\"" + "y".repeat(70_000) + "\""));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().has("detail")).isTrue();
    }

    @Test
    void whereAllSegmentsAreBrokenTheyAreNamed() throws Exception {
        for (int second = 0; second < 20; second += 5) {
            Path broken = Files.writeString(
                    clips.record(
                            "spoilt", LocalDateTime.parse("2025-09-09T10:00:00").plusSeconds(second)),
                    "no film");
            // Nobody is writing to it any more
            Files.setLastModifiedTime(broken, FileTime.from(Instant.parse("2025-09-09T10:00:00Z")));
        }
        Path folder = Files.createDirectory(clips.source().resolve("spoilt").resolve("2025-09-09_09-59-55.mp4"));
        Files.setLastModifiedTime(folder, FileTime.from(Instant.parse("2025-09-09T10:00:00Z")));
        ClipFlow.Answer answer = clips.post("/clips", wanted("spoilt", "2025-09-09T10:00:12"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asText())
                .startsWith("No video clips found for camera spoilt in specified time range, but broken ones: ")
                .contains("2025-09-09_09-59-55.mp4 is a folder", "2025-09-09_10-00-00.mp4", "2025-09-09_10-00-15.mp4")
                .doesNotContain(clips.data().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"camera_id\":\"cam1\"} {}",
                "{\"camera_id\":01}",
                "{\"camera_id\":\"cam1",
                "{\"a\":1,,}",
                "NaN",
                "{'a':1}",
                "{\"a\":1e99999999999}",
                "\u0000",
                "<xml/>"
            })
    void whatIsNoJsonIsSaidInWords(String body) {
        ClipFlow.Answer answer = clips.post("/clips", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text())
                .doesNotContain("com.", "java", "Source", "token", "Token", "JsonParser", "chain", "Feature");
    }

    @Test
    void whatIsNestedTooDeeplyIsSaidInWords() {
        for (int depth : new int[] {900, 998, 999, 1000, 1001, 20_000}) {
            ClipFlow.Answer answer = clips.post("/clips", "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
            assertThat(answer.status()).as(depth + ": " + answer.text()).isEqualTo(422);
            assertThat(answer.text()).doesNotContain("com.", "getMax", "Source", "chain");
        }
    }

    @Test
    void onlyTheBeginningOfWhatWasSentIsSentBack() {
        String much = "y".repeat(60_000);
        for (String body : new String[] {
            "{\"camera_id\":\"cam1\",\"x\":\"" + much + "\"}",
            "{\"camera_id\":[\"" + much + "\"]}",
            wanted(much, MOMENT),
            wanted(CAMERA, much),
            "[\"" + much + "\"]",
            much,
            "{\"" + much + "\":}"
        }) {
            ClipFlow.Answer answer = clips.post("/clips", body);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).hasSizeLessThan(600);
        }
        assertThat(clips.get("/clips?status=" + "y".repeat(3000)).text()).hasSizeLessThan(600);
        assertThat(clips.get("/clips/x?wait=" + "y".repeat(3000)).text()).hasSizeLessThan(600);
    }

    /** Clients on macOS send accents apart from their letters, other systems as one. */
    @Test
    void aCameraIsFoundHoweverItsAccentsAreWritten() {
        clips.record("S\u00fcdtor", LocalDateTime.parse("2025-09-06T14:30:10"));
        clips.record("Nordtu\u0308r", LocalDateTime.parse("2025-09-06T14:30:10"));
        for (String asked : new String[] {"S\u00fcdtor", "Su\u0308dtor", "Nordt\u00fcr", "Nordtu\u0308r"}) {
            String id = clips.ask(asked, "2025-09-06T14:30:12", "\"duration\":2");
            clips.awaitDone(id);
            String query = URLEncoder.encode(asked, StandardCharsets.UTF_8);
            assertThat(clips.get("/clips?camera_id=" + query).text()).contains(id);
        }
    }
}
