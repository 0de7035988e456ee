package dev.drover.rhombus;

import java.net.URI;
import java.util.Locale;

import jakarta.inject.Singleton;

import dev.drover.trust.LanAddresses;

/**
 * Which hosts may see the API key. An answer of Rhombus names the media hosts, but does not decide that: the key goes only to
 * configured names over verified TLS, or back to the host of the REST API itself.
 */
@Singleton
class MediaHosts {

    private final RhombusSettings settings;

    MediaHosts(RhombusSettings settings) {
        this.settings = settings;
    }

    /** Plain HTTP carries a session only where the API itself is reached so. */
    boolean mayCarrySession(URI uri) {
        return uri.getScheme().equals("https") || settings.apiUrl().getScheme().equals("http");
    }

    boolean maySeeKey(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String api = settings.apiUrl().getHost();
        if (host.equals(api) || (LanAddresses.isLoopback(host) && LanAddresses.isLoopback(api))) {
            return uri.getScheme().equals("https")
                    || settings.apiUrl().getScheme().equals("http");
        }
        return uri.getScheme().equals("https")
                && settings.mediaHosts().stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), host));
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }
}
