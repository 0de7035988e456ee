package dev.drover.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

/** The reload by itself, with a Camel that has nothing else to do; {@code ReloadIT} has all of Drover. */
class RouteReloadTest {

    @TempDir
    Path folder;

    private final CamelContext camel = new DefaultCamelContext();
    private final RouteReports reports = new RouteReports(new SimpleMeterRegistry());
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private RouteReload reload;

    @AfterEach
    void stop() {
        if (reload != null) {
            reload.stop(null);
        }
        camel.stop();
    }

    @Test
    void aFileThatEndsTheStackIsRejectedAndTheNextEditRuns() throws Exception {
        write("tell", tell("one"));
        start();
        awaitHeard("one");
        write("tell", "[".repeat(20_000));
        awaitRejected("tell.camel.yaml: too much is nested in it");
        awaitHeard("one");
        write("tell", tell("two"));
        awaitHeard("two");
        assertThat(reports.rejected()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsToldAndWhatRanBeforeGoesOn() throws Exception {
        write("tell", tell("one"));
        Files.createSymbolicLink(folder.resolve("other.camel.yaml"), Path.of("nowhere"));
        start();
        assertThat(reports.rejected()).containsOnlyKeys("other.camel.yaml");
        awaitHeard("one");

        Files.delete(folder.resolve("tell.camel.yaml"));
        Files.createSymbolicLink(folder.resolve("tell.camel.yaml"), Path.of("nowhere"));
        awaitRejected("tell.camel.yaml: it cannot be read: ");
        awaitHeard("one");
        Files.writeString(folder.resolve("nowhere"), tell("two"));
        awaitHeard("two");
        // They are one now
        awaitRejected("other.camel.yaml:");
        Files.delete(folder.resolve("other.camel.yaml"));
        eventually().until(() -> reports.rejected().isEmpty());
    }

    private void start() throws Exception {
        camel.getRegistry().bind("heard", heard);
        RouteReader reader = new RouteReader(camel);
        TemplateRoutes made = new TemplateRoutes(camel);
        reload = new RouteReload(
                camel,
                reader,
                new LiveRoutes(camel, reader, made),
                made,
                new PackagedRoutes(List.of()),
                reports,
                Mappings.of(DroverSettings.class, "drover.routes", folder.toString()),
                true);
        camel.start();
        reload.load(null);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".camel.yaml"), text);
    }

    /** Says a word ten times a second. */
    private static String tell(String word) {
        return """
                - route:
                    id: tell
                    from:
                      uri: timer:tell
                      parameters:
                        period: 100
                        delay: 0
                      steps:
                        - setBody:
                            constant: WORD
                        - bean:
                            ref: heard
                            method: add(${body})
                """.replace("WORD", word);
    }

    private void awaitHeard(String word) {
        heard.clear();
        eventually().until(() -> heard.contains(word));
    }

    private void awaitRejected(String words) {
        eventually().until(() -> reports.rejected().values().stream()
                .anyMatch(fault -> fault.getMessage().startsWith(words)));
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(java.time.Duration.ofSeconds(60));
    }
}
