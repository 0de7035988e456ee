package dev.drover.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.simulator.TlsFiles;
import dev.drover.testing.DroverProcess;
import dev.drover.testing.KeyFiles;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** Certificate keys (mTLS) with the packaged application, against a Rhombus that takes them only with their certificate. */
class CertificateIT {

    @TempDir
    static Path keys;

    private static KeyFiles server;
    private static KeyFiles own;
    private static SimulatedSite site;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws Exception {
        server = KeyFiles.ofServer(keys, "server");
        own = KeyFiles.make(keys, "own", "RSA");
        site = SimulatedSite.open(
                options -> options.withTls(Optional.of(new TlsFiles(server.certificate(), server.key()))));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void forget() {
        site.simulator().log().clear();
    }

    private DroverProcess backup(Map<String, String> more, String... options) throws Exception {
        Map<String, String> environment = new HashMap<>(site.environment());
        environment.put(
                "JAVA_OPTS",
                "-Djavax.net.ssl.trustStore=" + server.trusted() + " -Djavax.net.ssl.trustStorePassword="
                        + KeyFiles.PASSWORD);
        environment.putAll(more);
        List<String> arguments = new ArrayList<>(List.of(
                "footage",
                "backup",
                "-s",
                Long.toString(SimulatedSite.ago(60)),
                "-u",
                "6",
                "-w",
                "-cam",
                "Q0FNRVJBQ0FNRVJBQ0FNMg"));
        arguments.addAll(Arrays.asList(options));
        return DroverProcess.run(folder, environment, arguments.toArray(String[]::new));
    }

    @Test
    void footageComesWithACertificateKey() throws Exception {
        DroverProcess process = backup(
                Map.of(), "-c", own.certificate().toString(), "-p", own.key().toString());
        assertThat(process.exitCode()).as(process.said()).isZero();
        assertThat(SimulatedSite.films(folder)).hasSize(1);
        assertThat(site.simulator().log().requests()).isNotEmpty().allSatisfy(request -> assertThat(request.headers())
                .containsEntry("x-auth-scheme", "api"));
    }

    @Test
    void settingsDoTheSame() throws Exception {
        DroverProcess process = backup(Map.of(
                "RHOMBUS_CERTIFICATE",
                own.certificate().toString(),
                "RHOMBUS_PRIVATE_KEY",
                own.key().toString()));
        assertThat(process.exitCode()).as(process.said()).isZero();
        assertThat(site.simulator().log().requests()).isNotEmpty().allSatisfy(request -> assertThat(request.headers())
                .containsEntry("x-auth-scheme", "api"));
    }

    @Test
    void filesThatCannotBeUsedEndItWithOneLine() throws Exception {
        assertThat(unusable(
                        own.certificate().toString(), folder.resolve("none.key").toString()))
                .contains("none.key", "does not exist");
        assertThat(unusable(own.certificate().toString(), server.key().toString()))
                .contains(server.key().toString(), "does not belong to");
        Path encrypted = Files.writeString(
                keys.resolve("encrypted.key"), Files.readString(own.key()).replace("PRIVATE", "ENCRYPTED PRIVATE"));
        assertThat(unusable(own.certificate().toString(), encrypted.toString())).contains("encrypted");
        KeyFiles over = KeyFiles.make(keys, "over", "RSA", "-startdate", "-9d", "-validity", "2");
        assertThat(unusable(over.certificate().toString(), over.key().toString()))
                .contains("expired");
        assertThat(backup(Map.of("RHOMBUS_CERTIFICATE", own.certificate().toString()))
                        .err())
                .contains("RHOMBUS_CERTIFICATE", "rhombus.private-key");
        assertThat(site.simulator().log().requests()).isEmpty();
    }

    private String unusable(String certificate, String key) throws Exception {
        DroverProcess process =
                DroverProcess.run(folder, site.environment(), "footage", "cameras", "-c", certificate, "-p", key);
        assertThat(process.exitCode()).as(process.said()).isEqualTo(Drover.WRONG_USAGE);
        assertThat(process.said()).doesNotContain("\tat ", "Exception").hasLineCount(1);
        String secret = Files.readString(own.key()).lines().toList().get(5);
        assertThat(process.said()).doesNotContain(secret);
        return process.said();
    }

    @Test
    void anUnknownAuthorityIsSaidInPlainWords() {
        DroverProcess process = DroverProcess.run(folder, site.environment(), "footage", "cameras");
        assertThat(process.exitCode()).as(process.said()).isEqualTo(Drover.FAILED);
        assertThat(process.err())
                .contains("No trusted connection: no authority that this Java knows")
                .doesNotContain("sun.security", "PKIX");
    }
}
