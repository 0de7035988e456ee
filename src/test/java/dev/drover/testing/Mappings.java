package dev.drover.testing;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings for tests of single classes: the defaults of a mapping, but for those that are named. */
public final class Mappings {

    private Mappings() {}

    /** @param settings key, value, key, value … */
    public static <T> T of(Class<T> mapping, String... settings) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            named.put(settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(named, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
