package dev.drover.capture;

import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.junit.QuarkusIntegrationTest;

import dev.drover.testing.DroverProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The same by the command of the packaged program. */
@QuarkusIntegrationTest
class AnalyzeFileIT extends AnalyzeFileTest {

    @Override
    String analyze(Path picture) {
        DroverProcess ran = DroverProcess.run(
                captures.data(), Map.of("TZ", "Europe/Zurich"), "capture", "analyze", picture.toString());
        assertThat(ran.exitCode()).as(ran.said()).isZero();
        return ran.out();
    }
}
