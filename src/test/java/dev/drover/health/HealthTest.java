package dev.drover.health;

import java.time.Instant;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.Fault;
import dev.drover.simulator.FaultKind;
import dev.drover.testing.FlowTest;

import static dev.drover.testing.FootageFlow.eventually;
import static dev.drover.testing.SimulatedCameras.GATE;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class HealthTest extends FlowTest {

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void pollsThatFailAreToldWithTheirReasonAndSinceWhenAndNothingIsDown() {
        eventually().until(() -> data("Alerts").containsKey("lastRead"));
        Instant before = Instant.now();
        flow.faults(Fault.of(FaultKind.API_500, 100_000));
        eventually().until(() -> data("Alerts").containsKey("failingSince"));
        JsonObject failing = data("Alerts");
        assertThat(Instant.parse(failing.getString("failingSince"))).isAfter(before);
        assertThat(failing.getString("why")).contains("Rhombus could not answer");
        assertThat(failing.getString("lastRead")).isNotEmpty();
        assertThat(health.getHealth().isDown()).isFalse();

        String since = failing.getString("failingSince");
        int told = flow.logged();
        eventually().until(() -> flow.loggedSince(told).contains("Failed to retrieve alerts"));
        assertThat(data("Alerts").getString("failingSince"))
                .as("since the first failure")
                .isEqualTo(since);

        flow.faults();
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

    private JsonObject data(String check) {
        return health.getHealth().getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(each -> each.getString("name").equals(check))
                .findFirst()
                .map(each -> each.getJsonObject("data"))
                .orElse(JsonObject.EMPTY_JSON_OBJECT);
    }
}
