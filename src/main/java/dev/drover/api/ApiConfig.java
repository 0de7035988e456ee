package dev.drover.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What follows from whether clips are wanted ({@code clips.source}): where not, no port is opened and none of their routes is read; where
 * nothing else is, as no key of Rhombus is set, no alerts are asked for. It
 * is settled here, before the application starts, for nothing of it can be undone later.
 */
public final class ApiConfig implements ConfigSourceFactory {

    /** Above the build's own settings (100), below all that a user can say. */
    private static final int ORDINAL = 120;

    /** What makes it a service of footage, too. */
    private static final List<String> KEYS = List.of("rhombus.api-key", "rhombus.api-key-file");

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> values = new HashMap<>();
        // Said in any case: what holds when Drover is built is the default from then on
        values.put("routes.unused", "clips");
        values.put("footage.poll", "true");
        if (value(context, "clips.source").isPresent()) {
            values.put("routes.unused", "");
            values.put(
                    "footage.poll",
                    "" + KEYS.stream().anyMatch(key -> value(context, key).isPresent()));
            boolean token = value(context, "api.token").isPresent()
                    || value(context, "api.token-file").isPresent();
            values.put("quarkus.http.host-enabled", "true");
            values.put("quarkus.http.host", value(context, "api.host").orElse(token ? "0.0.0.0" : "127.0.0.1"));
            values.put(
                    "quarkus.http.port",
                    value(context, "api.port").or(() -> value(context, "PORT")).orElse("8000"));
        }
        return List.of(new PropertiesConfigSource(values, "api", ORDINAL));
    }

    private static Optional<String> value(ConfigSourceContext context, String key) {
        return Optional.ofNullable(context.getValue(key))
                .map(ConfigValue::getValue)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
