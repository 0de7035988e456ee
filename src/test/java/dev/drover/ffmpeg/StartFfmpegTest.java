package dev.drover.ffmpeg;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.FlowTest;
import dev.drover.testing.RouteFile;

import static org.assertj.core.api.Assertions.assertThat;

/** That a process ends with its time and takes its children with it is shown by {@link KillTreeCommandExecutorTest}. */
@QuarkusTest
class StartFfmpegTest extends FlowTest {

    /** Camel's own executor would wait for a process that hangs, and for its children. */
    @Test
    void theProcessIsThatOfTheTreeWithItsTime() {
        RouteFile file = RouteFile.under(Path.of("routes")).stream()
                .filter(each -> each.id().equals("start-ffmpeg"))
                .findFirst()
                .orElseThrow();
        assertThat(file.endpoints())
                .filteredOn(endpoint -> endpoint.scheme().equals("exec"))
                .singleElement()
                .satisfies(exec -> assertThat(exec.parameters())
                        .containsEntry("commandExecutor", "#killTree")
                        .containsEntry("timeout", "{{millis:ffmpeg.timeout}}"));
    }
}
