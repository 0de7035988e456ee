package dev.drover.routing;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.jobs.FailureReasons;
import dev.drover.jobs.JobSettings;
import dev.drover.jobs.Stopping;
import dev.drover.jobs.Worker;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class JobsInHandTest {

    /** As in the guide: the job goes to the queue of its camera, and the route there hands the finished file to a slow one. */
    @Test
    void aJobIsInHandUntilTheRouteOfItsCameraEndsAndNotUntilAllAreToldOfIt() throws Exception {
        Worker worker = new Worker(
                Mappings.of(JobSettings.class),
                new DataFolder(Mappings.of(DroverSettings.class)),
                Clock.systemUTC(),
                1,
                Optional.empty());
        JobsInHand jobs = new JobsInHand(
                worker,
                new ConsumerFailures(new Stopping(), new FailureReasons(), worker),
                new ClaimFailures(new Stopping(), new FailureReasons(), worker));
        CountDownLatch downloaded = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:take").process(jobs::take).to("seda:camera?waitForTaskToComplete=Never");
                    from("seda:camera")
                            .process(exchange -> downloaded.await())
                            .to("seda:webhook?waitForTaskToComplete=Never");
                    from("seda:webhook").process(exchange -> {
                        told.countDown();
                        answered.await();
                    });
                }
            });
            camel.start();
            camel.createProducerTemplate().sendBody("direct:take", Map.of("id", 7));
            assertThat(worker.inHand()).isEqualTo("[7]");
            downloaded.countDown();
            told.await();
            Awaitility.await().until(() -> worker.free() == 1);
            answered.countDown();
        }
    }
}
