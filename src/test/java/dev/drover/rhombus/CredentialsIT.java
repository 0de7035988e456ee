package dev.drover.rhombus;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.TlsFiles;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** Media hosts that Rhombus names, or somebody in its place, but that nobody has vouched for. */
class CredentialsIT {

    private static final String YARD = "Q0FNRVJBQ0FNRVJBQ0FNMg";
    private static final String NAME = "cloud.example.test";

    @TempDir
    Path folder;

    @Test
    void aCloudHostWhoseNameLeadsToThisMachineIsStillNotKnown() throws IOException {
        try (SimulatedSite stranger = SimulatedSite.open(options -> options)) {
            DroverProcess backup = backup(stranger, "http", Map.of());
            assertThat(backup.said()).contains(NAME, "rhombus.media-hosts");
            assertThat(stranger.simulator().log().requests())
                    .as("what the stranger was told")
                    .isEmpty();
        }
    }

    @Test
    void aCloudHostWithACertificateOfItsOwnIsNoDeviceOfTheLanThoughItIsNear() throws Exception {
        new CertificateGenerator(folder, true)
                .generate(new CertificateRequest().withName("own").withCN(NAME).withFormat(Format.PEM));
        TlsFiles own = new TlsFiles(folder.resolve("own.crt"), folder.resolve("own.key"));
        try (SimulatedSite stranger = SimulatedSite.open(options -> options.withTls(Optional.of(own)))) {
            DroverProcess backup = backup(stranger, "https", Map.of("RHOMBUS_MEDIA_HOSTS", NAME));
            assertThat(backup.said()).contains("certificat");
            assertThat(stranger.simulator().log().requests())
                    .as("what the stranger was told")
                    .isEmpty();
            assertThat(folder.resolve("data/.drover/known-devices")).doesNotExist();
        }
    }

    /** Asks for footage that Rhombus says is at the stranger's, by a name that leads to this machine. */
    private DroverProcess backup(SimulatedSite stranger, String scheme, Map<String, String> settings)
            throws IOException {
        URI cloud = URI.create(
                scheme + "://" + NAME + ":" + stranger.simulator().localUrl().getPort());
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost " + NAME + "\n");
        try (SimulatedSite site = SimulatedSite.open(options -> options.withPublicUrl(Optional.of(cloud)))) {
            Map<String, String> environment = new HashMap<>(settings);
            environment.put("RHOMBUS_API_URL", site.simulator().localUrl().toString());
            environment.put("RHOMBUS_API_KEY", "demo");
            environment.put("JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts);
            DroverProcess process = DroverProcess.run(
                    folder,
                    environment,
                    "footage",
                    "backup",
                    "-s",
                    Long.toString(SimulatedSite.ago(60)),
                    "-u",
                    "6",
                    "-cam",
                    YARD,
                    "-w");
            assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
            assertThat(SimulatedSite.films(folder)).isEmpty();
            return process;
        }
    }
}
