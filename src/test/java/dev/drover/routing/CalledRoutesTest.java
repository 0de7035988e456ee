package dev.drover.routing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CalledRoutesTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final CalledRoutes routes = new CalledRoutes();

    @BeforeEach
    void start() throws Exception {
        camel.addComponent("direct", routes);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:step").setBody().constant("done");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Without it a native binary would have to look for the setters of options that it does not know. */
    @Test
    void itsOptionsAreSetAsThoseOfCamelsOwn() {
        assertThat(routes.getEndpointPropertyConfigurer()).isNotNull();
        assertThat(routes.getComponentPropertyConfigurer()).isNotNull();
    }

    @Test
    void whoIsInterruptedMayCallWhatIsNotHeld() throws Exception {
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            Thread.currentThread().interrupt();
            Exchange answer = sender.send("direct:step", exchange -> {});
            assertThat(Thread.interrupted()).isTrue();
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody()).isEqualTo("done");
        }
    }

    @Test
    void aCallEndsOnceWhateverItsCallerThrows() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        AsyncProducer call = camel.getEndpoint("direct:step").createAsyncProducer();
        call.start();
        Exchange exchange = new DefaultExchange(camel);
        call.process(exchange, sync -> {
            ends.incrementAndGet();
            throw new IllegalStateException("the caller's own");
        });
        assertThat(ends).hasValue(1);
        routes.hold(List.of("direct://step"));
        assertThat(routes.shutIfIdle()).isTrue();
    }

    @Test
    void aRouteOfATemplateThatDidNotStartIsMadeAnew() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("one")
                        .templateParameter("name")
                        .from("direct:{{name}}")
                        .setBody()
                        .constant("made");
            }
        });
        TemplateRoutes made = new TemplateRoutes(camel, Clock.systemUTC());
        // The name is taken
        assertThatThrownBy(() -> made.provide("mine", "one", Map.of("name", "step")));
        assertThat(camel.getRoute("mine")).isNull();
        made.provide("mine", "one", Map.of("name", "free"));
        try (ProducerTemplate sender = camel.createProducerTemplate()) {
            assertThat(sender.requestBody("direct:free", "", String.class)).isEqualTo("made");
        }
    }
}
