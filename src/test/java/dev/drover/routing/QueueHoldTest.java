package dev.drover.routing;

import java.util.concurrent.CompletableFuture;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueueHoldTest {

    @Test
    void whatGoesOnInOtherThreadsIsWaitedFor() throws Exception {
        CompletableFuture<AsyncCallback> elsewhere = new CompletableFuture<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:work").routeId("work").process(new AsyncProcessorSupport() {
                        @Override
                        public boolean process(Exchange exchange, AsyncCallback callback) {
                            elsewhere.complete(callback);
                            return false;
                        }
                    });
                }
            });
            context.start();
            context.createProducerTemplate().sendBody("seda:work?waitForTaskToComplete=Never", "message");
            AsyncCallback callback = elsewhere.get();
            SedaConsumer consumer = (SedaConsumer) context.getRoute("work").getConsumer();
            assertThat(QueueHold.end(consumer)).isFalse();

            callback.done(false);
            Awaitility.await().until(() -> context.getInflightRepository().size("work") == 0);
            assertThat(QueueHold.end(consumer)).isTrue();
        }
    }
}
