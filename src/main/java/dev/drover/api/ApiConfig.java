package dev.drover.api;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What follows from what is wanted. Clips ({@code clips.source}): where not, no port is opened and none of their routes is read. Timelapses
 * ({@code nvr.host}, or a folder of them from earlier): where not, none of their routes is read. Captures ({@code capture.devices}, {@code
 * capture.folder}): the same, and the port is opened for their incidents, too. Alerts: where clips, an NVR or captures are wanted and
 * no key of Rhombus is set, none are asked for. It is settled here, before the application starts, for nothing of it can be undone later.
 */
public final class ApiConfig implements ConfigSourceFactory {

    /** Above the build's own settings (100), below all that a user can say. */
    private static final int ORDINAL = 120;

    /** What makes it a service of footage, too. */
    private static final List<String> KEYS = List.of("rhombus.api-key", "rhombus.api-key-file");

    /** What the program before Drover read. */
    private static final Map<String, String> OF_BUCKETS = Map.of(
            "capture.bucket-endpoint", "CLOUDFLARE_R2_ENDPOINT",
            "capture.bucket-key-id", "CLOUDFLARE_R2_ACCESS_KEY_ID",
            "capture.bucket-secret", "CLOUDFLARE_R2_SECRET_ACCESS_KEY",
            "capture.bucket-public-url", "CLOUDFLARE_R2_PUBLIC_URL");

    private static final Pattern HOST = Pattern.compile("nvr\\.([^.]+\\.)?host|NVR_([A-Z0-9_]+_)?HOST");
    /** Kubernetes tells each container of its neighbours. */
    private static final Pattern OF_A_CLUSTER = Pattern.compile("(?i)nvr[._]([a-z0-9_]+_)?service[._]host");

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> values = new HashMap<>();
        // Said in any case: what holds when Drover is built is the default from then on
        boolean clips = value(context, "clips.source").isPresent();
        boolean nvr = hasNvr(context);
        List<String> unused = new ArrayList<>();
        if (!clips) {
            unused.add("clips");
        }
        if (!nvr && !hasTimelapses(context)) {
            unused.add("timelapse");
        }
        boolean capture = value(context, "capture.devices").isPresent()
                || value(context, "capture.folder").isPresent();
        if (!capture) {
            unused.add("capture");
        }
        values.put("routes.unused", String.join(",", unused));
        OF_BUCKETS.forEach(
                (setting, variable) -> value(context, variable).ifPresent(value -> values.put(setting, value)));
        boolean key = KEYS.stream().anyMatch(name -> value(context, name).isPresent());
        values.put("footage.poll", "" + (key || (!clips && !nvr && !capture)));
        if (clips || capture) {
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

    /** Whether there is any {@code nvr.host} or {@code nvr.<name>.host}, or the environment variable of one. */
    private static boolean hasNvr(ConfigSourceContext context) {
        for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
            String name = names.next();
            boolean host =
                    HOST.matcher(name).matches() && !OF_A_CLUSTER.matcher(name).matches();
            if (host && value(context, name).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there may be pictures to make videos of, or to remove. */
    private static boolean hasTimelapses(ConfigSourceContext context) {
        try {
            return value(context, "timelapse.folder")
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .isPresent();
        } catch (InvalidPathException none) {
            return false;
        }
    }

    private static Optional<String> value(ConfigSourceContext context, String key) {
        return Optional.ofNullable(context.getValue(key))
                .map(ConfigValue::getValue)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
