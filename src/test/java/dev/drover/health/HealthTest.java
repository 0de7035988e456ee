package dev.drover.health;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import dev.drover.files.DataFolder;
import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.CELLAR;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class HealthTest extends FlowTest {

    @Inject
    SmallRyeHealthReporter health;

    @Inject
    DataFolder folder;

    @Test
    void pollsThatFailAreToldWithTheirReasonAndSinceWhenAndAreTooManyAfterAWhile() {
        eventually().until(() -> data("Alerts").containsKey("lastRead"));
        Instant before = Instant.now();
        flow.faults(Fault.of(FaultKind.API_500, 100_000));
        eventually().until(() -> data("Alerts").containsKey("failingSince"));
        JsonObject failing = data("Alerts");
        assertThat(Instant.parse(failing.getString("failingSince"))).isAfter(before);
        assertThat(failing.getString("why")).contains("Rhombus could not answer");
        assertThat(failing.getString("lastRead")).isNotEmpty();
        assertThat(down("Alerts")).as("one that fails is not yet a reason").isFalse();

        String since = failing.getString("failingSince");
        flow.awaitPolls();
        assertThat(data("Alerts").getString("failingSince"))
                .as("since the first failure")
                .isEqualTo(since);

        // 20 of them, of which there is one a second
        eventually().until(() -> down("Alerts"));
        assertThat(data("Alerts").getString("why"))
                .startsWith("no success since ")
                .contains("Rhombus could not answer");
        assertThat(health.getReadiness().isDown()).isTrue();
        assertThat(health.getLiveness().isDown()).isFalse();

        flow.faults();
        eventually().until(() -> !down("Alerts"));
        eventually().until(() -> !data("Alerts").containsKey("failingSince"));
        assertThat(Instant.parse(data("Alerts").getString("lastRead"))).isAfter(before);
    }

    @Test
    void runningDownloadsAndFreeRoomAreTold() {
        flow.faults(Fault.of(FaultKind.SEGMENT_SLOW, 500));
        var alert = flow.raise(GATE);
        eventually().until(() -> data("Job table").getInt("downloadsRunning") > 0);
        flow.faults();
        flow.awaitComplete(alert, GATE);
        assertThat(data("Data folder").getString("path")).isEqualTo(flow.data().toString());
        assertThat(data("Data folder").getJsonNumber("freeBytes").longValue()).isPositive();
    }

    @Test
    void aCameraOfWhichNothingComesForAnHourIsToldUntilSomethingComes() {
        flow.faults(Fault.of(FaultKind.MANIFEST_500, 100_000).at(CELLAR.uuid()));
        var alert = flow.raise(CELLAR);
        eventually().until(() -> flow.jobs().failingSince(CELLAR.uuid()) > 0);
        long since = flow.jobs().failingSince(CELLAR.uuid());
        assertThat(down("Cameras")).as("an hour has not passed").isFalse();

        flow.jobs().failedEarlier(CELLAR.uuid(), Duration.ofHours(1));
        eventually().until(() -> down("Cameras"));
        assertThat(data("Cameras").getString("why"))
                .contains(
                        "Cellar",
                        Instant.ofEpochMilli(since).minus(Duration.ofHours(1)).toString(),
                        "answered 500");
        assertThat(health.getReadiness().isDown()).isTrue();

        flow.faults();
        flow.awaitComplete(alert, CELLAR);
        eventually().until(() -> !down("Cameras"));
        eventually().until(() -> flow.jobs().failingSince(CELLAR.uuid()) == 0);
    }

    @Test
    void lessRoomThanIsToBeKeptFreeIsTold() {
        var full = new DataFolderHealth(folder, () -> new MemorySize(BigInteger.valueOf(Long.MAX_VALUE))).call();
        assertThat(full.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(full.getData().orElseThrow().get("why").toString())
                .contains("No space left on the disk of " + flow.data(), "storage.reserve");
        assertThat(down("Data folder")).isFalse();
    }

    private Optional<JsonObject> check(String name) {
        return health.getHealth().getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("name").equals(name))
                .findFirst();
    }

    private boolean down(String check) {
        return check(check).orElseThrow().getString("status").equals("DOWN");
    }

    private JsonObject data(String check) {
        return check(check).map(each -> each.getJsonObject("data")).orElse(JsonObject.EMPTY_JSON_OBJECT);
    }
}
