package dev.drover.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KnownDevicesTest {

    @TempDir
    static Path certificates;

    private static X509Certificate own;
    private static X509Certificate strange;

    @TempDir
    Path folder;

    @BeforeAll
    static void make() throws Exception {
        own = TestDevices.make(certificates, "own").certificate();
        strange = TestDevices.make(certificates, "strange").certificate();
    }

    @Test
    void aDeviceIsLearnedOnceAndKnownAfterARestart() throws CertificateException, IOException {
        Path file = folder.resolve("state/known-devices");
        KnownDevices devices = new KnownDevices(file, true);
        assertThat(devices.knows("10.0.0.9:443", own)).isFalse();
        devices.check("10.0.0.9:443", own);
        devices.check("10.0.0.9:443", own);
        assertThat(devices.knows("10.0.0.9:443", own)).isTrue();
        assertThat(Files.readAllLines(file)).containsExactly("10.0.0.9:443 " + KnownDevices.fingerprint(own));

        KnownDevices again = new KnownDevices(file, false);
        again.check("10.0.0.9:443", own);
        assertThatThrownBy(() -> again.check("10.0.0.9:443", strange))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("another certificate")
                .hasMessageContaining(file.toString());
    }

    @Test
    void anotherCertificateIsRefusedAndNotLearned() throws CertificateException, IOException {
        KnownDevices devices = new KnownDevices(folder.resolve("known-devices"), true);
        devices.check("10.0.0.9:443", own);
        assertThatThrownBy(() -> devices.check("10.0.0.9:443", strange)).isInstanceOf(CertificateException.class);
        assertThat(devices.knows("10.0.0.9:443", strange)).isFalse();
        assertThat(Files.readAllLines(folder.resolve("known-devices"))).hasSize(1);
        devices.check("10.0.0.10:443", strange);
    }

    @Test
    void whereNothingIsLearnedTheLineToAddIsTold() {
        KnownDevices devices = new KnownDevices(folder.resolve("known-devices"), false);
        assertThatThrownBy(() -> devices.check("10.0.0.9:443", own))
                .hasMessageContaining("10.0.0.9:443 " + KnownDevices.fingerprint(own));
        assertThat(folder.resolve("known-devices")).doesNotExist();
    }

    @Test
    void theListMayBeWrittenByHand() throws CertificateException, IOException {
        Path file = folder.resolve("known-devices");
        Files.writeString(
                file,
                "# ours\n\n  10.0.0.9:443\t" + KnownDevices.fingerprint(own).toUpperCase(java.util.Locale.ROOT)
                        + "  \nhalf-a-line\n");
        new KnownDevices(file, false).check("10.0.0.9:443", own);
    }
}
