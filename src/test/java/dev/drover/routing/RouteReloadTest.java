package dev.drover.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StatefulService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultRouteController;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.DroverSettings;
import dev.drover.health.StartHealth;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

/** The reload by itself, with a Camel that has nothing else to do; {@code ReloadIT} has all of Drover. */
class RouteReloadTest {

    @TempDir
    Path folder;

    private final CamelContext camel = new DefaultCamelContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RouteReports reports = new RouteReports(meters);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final AtomicLong seconds = new AtomicLong();
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(seconds.get());
        }
    };
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
        eventually().until(() -> reports.rejected().isEmpty());
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

    @Test
    void whatOthersCallStaysUntilTheyNoLongerDo() throws Exception {
        write(
                "tell",
                tell("one")
                        .replace(
                                "        - bean:\n", "        - to:\n            uri: direct:pass\n        - bean:\n"));
        write("pass", PASS);
        start();
        awaitHeard("passed one");

        Files.delete(folder.resolve("pass.camel.yaml"));
        awaitRejected("pass.camel.yaml: the file is gone, but tell.camel.yaml needs direct:pass");
        awaitHeard("passed one");
        write("pass", PASS);
        eventually().until(() -> reports.rejected().isEmpty());

        write("pass", PASS.replace("direct:pass", "direct:other"));
        awaitRejected("pass.camel.yaml: tell.camel.yaml needs direct:pass, which is no longer in it");
        awaitHeard("passed one");

        // In another file it is as good
        write("pass", PASS.replace("direct:pass", "direct:other").replace("id: pass", "id: other"));
        awaitRejected("pass.camel.yaml: tell.camel.yaml needs");
        write("second", PASS.replace("id: pass", "id: second").replace("passed", "seconded"));
        Files.delete(folder.resolve("pass.camel.yaml"));
        awaitHeard("seconded one");
        eventually().until(() -> reports.rejected().isEmpty());

        write("tell", tell("alone"));
        Files.delete(folder.resolve("second.camel.yaml"));
        awaitHeard("alone");
        eventually()
                .until(() ->
                        camel.getRoute("second") == null && reports.rejected().isEmpty());
    }

    @Test
    void aRouteThatCannotBeStoppedIsToldAndTheOthersOfItsFileRunOn() throws Exception {
        String both = tell("one") + PASS.replace("direct:pass", "seda:pass");
        write("tell", both);
        AtomicBoolean stubborn = new AtomicBoolean(true);
        camel.setRouteController(new DefaultRouteController(camel) {
            @Override
            public boolean stopRoute(String id, long time, TimeUnit unit, boolean abort) throws Exception {
                if (id.equals("pass") && stubborn.get()) {
                    throw new IllegalStateException("not now");
                }
                return super.stopRoute(id, time, unit, abort);
            }
        });
        start();
        awaitHeard("one");
        write("tell", both.replace("one", "two"));
        awaitRejected("tell.camel.yaml: it cannot be stopped to be replaced: not now");
        awaitHeard("one");
        stubborn.set(false);
        write("tell", both.replace("one", "three"));
        awaitHeard("three");
        eventually().until(() -> reports.rejected().isEmpty());
    }

    @Test
    void aFolderThatIsEmptyOfASuddenIsNoRouteLess() throws Exception {
        write("tell", tell("one"));
        start();
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        eventually().until(() -> reload.trouble().isPresent());
        assertThat(reload.trouble()).contains("there is no such folder any more");
        Files.createDirectory(folder);
        eventually().until(() -> reload.trouble().orElse("").startsWith("there is no *.camel.yaml in it any more"));
        awaitHeard("one");
        Files.delete(folder);
        Files.move(away, folder);
        eventually().until(() -> reload.trouble().isEmpty());
        write("tell", tell("two"));
        awaitHeard("two");
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void aPolicyThatIsUsedStaysButItsFileMayBeCalledOtherwise() throws Exception {
        write("tell", tell("one").replace("    from:", "    routeConfigurationId: care\n    from:"));
        write("care", CARE);
        start();
        awaitHeard("one");
        write("care", CARE.replace("id: care", "id: concern"));
        awaitRejected("care.camel.yaml: tell.camel.yaml needs care, which is no longer in it");
        write("care", CARE);
        eventually().until(() -> reports.rejected().isEmpty());

        Files.move(folder.resolve("care.camel.yaml"), folder.resolve("cares.camel.yaml"));
        eventually().until(() -> accepted() == 2);
        eventually().until(() -> reports.rejected().isEmpty());
        awaitHeard("one");
    }

    private static final String CARE = """
            - routeConfiguration:
                id: care
                onException:
                  - onException:
                      exception:
                        - java.lang.Exception
                      steps:
                        - log:
                            message: cared for
            """;

    private static final String PASS = """
            - route:
                id: pass
                from:
                  uri: direct:pass
                  steps:
                    - setBody:
                        simple: passed ${body}
            """;

    /** Each message takes until it is released; more are in the queue, and more come. */
    @Test
    void aQueueThatIsNeverIdleIsReplacedBetweenTwoOfItsMessagesAndLosesNone() throws Exception {
        Semaphore released = new Semaphore(0);
        BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        camel.getRegistry().bind("work", (Processor) exchange -> {
            begun.add(exchange.getMessage().getBody(String.class));
            released.acquire();
        });
        write("tell", WORK);
        start();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            for (int i = 1; i <= 3; i++) {
                sender.sendBody("seda:work?waitForTaskToComplete=Never", "message " + i);
            }
            eventually().until(() -> begun.size() == 1);
            write("tell", WORK.replace("from the first", "from the second"));
            // It goes on for a while as it is, and says so
            eventually().until(() -> {
                seconds.addAndGet(1);
                return !reload.waitedFor().isEmpty();
            });
            assertThat(reload.waitedFor()).containsExactly("work");
            released.release();
            eventually().until(() -> begun.size() == 2);
            assertThat(accepted()).isZero();

            seconds.addAndGet(20);
            eventually().until(() -> ((StatefulService) camel.getRoute("work").getConsumer()).isSuspended());
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 4");
            released.release();
            eventually().until(() -> {
                seconds.addAndGet(1);
                return accepted() == 1;
            });
            assertThat(reload.waitedFor()).isEmpty();
            released.release(10);
            eventually().until(() -> heard.size() == 4);
            assertThat(heard)
                    .containsExactly(
                            "message 1 from the first",
                            "message 2 from the first",
                            "message 3 from the second",
                            "message 4 from the second");
        }
    }

    /** What was to be replaced and then is not works on. */
    @Test
    void aRouteThatIsHeldTakesWorkAgainWhenItsEditIsTakenBack() throws Exception {
        Semaphore released = new Semaphore(0);
        camel.getRegistry().bind("work", (Processor) exchange -> released.acquire());
        write("tell", WORK);
        start();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 1");
            eventually().until(() -> camel.getInflightRepository().size("work") == 1);
            write("tell", WORK.replace("from the first", "from the second"));
            eventually().until(() -> {
                seconds.addAndGet(1);
                return ((StatefulService) camel.getRoute("work").getConsumer()).isSuspended();
            });
            write("tell", WORK);
            eventually().until(() -> ((StatefulService) camel.getRoute("work").getConsumer()).isStarted());
            assertThat(reload.waitedFor()).isEmpty();
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 2");
            released.release(2);
            eventually().until(() -> heard.contains("message 2 from the first"));
            assertThat(accepted()).isZero();
        }
    }

    @Test
    void aBusyRouteWhoseFileIsRenamedIsNotRejectedButWaitedFor() throws Exception {
        Semaphore released = new Semaphore(0);
        camel.getRegistry().bind("work", (Processor) exchange -> released.acquire());
        write("tell", WORK);
        start();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 1");
            eventually().until(() -> camel.getInflightRepository().size("work") == 1);
            Files.delete(folder.resolve("tell.camel.yaml"));
            write("work", WORK);
            write("other", tell("other"));
            awaitHeard("other");
            eventually().until(() -> {
                seconds.addAndGet(1);
                return !reload.waitedFor().isEmpty();
            });
            assertThat(reports.rejected()).isEmpty();
            released.release(10);
            eventually().until(() -> accepted() == 3);
            assertThat(reload.waitedFor()).isEmpty();
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 2");
            eventually().until(() -> heard.contains("message 2 from the first"));
        }
    }

    private static final String WORK = """
            - route:
                id: work
                from:
                  uri: seda:work
                  steps:
                    - process:
                        ref: work
                    - setBody:
                        simple: ${body} from the first
                    - bean:
                        ref: heard
                        method: add(${body})
            """;

    private double accepted() {
        return meters.counter("drover.routes.reloads", "result", "accepted").count();
    }

    private void start() throws Exception {
        camel.getRegistry().bind("heard", heard);
        RouteReader reader = new RouteReader(camel);
        TemplateRoutes made = new TemplateRoutes(camel);
        reload = new RouteReload(
                camel,
                reader,
                new LiveRoutes(camel, reader, made, clock),
                made,
                new PackagedRoutes(List.of()),
                reports,
                Mappings.of(DroverSettings.class, "drover.routes", folder.toString()),
                true,
                Optional.of(Set.of("unused")));
        camel.start();
        StartHealth health = new StartHealth(camel, reload);
        assertThat(health.call().getStatus()).as("nothing is loaded yet").isEqualTo(HealthCheckResponse.Status.DOWN);
        reload.load(null);
        assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
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
