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
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The metrics and the health of an NVR, through the real flow, and that those documented are those there. */
@QuarkusTest
class NvrMetricsTest extends NvrTest {

    private static final Pattern METRIC =
            Pattern.compile("\\bdrover_(?:nvr|timelapse)_[a-z0-9_]+(?=[{\\s`|]|$)", Pattern.MULTILINE);

    @Inject
    PrometheusMeterRegistry registry;

    @Inject
    @Readiness
    NvrHealth health;

    @Test
    void picturesAndRequestsAreCountedAndDocumented() throws IOException {
        flow.awaitRounds(2);
        eventually().until(() -> value("drover_timelapse_pictures_total{nvr=\"nvr\"}") >= 8);
        assertThat(value("drover_timelapse_bytes_total{nvr=\"nvr\"}")).isPositive();
        assertThat(value("drover_timelapse_last_picture_seconds{nvr=\"nvr\"}")).isGreaterThan(1_700_000_000);
        assertThat(value("drover_timelapse_patience_seconds")).isPositive();
        assertThat(registry.scrape())
                .contains("drover_nvr_requests_seconds_count{command=\"Snap\",nvr=\"nvr\",outcome=\"good\"")
                .doesNotContain("token");
        assertThat(names(Files.readString(Path.of("docs/reference/metrics.md"))))
                .containsExactlyElementsOf(names(registry.scrape().replaceAll("(?m)^#.*$", "")));
    }

    @Test
    void healthTellsOfTheLastPicture() {
        flow.awaitRounds(1);
        assertThat(health.call().getStatus().name()).isEqualTo("UP");
        assertThat(health.call().getData().orElseThrow()).containsKey("nvrLastPicture");
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = METRIC.matcher(text);
        while (found.find()) {
            names.add(found.group());
        }
        return names;
    }

    private double value(String metric) {
        return registry.scrape()
                .replace(",}", "}")
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }
}
