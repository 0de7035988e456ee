package dev.drover.routing;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.DurationConverter;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent.CamelContextInitializingEvent;
import org.apache.camel.spi.PropertiesFunction;

import dev.drover.jobs.Stopping;

/** Prepares the Camel context before any route is built. */
@Singleton
public class RouteStart {

    private final Stopping stopping;

    RouteStart(Stopping stopping) {
        this.stopping = stopping;
    }

    void guardErrors(@Observes CamelContextInitializingEvent event) {
        event.getContext().getCamelContextExtension().addInterceptStrategy(new ErrorGuard(stopping));
        event.getContext().getCamelContextExtension().addInterceptStrategy(new PolicyBorder());
    }

    void addFunctions(@Observes CamelContextInitializingEvent event) {
        event.getContext().getPropertiesComponent().addPropertiesFunction(new Millis(event.getContext()));
        event.getContext().getPropertiesComponent().addPropertiesFunction(new Given(event.getContext()));
    }

    /**
     * {@code {{millis:footage.poll-every}}}: a setting that is a duration, as bare milliseconds. Our settings have units; some
     * options of Camel know none.
     */
    private record Millis(CamelContext context) implements PropertiesFunction {

        @Override
        public String getName() {
            return "millis";
        }

        @Override
        public String apply(String setting) {
            String duration = context.resolvePropertyPlaceholders("{{" + setting + "}}");
            return Long.toString(DurationConverter.parseDuration(duration).toMillis());
        }
    }

    /** {@code {{given:clips.source}}}: whether a setting that has no default was set, as true or false. */
    private record Given(CamelContext context) implements PropertiesFunction {

        @Override
        public String getName() {
            return "given";
        }

        @Override
        public String apply(String setting) {
            return Boolean.toString(context.getPropertiesComponent()
                    .resolveProperty(setting)
                    .filter(value -> !value.isBlank())
                    .isPresent());
        }
    }
}
