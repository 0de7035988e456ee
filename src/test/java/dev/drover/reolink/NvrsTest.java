package dev.drover.reolink;

import java.net.URI;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NvrsTest {

    @ParameterizedTest
    @CsvSource({
        "192.168.1.10, http://192.168.1.10",
        "nvr.local:8080, http://nvr.local:8080",
        "https://192.168.1.10, https://192.168.1.10",
        "https://192.168.1.10:8443/, https://192.168.1.10:8443",
        "[fd00::1]:8080, http://[fd00::1]:8080",
    })
    void anAddressIsWhatIsMeant(String host, String address) {
        assertThat(Nvrs.address(host)).contains(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "nvr/api.cgi", "user:secret@nvr", "a b", "ftp://nvr", "nvr?x=1"})
    void whatIsNoAddressIsNone(String host) {
        assertThat(Nvrs.address(host)).isEmpty();
    }

    @Test
    void secretsAreNotTold() {
        Nvr nvr = new Nvr("", URI.create("http://nvr"), "me", "hush");
        assertThat(nvr.toString()).doesNotContain("hush");
        assertThat(new NvrCall.Login("", "me", "hush").toString()).doesNotContain("hush");
        assertThat(new NvrCall.Logout("", "hush").toString()).doesNotContain("hush");
        assertThat(new NvrCall.Lease("hush", 1).toString()).doesNotContain("hush");
        assertThat(Optional.of(new NvrToken("hush", java.time.Instant.EPOCH, java.time.Instant.EPOCH))
                        .toString())
                .doesNotContain("hush");
    }
}
