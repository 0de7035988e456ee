package dev.drover.cli;

import java.util.HashMap;
import java.util.Map;

/** How a command that ends by itself starts the application: no schedules, no ports. */
final class OneShot {

    private OneShot() {}

    static Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "camel.main.auto-startup", "false",
                "quarkus.management.host-enabled", "false"));
    }
}
