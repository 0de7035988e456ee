package dev.drover.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultInflightRepository;
import org.apache.camel.impl.engine.DefaultRouteController;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    private int saves;

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
        // Cut off in the midst of a step
        write("tell", tell("one") + "        - i");
        awaitRejected("tell.camel.yaml");
        assertThat(reports.rejected().get("tell.camel.yaml").toString()).doesNotContain("java.lang");
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
        write("tell", tellThrough("one", "pass"));
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

    /** What a bad file of a save would have brought, the others of it are not swapped in without. */
    @Test
    void whatNeedsABadFileOfTheSameSaveGoesOnAsItWas() throws Exception {
        String bad = "        - bean:\n            ref: nobody\n            method: add\n";
        String away = PASS.replace("direct:pass", "direct:other").replace("id: pass", "id: other");
        save(Map.of("caller", tellThrough("one", "pass"), "pass", PASS));
        start();
        awaitHeard("passed one");

        // The route moves to a file that is bad, then to one that is good
        save(Map.of("caller", tellThrough("one", "pass"), "pass", away, "moved", PASS + bad));
        awaitRejected("all/moved.camel.yaml:");
        awaitRejected("all/pass.camel.yaml: all/caller.camel.yaml needs direct:pass, which is no longer in it");
        awaitHeard("passed one");
        save(Map.of("caller", tellThrough("one", "pass"), "pass", away, "moved", PASS.replace("passed", "moved")));
        awaitHeard("moved one");
        eventually().until(() -> reports.rejected().isEmpty());

        // A new step is bad, and its caller was saved with it
        String step = PASS.replace("pass", "step");
        save(Map.of("caller", tellThrough("two", "step"), "pass", away, "moved", PASS, "step", step + bad));
        awaitRejected("all/step.camel.yaml:");
        awaitRejected("all/caller.camel.yaml:12: no route begins with direct:step");
        awaitHeard("passed one");
        assertThat(reports.rejected()).containsOnlyKeys("all/caller.camel.yaml", "all/step.camel.yaml");
        write("all/step", step);
        awaitHeard("steped two");
        eventually().until(() -> reports.rejected().isEmpty());
    }

    @Test
    void whatCannotDoWithoutAFileThatDoesNotStartGoesOnAsItWas() throws Exception {
        camel.addComponent("late", new DefaultComponent(camel) {
            @Override
            protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
                return new DefaultEndpoint(uri, this) {
                    @Override
                    public Producer createProducer() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Consumer createConsumer(Processor route) {
                        return new DefaultConsumer(this, route) {
                            @Override
                            protected void doStart() {
                                throw new IllegalStateException("not in this world");
                            }
                        };
                    }
                };
            }
        });
        save(Map.of("caller", tellThrough("one", "pass"), "pass", PASS));
        start();
        awaitHeard("passed one");
        String more = PASS.replace("pass", "more");
        save(Map.of(
                "caller",
                tellThrough("two", "more"),
                "pass",
                PASS.replace("passed", "surpassed"),
                "more",
                more + PASS.replace("direct:pass", "late:pass").replace("id: pass", "id: second")));
        awaitRejected("all/more.camel.yaml: not in this world");
        awaitRejected("all/caller.camel.yaml:12: no route begins with direct:more");
        awaitHeard("surpassed one");
        assertThat(reports.rejected()).containsOnlyKeys("all/caller.camel.yaml", "all/more.camel.yaml");

        write("all/more", more + PASS.replace("id: pass", "id: second"));
        awaitRejected("all/more.camel.yaml:11: direct:pass is already in all/pass.camel.yaml");
        write("all/more", more);
        awaitHeard("moreed two");
        eventually().until(() -> reports.rejected().isEmpty());
    }

    /** A schedule begins with a run at once, so it would run in each look. */
    @Test
    void aScheduleGoesOnWhileItsFileWaitsForOneThatIsAtWork() throws Exception {
        Semaphore released = new Semaphore(0);
        camel.getRegistry().bind("work", (Processor) exchange -> released.acquire());
        String seldom = tell("one").replace("period: 100\n        delay: 0", "period: 600000\n        delay: 50");
        save(Map.of("tell", seldom, "work", WORK));
        start();
        eventually().until(() -> heard.contains("one"));
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 1");
            eventually().until(() -> camel.getInflightRepository().size("work") == 1);
            save(Map.of(
                    "tell",
                    tellThrough("two", "pass")
                            .replace("period: 100\n        delay: 0", "period: 600000\n        delay: 50"),
                    "work",
                    WORK.replace("from the first", "from the second") + PASS));
            for (int look = 1; look <= 5; look++) {
                seconds.addAndGet(3);
                write("other" + look, PASS.replace("pass", "other" + look));
                int now = look;
                eventually().until(() -> accepted() == now);
            }
            assertThat(reload.waitedFor()).containsExactly("work");
            assertThat(heard).containsExactly("one");
            released.release(10);
            eventually().until(() -> heard.contains("passed two"));
            assertThat(heard).containsExactlyInAnyOrder("one", "message 1 from the first", "passed two");
        }
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

    /** Its consumer never finds it empty for long, and is always about to take the next message. */
    @Test
    void aQueueThatIsFedWithoutAPauseLosesNothingInManySwaps() throws Exception {
        write("fed", fed(0));
        start();
        AtomicBoolean end = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            Thread feeder = new Thread(() -> {
                while (!end.get()) {
                    sender.sendBody("seda:fed?waitForTaskToComplete=Never&blockWhenFull=true", sent.toString());
                    sent.incrementAndGet();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            });
            feeder.start();
            for (int edit = 1; edit <= 10; edit++) {
                write("fed", fed(edit));
                int now = edit;
                eventually().until(() -> accepted() == now);
            }
            end.set(true);
            feeder.join();
            eventually().until(() -> heard.size() >= sent.get());
        } finally {
            end.set(true);
        }
        assertThat(heard)
                .containsExactlyElementsOf(IntStream.range(0, sent.get())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private static String fed(int edit) {
        return """
                - route:
                    id: fed
                    description: Edit NUMBER
                    from:
                      uri: seda:fed
                      steps:
                        - bean:
                            ref: heard
                            method: add(${body})
                """.replace("NUMBER", Integer.toString(edit));
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

    /** Its consumer has been told to end, and does so only after its message. */
    @Test
    void aQueueThatWasToEndTakesWorkAgainWhenItsEditIsTakenBack() throws Exception {
        Semaphore released = new Semaphore(0);
        AtomicInteger begun = new AtomicInteger();
        camel.getRegistry().bind("hang", (Processor) exchange -> {
            begun.incrementAndGet();
            released.acquire();
        });
        // As if the message were taken just after the look
        AtomicBoolean hidden = new AtomicBoolean(true);
        camel.setInflightRepository(new DefaultInflightRepository() {
            @Override
            public int size(String route) {
                return hidden.get() ? 0 : super.size(route);
            }
        });
        String hangs = WORK.replace("ref: work", "ref: hang");
        write("tell", hangs);
        start();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 1");
            eventually().until(() -> begun.get() == 1);
            write("tell", hangs.replace("from the first", "from the second"));
            eventually().until(() -> ended(camel.getRoute("work")));
            hidden.set(false);
            write("tell", hangs);
            write("other", PASS);
            eventually().until(() -> accepted() == 1);
            sender.sendBody("seda:work?waitForTaskToComplete=Never", "message 2");
            released.release(10);
            eventually().until(() -> heard.contains("message 2 from the first"));
            assertThat(accepted()).isEqualTo(1);
        }
    }

    private static boolean ended(Route route) {
        return !((SedaConsumer) route.getConsumer()).isRunAllowed();
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

    /**
     * Eight callers without a pause, and all files saved at once, again and again. What begins on one version ends on it: whoever is in
     * the outer route has its old inner ones, and whoever comes later the new ones.
     */
    @Test
    void filesThatAreSavedTogetherAreSwappedTogetherAndNoCallFailsOrMixesThem() throws Exception {
        writeLayers(0);
        start();
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean end = new AtomicBoolean();
        List<Thread> callers = new ArrayList<>();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            for (int i = 0; i < 8; i++) {
                Thread caller = new Thread(() -> {
                    while (!end.get()) {
                        try {
                            answers.add(sender.requestBody("direct:outer", "", String.class));
                        } catch (RuntimeException failed) {
                            failures.add(failed + " " + failed.getCause());
                        }
                    }
                });
                caller.start();
                callers.add(caller);
            }
            for (int edit = 1; edit <= 20; edit++) {
                int before = answers.size();
                eventually().until(() -> answers.size() > before + 100);
                writeLayers(edit);
                int now = edit;
                eventually().until(() -> accepted() == 3 * now);
            }
            end.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
        } finally {
            end.set(true);
        }
        assertThat(failures).isEmpty();
        assertThat(answers)
                .allMatch(answer -> answer.matches("(\\d+) \\1 \\1 "))
                .contains("19 19 19 ");
        assertThat(reports.rejected()).isEmpty();
    }

    private void writeLayers(int version) throws IOException {
        save(Map.of(
                "inner", layer("inner", version + " ", ""),
                "middle", layer("middle", version + " ", "inner"),
                "outer", layer("outer", version + " ", "middle")));
    }

    /** Writes all files of a folder: no look sees one without the others. */
    private void save(Map<String, String> texts) throws IOException {
        Path all = Files.createDirectories(folder.resolve(".saved" + saves++));
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(all.resolve(text.getKey() + ".camel.yaml"), text.getValue());
        }
        Path link = Files.createSymbolicLink(folder.resolve(".link"), all);
        Files.move(link, folder.resolve("all"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether what has been written is waited for to be swapped in. */
    private boolean waitsInDrain() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().equals("routes"))
                .flatMap(each -> Arrays.stream(each.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals("called"));
    }

    /** Adds its version to the body, and calls another. */
    private static String layer(String name, String version, String calls) {
        String call = calls.isEmpty() ? "" : "        - to:\n            uri: direct:" + calls + "\n";
        return """
                - route:
                    id: NAME
                    from:
                      uri: direct:NAME
                      steps:
                        - setBody:
                            simple:
                              expression: "${body}VERSION"
                              trim: false
                """.replace("NAME", name).replace("VERSION", version) + call;
    }

    /** Three routes in which somebody hangs: they are given the same 20 s, not one after the other. */
    @Test
    void allThatIsSavedTogetherIsWaitedForTogetherAndNotForever() throws Exception {
        Semaphore released = new Semaphore(0);
        AtomicInteger hanging = new AtomicInteger();
        camel.getRegistry().bind("hang", (Processor) exchange -> {
            hanging.incrementAndGet();
            released.acquire();
        });
        List<String> names = List.of("one", "two", "three");
        for (String name : names) {
            write(name, hang(name, "old"));
        }
        start();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            for (String name : names) {
                sender.asyncSendBody("direct:" + name, "");
            }
            eventually().until(() -> hanging.get() == 3);
            for (String name : names) {
                write(name, hang(name, "new"));
            }
            // Told of after a while, and cut after another
            eventually().until(() -> {
                seconds.compareAndSet(0, waitsInDrain() ? 3 : 0);
                return reload.waitedFor().size() == 3;
            });
            assertThat(accepted()).isZero();
            seconds.set(21);
            eventually().until(() -> accepted() == 3);
            assertThat(reload.waitedFor()).isEmpty();
            released.release(10);
            for (String name : names) {
                assertThat(sender.requestBody("direct:" + name, "", String.class))
                        .isEqualTo("new");
            }
        } finally {
            released.release(10);
        }
    }

    private static String hang(String name, String version) {
        return """
                - route:
                    id: NAME
                    from:
                      uri: direct:NAME
                      steps:
                        - process:
                            ref: hang
                        - setBody:
                            constant: VERSION
                """.replace("NAME", name).replace("VERSION", version);
    }

    /** A route that calls itself is not held from it while it works. */
    @Test
    void aRouteThatCallsItselfEndsBeforeItIsReplaced() throws Exception {
        Semaphore released = new Semaphore(0);
        AtomicInteger begun = new AtomicInteger();
        camel.getRegistry().bind("hang", (Processor) exchange -> {
            begun.incrementAndGet();
            released.acquire();
        });
        write("again", AGAIN);
        start();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            Future<String> answer = sender.asyncRequestBody("direct:again", "", String.class);
            eventually().until(() -> begun.get() == 1);
            write("again", AGAIN.replace("constant: old", "constant: new"));
            eventually().until(this::waitsInDrain);
            released.release(10);
            assertThat(answer.get()).isEqualTo("old");
            eventually().until(() -> accepted() == 1);
            assertThat(sender.requestBody("direct:again", "", String.class)).isEqualTo("new");
        }
    }

    /** Only at run time it is known that the one calls the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "toD:\n            uri: direct:${header.next}",
                "enrich:\n            simple: direct:${header.next}",
                "recipientList:\n            simple: direct:${header.next}",
                "split:\n            simple: ${body}\n            steps:\n              - toD:\n                  uri: direct:${header.next}"
            })
    void whatIsOnItsWayEndsOnTheOldVersionHoweverItCalls(String call) throws Exception {
        Semaphore released = new Semaphore(0);
        AtomicInteger begun = new AtomicInteger();
        Queue<String> inner = new ConcurrentLinkedQueue<>();
        camel.getRegistry().bind("hang", (Processor) exchange -> {
            begun.incrementAndGet();
            released.acquire();
        });
        camel.getRegistry().bind("inner", (Processor)
                exchange -> inner.add(exchange.getMessage().getBody(String.class)));
        writeCallerAndCalled(call, "old");
        start();
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            Future<Object> answer = sender.asyncRequestBodyAndHeader("direct:outer", "", "next", "inner");
            eventually().until(() -> begun.get() == 1);
            writeCallerAndCalled(call, "new");
            eventually().until(this::waitsInDrain);
            released.release(10);
            answer.get();
            assertThat(inner).containsExactly("old old");
            eventually().until(() -> accepted() == 2);
            sender.requestBodyAndHeader("direct:outer", "", "next", "inner");
            assertThat(inner).containsExactly("old old", "new new");
        } finally {
            released.release(10);
        }
    }

    private void writeCallerAndCalled(String call, String version) throws IOException {
        save(Map.of("outer", """
                - route:
                    id: outer
                    from:
                      uri: direct:outer
                      steps:
                        - process:
                            ref: hang
                        - setBody:
                            constant: VERSION
                        - CALL
                """.replace("VERSION", version).replace("CALL", call), "inner", """
                - route:
                    id: inner
                    from:
                      uri: direct:inner
                      steps:
                        - setBody:
                            simple: ${body} VERSION
                        - process:
                            ref: inner
                """.replace(
                        "VERSION", version)));
    }

    private static final String AGAIN = """
            - route:
                id: again
                from:
                  uri: direct:again
                  steps:
                    - process:
                        ref: hang
                    - filter:
                        simple: ${body} == ''
                        steps:
                          - setBody:
                              constant: once
                          - to:
                              uri: direct:again
                    - setBody:
                        constant: old
            """;

    @Test
    void aCommentIsAcceptedAndTheRouteRunsOn() throws Exception {
        write("tell", tell("one"));
        start();
        Route route = camel.getRoute("tell");
        write("tell", "# It tells\n\n" + tell("one").replace("from:", "from:   # a timer"));
        eventually().until(() -> accepted() == 1);
        assertThat(camel.getRoute("tell")).isSameAs(route);
        // The quotes count: they may make text of a number
        write("tell", tell("one").replace("period: 100", "period: '100'"));
        eventually().until(() -> accepted() == 2);
        assertThat(camel.getRoute("tell")).isNotSameAs(route);
    }

    private double accepted() {
        return meters.counter("drover.routes.reloads", "result", "accepted").count();
    }

    private void start() throws Exception {
        camel.addComponent("direct", new CalledRoutes());
        camel.getRegistry().bind("heard", heard);
        RouteReader reader = new RouteReader(camel);
        TemplateRoutes made = new TemplateRoutes(camel, clock);
        reload = new RouteReload(
                camel,
                reader,
                new LiveRoutes(camel, reader, made, new HeldRequests(), clock),
                made,
                new PackagedRoutes(List.of(), Set.of()),
                reports,
                Mappings.of(DroverSettings.class, "drover.routes", folder.toString()),
                "folder",
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

    private static String tellThrough(String word, String called) {
        return tell(word)
                .replace(
                        "        - bean:\n",
                        "        - to:\n            uri: direct:" + called + "\n        - bean:\n");
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
