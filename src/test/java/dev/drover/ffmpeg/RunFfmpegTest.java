package dev.drover.ffmpeg;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;

/** That a process ends with its time and takes its children with it is shown by {@link KillTreeCommandExecutorTest}. */
@QuarkusTest
class RunFfmpegTest extends FlowTest {

    @Test
    void aProcessEndsWithItsWork() {
        SimulatedAlert alert = flow.raise(GATE);
        flow.assertPlays(flow.awaitComplete(alert, GATE), FootageFlow.FOOTAGE_SECONDS);
        eventually().until(() -> ProcessHandle.current()
                .descendants()
                .noneMatch(process -> process.info().command().orElse("").contains("ffmpeg")));
    }
}
