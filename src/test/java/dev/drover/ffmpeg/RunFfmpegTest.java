package dev.drover.ffmpeg;

import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.RouteFile;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

/** That a process ends with its time and takes its children with it is shown by {@link KillTreeCommandExecutorTest}. */
@QuarkusTest
class RunFfmpegTest extends FlowTest {

    /** Camel's own executor would wait for a process that hangs, and for its children. */
    @Test
    void theProcessIsThatOfTheTreeWithItsTime() {
        RouteFile file = RouteFile.under(Path.of("routes")).stream()
                .filter(each -> each.id().equals("run-ffmpeg"))
                .findFirst()
                .orElseThrow();
        assertThat(file.endpoints())
                .filteredOn(endpoint -> endpoint.scheme().equals("exec"))
                .singleElement()
                .satisfies(exec -> assertThat(exec.parameters())
                        .containsEntry("commandExecutor", "#killTree")
                        .containsEntry("timeout", "{{millis:ffmpeg.timeout}}"));
    }

    @Test
    void aProcessEndsWithItsWork() {
        SimulatedAlert alert = flow.raise(GATE);
        flow.assertPlays(flow.awaitComplete(alert, GATE), FootageFlow.FOOTAGE_SECONDS);
        eventually().until(() -> ProcessHandle.current()
                .descendants()
                .noneMatch(process -> process.info().command().orElse("").contains("ffmpeg")));
    }
}
