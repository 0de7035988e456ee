package dev.drover.routing;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.DurationConverter;
import org.apache.camel.Ordered;
import org.apache.camel.spi.CamelEvent.CamelContextInitializingEvent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.eclipse.microprofile.config.Config;

import dev.drover.DecimalDuration;
import dev.drover.jobs.Stopping;

/** Prepares the Camel context before any route is built. */
@Singleton
public class RouteStart {

    private final Stopping stopping;
    private final Config settings;

    RouteStart(Stopping stopping, Config settings) {
        this.stopping = stopping;
        this.settings = settings;
    }

    void guardErrors(@Observes CamelContextInitializingEvent event) {
        event.getContext().getCamelContextExtension().addInterceptStrategy(new ErrorGuard(stopping));
        event.getContext().getCamelContextExtension().addInterceptStrategy(new PolicyBorder());
    }

    void countCalls(@Observes CamelContextInitializingEvent event) {
        event.getContext().addComponent("direct", new CalledRoutes());
    }

    void addMillis(@Observes CamelContextInitializingEvent event) {
        event.getContext().getPropertiesComponent().addPropertiesFunction(new Millis(settings));
    }

    void addGiven(@Observes CamelContextInitializingEvent event) {
        event.getContext().getPropertiesComponent().addPropertiesFunction(new Given(settings));
    }

    void addSettings(@Observes CamelContextInitializingEvent event) {
        event.getContext().getPropertiesComponent().addPropertiesSource(new PlainSettings(settings));
    }

    /**
     * {@code {{millis:footage.poll-every}}}: a setting that is a duration, as bare milliseconds. Our settings have units; some
     * options of Camel know none.
     */
    private record Millis(Config settings) implements PropertiesFunction {

        @Override
        public String getName() {
            return "millis";
        }

        @Override
        public String apply(String setting) {
            String duration = settings.getOptionalValue(setting, String.class)
                    .orElseThrow(() -> new IllegalArgumentException("Property with key [" + setting + "] not found"));
            return Long.toString(
                    Math.max(length(duration).toMillis(), length(duration).isZero() ? 0 : 1));
        }
    }

    /** Some may have decimals; what is shorter than a millisecond is one. */
    private static Duration length(String duration) {
        try {
            return DecimalDuration.parse(duration);
        } catch (IllegalArgumentException otherUnits) {
            return DurationConverter.parseDuration(duration);
        }
    }

    /**
     * {@code {{drover.data}}}. Camel's own source of settings reads each and every one, twice, for each that is asked for: a sixth of
     * the start of a native binary.
     */
    private record PlainSettings(Config settings) implements PropertiesSource, Ordered {

        @Override
        public int getOrder() {
            return Ordered.HIGHEST;
        }

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            return settings.getOptionalValue(name, String.class).orElse(null);
        }
    }

    /** {@code {{given:clips.source}}}: whether a setting that has no default was set, as true or false. */
    private record Given(Config settings) implements PropertiesFunction {

        @Override
        public String getName() {
            return "given";
        }

        @Override
        public String apply(String setting) {
            return Boolean.toString(settings.getOptionalValue(setting, String.class)
                    .filter(value -> !value.isBlank())
                    .isPresent());
        }
    }
}
