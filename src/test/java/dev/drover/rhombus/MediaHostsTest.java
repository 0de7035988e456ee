package dev.drover.rhombus;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class MediaHostsTest {

    private final MediaHosts hosts = new MediaHosts(Mappings.of(RhombusSettings.class));

    @ParameterizedTest
    @CsvSource({
        "https://us-west-2.dash.rhombussystems.com/x, true",
        "https://A.DASH.RhombusSystems.com/x, true",
        "https://api2.rhombussystems.com/x, true",
        "http://us-west-2.dash.rhombussystems.com/x, false",
        "http://api2.rhombussystems.com/x, false",
        "https://rhombussystems.com/x, false",
        "https://evilrhombussystems.com/x, false",
        "https://rhombussystems.com.evil.example/x, false",
        "https://evil.example/rhombussystems.com, false",
        "https://x.rhombussystems.com@evil.example/x, false",
        "https://192.168.1.20/x, false"
    })
    void theKeyGoesToRhombusOverTlsOnly(URI uri, boolean may) {
        assertThat(hosts.maySeeKey(uri)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/dash, true",
        "https://127.0.0.1:9090/dash, true",
        "http://127.0.0.2/dash, true",
        "http://192.168.1.5/dash, false"
    })
    void theHostOfTheApiHasItAlready(URI uri, boolean may) {
        MediaHosts own = new MediaHosts(Mappings.of(RhombusSettings.class, "rhombus.api-url", "http://127.0.0.1:8080"));
        assertThat(own.maySeeKey(uri)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({"https://Media.Example/x, true", "https://a.media.example/x, false", "https://eu.cdn.example/x, true"})
    void hostsCanBeConfigured(URI uri, boolean may) {
        MediaHosts own = new MediaHosts(
                Mappings.of(RhombusSettings.class, "rhombus.media-hosts", "media.example,*.CDN.example"));
        assertThat(own.maySeeKey(uri)).isEqualTo(may);
    }
}
