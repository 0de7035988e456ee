package dev.drover.footage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.SimulatedAlert;
import dev.drover.testing.FlowTest;
import dev.drover.testing.FootageFlow;
import dev.drover.testing.JobTable;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class GiveUpFootageTest extends FlowTest {

    private static final List<String> DAMAGED = List.of("no JSON", "{\"cameraUuid\":\"", "null", "{}", "[1]");

    @Test
    void rowsThatCannotBeReadEndWithTheirReasonAndTheOthersGoOn() {
        // As many as there are workers, and one more
        for (String request : DAMAGED) {
            flow.jobs().insertWaiting("damaged:" + flow.freshStart(), "camera of " + request, request);
        }
        SimulatedAlert alert = flow.raise(GATE);
        flow.awaitComplete(alert, GATE);
        eventually().untilAsserted(() -> assertThat(damaged())
                .hasSizeGreaterThanOrEqualTo(DAMAGED.size())
                .allSatisfy(row -> {
                    assertThat(row.state()).isEqualTo("DEAD");
                    assertThat(row.owner()).isEmpty();
                    assertThat(row.reason()).contains("cannot be read", "drover jobs show " + row.id());
                }));
    }

    @Test
    void aRowWhoseEndCouldNotBeRecordedIsGivenUpLater() {
        String key = "damaged:" + flow.freshStart();
        int before = flow.logged();
        try (JobTable.UnrecordableEnds broken = flow.jobs().refuseEnds(key)) {
            flow.jobs().insertWaiting(key, "camera of " + key, "no JSON");
            eventually().until(() -> flow.loggedSince(before).contains("could not be recorded"));
        }
        eventually().until(() -> flow.jobs()
                .byKey(key)
                .filter(row -> row.state().equals("DEAD"))
                .isPresent());
        assertThat(flow.loggedSince(before)).doesNotContain("trying to handle previously thrown");
    }

    @Test
    void theFileOfAnEarlierAttemptStaysAndTheWorkFolderGoes() throws IOException {
        SimulatedAlert alert = flow.raise(GATE);
        flow.awaitComplete(alert, GATE);
        JobTable.Row done = eventually()
                .until(() -> flow.jobs().byKey(FootageFlow.keyOf(alert, GATE)).orElseThrow(), row -> row.state()
                        .equals("DONE"));
        Path work = Files.createDirectories(flow.data().resolve(".drover/work/job-" + done.id()));
        Files.writeString(work.resolve("piece"), "of an earlier attempt");
        flow.jobs().damage(done.key());
        JobTable.Row ended = eventually()
                .until(() -> flow.jobs().byKey(done.key()).orElseThrow(), row -> row.reason()
                        .contains("cannot be read"));
        assertThat(ended.state()).isEqualTo("INCOMPLETE");
        assertThat(ended.result()).isEqualTo(done.result());
        assertThat(ended.healingSince()).isEqualTo(JobTable.DAMAGED_HEALING_SINCE);
        eventually().untilAsserted(() -> assertThat(work).doesNotExist());
    }

    private List<JobTable.Row> damaged() {
        return flow.jobs().rows().stream()
                .filter(row -> row.key().startsWith("damaged:"))
                .toList();
    }
}
