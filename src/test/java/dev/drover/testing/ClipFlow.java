package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The clip service from outside: what is recorded, what clients ask and are told, and what lies on disk. */
public final class ClipFlow {

    public static final String CAMERA = "cam1";
    /** The moment of the predecessor's example; the segments around it have 5 s each, seven of them from 14:30:00. */
    public static final String MOMENT = "2025-09-06T14:30:15";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss");

    private final Path data;
    private final Path source;
    private final int port;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    public ClipFlow(Path data, Path source, int port) {
        this.data = data;
        this.source = source;
        this.port = port;
    }

    /** An answer. */
    public record Answer(int status, HttpResponse<byte[]> http) {

        public JsonNode json() {
            try {
                return JSON.readTree(http.body());
            } catch (IOException none) {
                throw new UncheckedIOException(text(), none);
            }
        }

        public String text() {
            return new String(http.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    public Path data() {
        return data;
    }

    public Path source() {
        return source;
    }

    public int port() {
        return port;
    }

    public JobTable jobs() {
        return new JobTable(data);
    }

    /** Seven segments of 5 s, as in the predecessor's example. */
    public void record() {
        LocalDateTime first = LocalDateTime.parse("2025-09-06T14:30:00");
        Path made = segment();
        for (int i = 0; i < 7; i++) {
            put(made, CAMERA, first.plusSeconds(5L * i));
        }
    }

    /** Records a segment of 5 s that begins then. */
    public Path record(String camera, LocalDateTime start) {
        return put(segment(), camera, start);
    }

    /** Records a minute from then on that takes long to encode. */
    public void recordMinute(String camera, LocalDateTime start) {
        Path made = segment("segment-720p.mp4", "testsrc2=s=1280x720:r=25:d=5");
        for (int i = 0; i < 12; i++) {
            put(made, camera, start.plusSeconds(5L * i));
        }
    }

    /** The FFmpeg that makes a clip, once it runs; the command names a file of the clip. */
    public static ProcessHandle ffmpegOf(String id) {
        return eventually()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> runningFfmpegOf(id), Optional::isPresent)
                .orElseThrow();
    }

    /** The same, if it runs now. */
    public static Optional<ProcessHandle> runningFfmpegOf(String id) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> Arrays.stream(arguments).anyMatch(each -> each.contains(id)))
                        .isPresent())
                .findFirst();
    }

    private Path put(Path made, String camera, LocalDateTime start) {
        try {
            Path folder = Files.createDirectories(source.resolve(camera));
            Path part = Files.copy(made, folder.resolve("." + NAME.format(start)));
            return Files.move(part, folder.resolve(NAME.format(start) + ".mp4"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path segment() {
        return segment("segment-5s.mp4", "testsrc=s=160x120:r=25:d=5");
    }

    private static synchronized Path segment(String name, String picture) {
        Path made = Path.of("target", name).toAbsolutePath();
        if (!Files.exists(made)) {
            // Another process may make it as well
            String part = ProcessHandle.current().pid() + "-" + name;
            FfmpegMedia.run(
                    made.getParent(),
                    List.of(
                            "-v",
                            "error",
                            "-f",
                            "lavfi",
                            "-i",
                            picture,
                            "-c:v",
                            "libx264",
                            "-preset",
                            "ultrafast",
                            "-pix_fmt",
                            "yuv420p",
                            "-g",
                            "25",
                            "-y",
                            part));
            try {
                Files.move(made.resolveSibling(part), made, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return made;
    }

    // ---- what clients ask

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer send(String method, String path, String body, String... headers) {
        return send(request(path, headers)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(120));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What Drover has said. */
    public String log() throws IOException {
        return Files.readString(FootageFlow.LOG);
    }

    // ---- clips

    /** JSON of a request for the usual clip, with these fields besides: {@code "\"cut\":\"fast\""}. */
    public static String wanted(String camera, String timestamp, String... more) {
        String rest = more.length == 0 ? "" : "," + String.join(",", more);
        return "{\"camera_id\":\"" + camera + "\",\"timestamp\":\"" + timestamp + "\"" + rest + "}";
    }

    /** Asks for a clip, and demands that it is accepted; answers its id. */
    public String ask(String camera, String timestamp, String... more) {
        Answer answer = post("/clips", wanted(camera, timestamp, more));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("clip_id").asText();
    }

    public JsonNode clip(String id) {
        return get("/clips/" + id).json();
    }

    /** The clip, once it is done or has failed. */
    public JsonNode awaitEnd(String id) {
        return eventually()
                .until(() -> clip(id), clip -> clip.path("status").asText().matches("done|failed"));
    }

    /** The clip, once it is done. */
    public JsonNode awaitDone(String id) {
        JsonNode clip = awaitEnd(id);
        assertThat(clip.path("status").asText()).as("%s", clip).isEqualTo("done");
        return clip;
    }

    /** The file of a clip that is done. */
    public Path file(JsonNode clip) {
        return data.resolve(
                URI.create(clip.path("download_url").asText()).getPath().substring(1));
    }

    /** Seconds that a file plays. */
    public static double seconds(Path file) {
        return FootageFlow.seconds(file);
    }
}
