package dev.drover.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.DroverProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code drover demo} as people meet it first. */
class DemoIT {

    @TempDir
    Path folder;

    @Test
    void itEndsQuietlyInTheMidstOfADownload() {
        try (DroverProcess demo = DroverProcess.start(
                folder,
                Map.of("QUARKUS_MANAGEMENT_PORT", "0", "API_PORT", "0"),
                "demo",
                "--alerts-every",
                "1s",
                "--faults",
                "segment-slow:900")) {
            demo.awaitWords("over LAN: ").terminate();
            demo.exitCode();
            assertThat(demo.said())
                    .doesNotContain("\tat ", "Exception", "trying the cloud", "Trying again", "Connection refused");
        }
    }

    @Test
    void newerJavasAreAllowedItsNativeLibraries() throws Exception {
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar");
        Assumptions.assumeTrue(jar.toFile().isFile(), "there is a native binary instead");
        try (JarFile opened = new JarFile(jar.toFile())) {
            assertThat(opened.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
        }
    }
}
