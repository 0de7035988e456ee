package dev.drover.clips;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;
import dev.drover.testing.RouteFile;

import static dev.drover.testing.ClipFlow.CAMERA;
import static dev.drover.testing.ClipFlow.MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnswerPageTest extends ClipTest {

    @Test
    void theContractAndTheRouteFileSayTheSame() {
        Set<String> told = new TreeSet<>();
        clips.get("/openapi.json").json().path("paths").fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(verb -> told.add(verb + " " + path.getKey())));
        Set<String> served = new TreeSet<>(Set.of("get /videos/{file}"));
        RouteFile file = RouteFile.under(Path.of("routes")).stream()
                .filter(each -> each.id().equals("serve-clips"))
                .findFirst()
                .orElseThrow();
        for (String verb : new String[] {"get", "post", "delete"}) {
            ((java.util.List<?>) file.definition().get(verb))
                    .forEach(each -> served.add(verb + " " + ((java.util.Map<?, ?>) each).get("path")));
        }
        assertThat(told).isEqualTo(served);
        clips.get("/openapi.json").json().path("paths").findValues("responses").forEach(responses -> assertThat(
                        responses.has("500"))
                .as("%s", responses)
                .isTrue());
        assertThat(clips.get("/openapi.json")
                        .json()
                        .at("/paths/~1clips/post/responses/413")
                        .has("content"))
                .isTrue();
    }

    /** Each field of an answer is in the contract, and each field of the contract in the answer. */
    @Test
    void answersAreWhatTheContractSays() throws IOException {
        JsonNode contract = clips.get("/openapi.json").json();
        String id = clips.ask(CAMERA, MOMENT);
        JsonNode done = clips.awaitDone(id);
        keeps(contract, "Clip", done);
        keeps(contract, "Page", clips.get("/clips?limit=1").json());
        keeps(contract, "Page", clips.get("/clips?limit=500").json());
        keeps(contract, "Cameras", clips.get("/cameras").json());
        keeps(contract, "Health", clips.get("/health").json());
        keeps(contract, "Error", clips.get("/clips/nobody").json());
        keeps(contract, "Faults", clips.post("/clips", "{}").json());

        clips.record("contract", LocalDateTime.parse("2025-09-06T14:30:00"));
        String body = ClipFlow.wanted("contract", "2025-09-06T14:30:02", "\"before\":1", "\"after\":10");
        JsonNode accepted =
                clips.post("/clips", body, "Idempotency-Key", "contract").json();
        keeps(contract, "Accepted", accepted);
        JsonNode gap = clips.awaitDone(accepted.path("clip_id").asText());
        assertThat(gap.path("missing")).isNotEmpty();
        keeps(contract, "Clip", gap);
        keeps(
                contract,
                "Accepted",
                clips.post("/clips", body, "Idempotency-Key", "contract").json());

        String later = Instant.now().plusSeconds(3600).toString();
        String waiting = clips.ask(CAMERA, later);
        JsonNode pending = clips.clip(waiting);
        assertThat(pending.path("ready_at").isTextual()).isTrue();
        keeps(contract, "Clip", pending);
        clips.delete("/clips/" + waiting);
    }

    private static void keeps(JsonNode contract, String schema, JsonNode answer) {
        JsonNode wanted = contract.at("/components/schemas/" + schema);
        assertThat(wanted.isMissingNode()).as(schema).isFalse();
        keeps(contract, wanted, answer, schema);
    }

    private static void keeps(JsonNode contract, JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            keeps(contract, contract.at(schema.path("$ref").asText().substring(1)), value, at);
            return;
        }
        if (schema.has("const")) {
            assertThat(value).as(at).isEqualTo(schema.path("const"));
        }
        if (schema.has("enum")) {
            assertThat(schema.path("enum")).as(at).contains(value);
        }
        if (schema.has("type")) {
            String is = value.isIntegralNumber()
                    ? "integer"
                    : value.getNodeType().name().toLowerCase(Locale.ROOT);
            List<String> types = new ArrayList<>();
            (schema.path("type").isArray() ? schema.path("type") : List.of(schema.path("type")))
                    .forEach(type -> types.add(type.asText()));
            assertThat(types.contains(is) || is.equals("integer") && types.contains("number"))
                    .as("%s is %s", at, value)
                    .isTrue();
        }
        if (schema.path("format").asText().equals("date-time") && value.isTextual()) {
            OffsetDateTime.parse(value.asText());
        }
        if (schema.has("properties")) {
            assertThat(value.fieldNames()).toIterable().as(at).containsExactlyInAnyOrderElementsOf(() -> schema.path(
                            "properties")
                    .fieldNames());
            value.fields()
                    .forEachRemaining(field -> keeps(
                            contract,
                            schema.path("properties").path(field.getKey()),
                            field.getValue(),
                            at + "." + field.getKey()));
        }
        if (schema.has("items")) {
            value.forEach(each -> keeps(contract, schema.path("items"), each, at + "[]"));
        }
    }

    @Test
    void thePageComesWithAllThatItNeeds() {
        ClipFlow.Answer page = clips.get("/docs");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        java.util.regex.Matcher needs =
                java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.text());
        int found = 0;
        while (needs.find()) {
            assertThat(needs.group(1)).startsWith("/docs/");
            assertThat(clips.get(needs.group(1)).status()).as(needs.group(1)).isEqualTo(200);
            found++;
        }
        assertThat(found).isEqualTo(3);
        assertThat(clips.get("/docs/swagger-ui-bundle.js").text()).contains("SwaggerUIBundle");
        assertThat(clips.get("/docs/../application.properties").status()).isEqualTo(404);
        assertThat(clips.get("/docs/other.js").status()).isEqualTo(404);
    }
}
