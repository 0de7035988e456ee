package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;

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
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ClipVideosTest extends ClipTest {

    @Test
    void aClipIsDownloadedWholeAndInParts() throws IOException {
        JsonNode clip = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        String path = clip.path("download_url").asText();
        byte[] file = Files.readAllBytes(clips.file(clip));

        ClipFlow.Answer whole = clips.get(path);
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.http().body()).isEqualTo(file);
        assertThat(whole.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(whole.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + clips.file(clip).getFileName() + "\"");

        ClipFlow.Answer part = clips.get(path, "Range", "bytes=100-199");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.http().body()).isEqualTo(Arrays.copyOfRange(file, 100, 200));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 100-199/" + file.length);

        String tag = whole.header("ETag");
        assertThat(tag).matches("\"[0-9a-f-]+\"");
        assertThat(clips.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(clips.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
        assertThat(clips.get(path, "Range", "bytes=0-9", "If-Range", tag).status())
                .isEqualTo(206);
        assertThat(clips.get(path, "Range", "bytes=0-9", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
        ClipFlow.Answer head = clips.send("HEAD", path, "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(tag);
        assertThat(head.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(head.header("Content-Length")).isEqualTo("" + file.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bytes=-50; -50; 0",
                "bytes=0-; 0; 0",
                "bytes=5-9; 5; 10",
                "Bytes = 5-9; 5; 10",
                "bytes=100-99999999999; 100; 0",
                "bytes=-99999999999; 0; 0"
            })
    void aRangeIsWhatWasAskedFor(String range, int from, int to) throws IOException {
        JsonNode clip = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        byte[] file = Files.readAllBytes(clips.file(clip));
        int first = from < 0 ? file.length + from : from;
        int last = to == 0 ? file.length : to;
        ClipFlow.Answer part = clips.get(clip.path("download_url").asText(), "Range", range);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes " + first + "-" + (last - 1) + "/" + file.length);
        assertThat(part.http().body()).isEqualTo(Arrays.copyOfRange(file, first, last));
    }

    @Test
    void aRangeBehindTheEndIsRefusedAndOneThatIsNoneIsLeftAlone() throws IOException {
        JsonNode clip = clips.awaitDone(clips.ask(CAMERA, MOMENT));
        String path = clip.path("download_url").asText();
        byte[] file = Files.readAllBytes(clips.file(clip));
        for (String behind : new String[] {"bytes=" + file.length + "-", "bytes=99999999999999999999-", "bytes=-0"}) {
            ClipFlow.Answer answer = clips.get(path, "Range", behind);
            assertThat(answer.status()).as(behind).isEqualTo(416);
            assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + file.length);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Requested Range Not Satisfiable\"}");
        }
        // HTTP has whole files sent where several ranges are asked for, or what is no range
        for (String none : new String[] {"bytes=0-1,5-9", "bytes=9-5", "bytes=-", "bytes=x-y", "seconds=0-1"}) {
            ClipFlow.Answer answer = clips.get(path, "Range", none);
            assertThat(answer.status()).as(none).isEqualTo(200);
            assertThat(answer.http().body()).isEqualTo(file);
        }
        String tag = clips.get(path).header("ETag");
        assertThat(clips.get(path, "Range", "bytes=-50", "If-Range", tag).http().body())
                .hasSize(50);
        assertThat(clips.get(path, "Range", "bytes=-50", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsSaidInJson() {
        assertThat(clips.get("/videos/unknown.mp4").status()).isEqualTo(404);
        for (String path : new String[] {"/videos/unknown.mp4", "/videos/", "/videos", "/videos/a/b", "/nothing"}) {
            ClipFlow.Answer answer = clips.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.header("Content-Type")).as(path).startsWith("application/json");
            assertThat(answer.json().path("detail").asText()).as(path).isNotEmpty();
        }
        assertThat(clips.getCalled("no name", "/videos/x.mp4"))
                .startsWith("HTTP/1.1 400 ")
                .contains("{\"detail\":\"Bad Request\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DELETE; /videos/unknown.mp4; GET, HEAD",
                "PUT; /clips; GET, HEAD, POST",
                "POST; /clips/x; DELETE, GET, HEAD",
                "POST; /health; GET, HEAD",
                "DELETE; /; GET, HEAD",
                "GET; /hooks/clip; POST"
            })
    void whoUsesAnotherMethodIsToldWhichThereAre(String method, String path, String allowed) {
        ClipFlow.Answer answer = clips.send(method, path, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(405);
        assertThat(answer.json().has("detail")).isTrue();
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other cam", "Süd", "100 % #1"})
    void aClipOfACameraWithAnyNameIsDownloaded(String camera) throws IOException {
        clips.record(camera, LocalDateTime.parse("2025-09-06T14:30:10"));
        JsonNode clip = clips.awaitDone(clips.ask(camera, "2025-09-06T14:30:12", "\"duration\":2"));
        assertThat(clips.file(clip).getFileName().toString()).startsWith(camera + "_");
        ClipFlow.Answer answer = clips.get(clip.path("download_url").asText());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.http().body()).isEqualTo(Files.readAllBytes(clips.file(clip)));
        assertThat(answer.header("ETag")).isNotEmpty();
    }

    @Test
    void nothingElseIsSent() throws IOException {
        Path videos = Files.createDirectories(clips.data().resolve("videos"));
        Files.writeString(videos.resolve(".hidden.mp4"), "half");
        Files.writeString(clips.data().resolve("secret.mp4"), "secret");
        Files.createDirectories(videos.resolve("sub"));
        Files.writeString(videos.resolve("sub").resolve("x.mp4"), "below");
        Files.deleteIfExists(videos.resolve("link.mp4"));
        Files.createSymbolicLink(videos.resolve("link.mp4"), clips.data().resolve("secret.mp4"));
        for (String name : new String[] {
            ".hidden.mp4",
            "../secret.mp4",
            "%2e%2e/secret.mp4",
            "..%2fsecret.mp4",
            "sub/x.mp4",
            "sub",
            "",
            "link.mp4",
            "none.mp4",
            "%00",
            "..%2f..%2fsecret.mp4",
            "%2ehidden.mp4",
            "sub%2fx.mp4",
            "..%5csecret.mp4"
        }) {
            ClipFlow.Answer answer = clips.get("/videos/" + name);
            assertThat(answer.status()).as(name).isIn(400, 404);
        }
    }
}
