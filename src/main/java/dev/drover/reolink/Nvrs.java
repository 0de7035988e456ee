package dev.drover.reolink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Singleton;

/** The recorders that are set. */
@Singleton
public class Nvrs {

    private final Map<String, NvrSettings.Device> devices = new TreeMap<>();

    public Nvrs(NvrSettings settings) {
        // Kubernetes tells each container of its neighbours: NVR_SERVICE_HOST is none of ours
        settings.devices().forEach((key, device) -> {
            // The one without a name has no key
            String name = Optional.ofNullable(key).orElse("");
            if (device.host().filter(host -> !host.isBlank()).isPresent()
                    && (device.username().isPresent() || !name.equals("service"))) {
                devices.put(name, device);
            }
        });
    }

    /** Their names, in order; empty for the one that has none. */
    public List<String> names() {
        return List.copyOf(devices.keySet());
    }

    /**
     * One of them.
     *
     * @throws UnusableException when something that it needs is not set, or its password file cannot be read
     */
    public Nvr named(String name) {
        NvrSettings.Device device = Optional.ofNullable(devices.get(name))
                .orElseThrow(() -> new UnusableException(
                        name.isEmpty()
                                ? "No NVR is set. Set NVR_HOST, NVR_USERNAME and NVR_PASSWORD"
                                : "There is no NVR " + name + ". Set nvr." + name + ".host, .username and .password"));
        String key = name.isEmpty() ? "nvr." : "nvr." + name + ".";
        return new Nvr(
                name,
                address(device.host().orElseThrow())
                        .orElseThrow(() -> new UnusableException(key + "host is no host, host:port or address")),
                device.username()
                        .orElseThrow(() -> new UnusableException(
                                key + "username is not set" + (name.isEmpty() ? " (NVR_USERNAME)" : ""))),
                device.password()
                        .or(() -> device.passwordFile().map(Nvrs::firstLine))
                        .orElseThrow(() -> new UnusableException(
                                key + "password is not set" + (name.isEmpty() ? " (NVR_PASSWORD)" : ""))));
    }

    /** What is meant by {@code 192.168.1.10}, {@code nvr.local:8080} or {@code https://192.168.1.10}; empty for nothing. */
    public static Optional<URI> address(String host) {
        String text = host.strip().replaceFirst("/+$", "");
        try {
            if (text.matches("(?i)https?:?")) {
                return Optional.empty();
            }
            URI uri = new URI(text.matches("(?i)https?://.*") ? text : "http://" + text);
            boolean bare = uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawUserInfo() == null;
            return Optional.of(uri).filter(address -> address.getHost() != null && bare && address.getPort() != 0);
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .findFirst()
                    .orElseThrow(() -> new UnusableException("The password file " + file + " is empty"));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnusableException("The password file " + file + " cannot be read");
        }
    }

    /** A setting is wrong; the message says which. */
    public static final class UnusableException extends IllegalStateException {
        UnusableException(String message) {
            super(message);
        }
    }
}
