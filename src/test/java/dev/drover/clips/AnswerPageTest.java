package dev.drover.clips;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.ClipFlow;
import dev.drover.testing.ClipTest;
import dev.drover.testing.RouteFile;

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
