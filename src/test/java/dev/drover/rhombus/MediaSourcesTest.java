package dev.drover.rhombus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MediaSourcesTest {

    private static final MediaSession SESSION = new MediaSession("t0ken", Instant.EPOCH);
    private static final String WAN = "https://eu.dash.rhombussystems.com/{START_TIME}/{DURATION}/file.mpd";

    private final MediaSources sources = sources();

    @Test
    void theRangeIsPutIntoTheAddresses() {
        MediaPlaces places = sources.places(
                new RecordingRange("Dock", 100, 20, false),
                new MediaUris(List.of("https://192.168.1.20/{START_TIME}_{DURATION}/clip.mpd"), Optional.of(WAN)),
                SESSION);
        assertThat(places.lan()).containsExactly(URI.create("https://192.168.1.20/100_20/clip.mpd"));
        assertThat(places.wan()).contains(URI.create("https://eu.dash.rhombussystems.com/100/20/file.mpd"));
        assertThat(places).asString().doesNotContain("t0ken");
        assertThat(sources.overWan(places).withKey()).isTrue();
        assertThat(sources.overWanBySession(places).withKey()).isFalse();
        assertThat(sources.overWan(places)).asString().doesNotContain("t0ken");
    }

    @Test
    void theLanIsLeftOutWhereThatIsWanted() {
        MediaPlaces places = sources.places(
                new RecordingRange("Dock", 100, 20, true),
                new MediaUris(List.of("https://192.168.1.20/{START_TIME}"), Optional.of(WAN)),
                SESSION);
        assertThatThrownBy(() -> sources.overLan(places)).isInstanceOf(MediaException.NoSource.class);
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        for (String address : List.of("file:///etc/passwd", "not an address", "https:///x", "ftp://host/x")) {
            assertThatThrownBy(() -> sources.places(
                            new RecordingRange("Dock", 1, 2, false),
                            new MediaUris(List.of(), Optional.of(address)),
                            SESSION))
                    .isInstanceOf(MediaException.Faulty.class)
                    .hasMessageContaining("Dock");
        }
    }

    @Test
    void theAddressThatAnswersIsTaken() throws IOException, InterruptedException {
        try (ServerSocket answering = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocket closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            closed.close();
            URI good = URI.create("http://127.0.0.1:" + answering.getLocalPort() + "/clip.mpd");
            URI bad = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/clip.mpd");
            MediaRequest request =
                    sources.overLan(new MediaPlaces("Dock", List.of(bad, good), Optional.empty(), "t0ken"));
            assertThat(request.uri()).isEqualTo(good);
            assertThat(request.withKey()).isFalse();

            MediaPlaces nobody = new MediaPlaces("Dock", List.of(bad), Optional.empty(), "t0ken");
            assertThatThrownBy(() -> sources.overLan(nobody)).isInstanceOf(MediaException.NoSource.class);
            assertThatThrownBy(() -> sources.overWan(nobody)).hasMessageContaining("no LAN address answered");
        }
    }

    @Test
    void certificateKeysHaveAHostOfTheirOwn() {
        MediaSources withCertificate = sources("rhombus.certificate", "cert.pem", "rhombus.private-key", "key.pem");
        MediaPlaces places = withCertificate.places(
                new RecordingRange("Dock", 100, 20, false), new MediaUris(List.of(), Optional.of(WAN)), SESSION);
        assertThat(places.wan())
                .hasValueSatisfying(wan -> assertThat(wan.getHost()).isEqualTo("eu.dash-internal.rhombussystems.com"));
    }

    private static MediaSources sources(String... settings) {
        RhombusSettings rhombus = Mappings.of(RhombusSettings.class, settings);
        return new MediaSources(
                new RhombusKey(rhombus), new MediaHosts(rhombus), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }
}
