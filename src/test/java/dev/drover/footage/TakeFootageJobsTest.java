package dev.drover.footage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.JobTable;
import dev.drover.testing.Leftovers;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.CLIMBER;
import static dev.drover.testing.SimulatedCameras.GATE;
import static dev.drover.testing.SimulatedCameras.RAMP;
import static dev.drover.testing.SimulatedCameras.SMILE;
import static dev.drover.testing.SimulatedCameras.STAIRS;
import static dev.drover.testing.SimulatedCameras.YARD;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TakeFootageJobsTest extends FlowTest {

    private static final int WORKERS = 4;

    @Test
    void soManyRunAtATimeOneACamera() {
        flow.faults(Fault.of(FaultKind.SEGMENT_SLOW, 500));
        SimulatedAlert last = flow.raise(GATE);
        for (var camera : List.of(GATE, RAMP, STAIRS, YARD, SMILE, CLIMBER)) {
            flow.raise(camera);
        }
        Set<Integer> counts = new HashSet<>();
        eventually().until(() -> {
            List<JobTable.Row> rows = flow.jobs().rows();
            List<String> busy = rows.stream()
                    .filter(row -> row.state().equals("RUNNING") && !row.owner().equals(Leftovers.ALIVE))
                    .map(row -> row.key().split(":")[row.key().startsWith("alert:") ? 2 : 1])
                    .toList();
            assertThat(busy).doesNotHaveDuplicates();
            counts.add(busy.size());
            return rows.stream().noneMatch(row -> row.state().equals("WAITING")) && counts.contains(WORKERS);
        });
        assertThat(counts).allMatch(count -> count <= WORKERS);
        flow.awaitComplete(last, GATE);
    }
}
