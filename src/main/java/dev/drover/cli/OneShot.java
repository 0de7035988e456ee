package dev.drover.cli;

import java.util.HashMap;
import java.util.Map;

/** How a command that ends by itself starts the application: no schedules, no ports. */
final class OneShot {

    private OneShot() {}

    static Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "camel.main.auto-startup", "false",
                // No schedule has run: the end need not wait for Quartz' idle threads, which look up twice a second
                "camel.component.quartz.interrupt-jobs-on-shutdown", "true",
                "quarkus.management.host-enabled", "false",
                "quarkus.http.host-enabled", "false"));
    }
}
