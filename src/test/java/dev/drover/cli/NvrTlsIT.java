package dev.drover.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.NvrOptions;
import dev.drover.simulator.NvrSimulator;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.NvrSite;

import static org.assertj.core.api.Assertions.assertThat;

/** NVRs that speak https with a certificate that they have made themselves. */
class NvrTlsIT {

    @TempDir
    Path folder;

    private int port;
    private Path known;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        known = folder.resolve("data/.drover/known-devices");
    }

    /** At the same address each time, with another certificate. */
    private NvrSimulator nvr() {
        return NvrSite.simulator(
                NvrOptions.defaults().withSelfSigned(true).withPort(port).withSlots(1));
    }

    private DroverProcess test(NvrSimulator nvr, String trust) {
        Map<String, String> environment = new HashMap<>();
        NvrSite.settings(nvr).forEach((key, value) -> environment.put(Settings.environmentName(key), value));
        environment.put("NVR_TRUST", trust);
        return DroverProcess.run(folder, environment, "nvr", "test");
    }

    @Test
    void itsFirstCertificateIsPinned() throws IOException {
        try (NvrSimulator first = nvr()) {
            assertThat(first.url()).hasScheme("https");
            DroverProcess learned = test(first, "first-use");
            assertThat(learned.exitCode()).as(learned.said()).isZero();
            assertThat(test(first, "first-use").exitCode()).isZero();
            assertThat(Files.readAllLines(known)).singleElement().asString().startsWith("127.0.0.1:" + port + " ");
        }
        String line = Files.readString(known);
        try (NvrSimulator other = nvr()) {
            DroverProcess refused = test(other, "first-use");
            assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("127.0.0.1:" + port + " shows another certificate", "delete its line in " + known)
                    .doesNotContain("Exception");
            assertThat(other.evidence().requests()).as("no password goes out").isZero();
            assertThat(Files.readString(known)).isEqualTo(line);
            Files.delete(known);
            assertThat(test(other, "first-use").exitCode()).isZero();
        }
    }

    @Test
    void whereOnlyPinnedOnesAreTrustedALineLetsItIn() throws IOException {
        try (NvrSimulator nvr = nvr()) {
            DroverProcess refused = test(nvr, "pinned");
            assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("is not known", "nvr.trust=first-use")
                    .doesNotContain("Exception");
            assertThat(nvr.evidence().requests()).isZero();
            Matcher line = Pattern.compile("add the line \"([^\"]+)\"").matcher(refused.err());
            assertThat(line.find()).as(refused.err()).isTrue();
            Files.writeString(known, line.group(1) + "\n");
            DroverProcess let = test(nvr, "pinned");
            assertThat(let.exitCode()).as(let.said()).isZero();
        }
    }
}
