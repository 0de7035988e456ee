package dev.drover.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.CaptureTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The metrics of a capture host, through the real flow, and that those documented are those there. */
@QuarkusTest
class CaptureMetricsTest extends CaptureTest {

    private static final Pattern METRIC =
            Pattern.compile("\\bdrover_capture_[a-z0-9_]+(?=[{\\s`|]|$)", Pattern.MULTILINE);

    @Inject
    PrometheusMeterRegistry registry;

    @Test
    void picturesAreCountedAndWhatIsCountedIsDocumented() throws IOException {
        captures.device().awaitVerdicts(1);
        assertThat(registry.scrape()).contains("drover_capture_frames_seconds_count{device=\"cam\"");
        assertThat(names(Files.readString(Path.of("docs/reference/metrics.md"))))
                .containsExactlyElementsOf(names(registry.scrape().replaceAll("(?m)^#.*$", "")));
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = METRIC.matcher(text);
        while (found.find()) {
            names.add(found.group());
        }
        return names;
    }
}
