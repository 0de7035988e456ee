package dev.drover.capture;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureFlow;
import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class AnalyzeFileTest extends CaptureTest {

    @Test
    void aPictureIsComparedWithTheTwoBeforeItAndNothingChanges() throws Exception {
        Path folder = Files.createDirectories(captures.hidden().captures());
        Path same = CaptureFlow.pictures("testsrc2=s=320x240:r=1", 1).get(0);
        for (String second : new String[] {"00", "01", "02", "03"}) {
            Files.copy(same, folder.resolve("capture_202611220600" + second + ".jpg"));
        }
        JsonNode verdict = new ObjectMapper().readTree(analyze(folder.resolve("capture_20261122060002.jpg")));
        assertThat(verdict.path("freeze").asBoolean()).isTrue();
        assertThat(verdict.path("last_3_filenames").path(0).asText()).endsWith("capture_20261122060000.jpg");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(4);
        }
    }

    /** What is said of a picture. */
    String analyze(Path picture) throws Exception {
        ProducerTemplate producer =
                Arc.container().instance(ProducerTemplate.class).get();
        Stills stills = Arc.container().instance(Stills.class).get();
        return producer.requestBody("direct:analyze-file", (Object) stills.frame(picture), String.class);
    }
}
