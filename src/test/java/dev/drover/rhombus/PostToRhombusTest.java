package dev.drover.rhombus;

import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.RecordedRequest;
import dev.drover.testing.FlowTest;
import dev.drover.testing.RhombusContract;

import static dev.drover.testing.SimulatedCameras.DOCK;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class PostToRhombusTest extends FlowTest {

    @Test
    void requestsAreAsTheVendorDescribesThem() {
        flow.awaitComplete(flow.raise(DOCK), DOCK);
        List<RecordedRequest> calls = flow.simulator().log().requests().stream()
                .filter(request -> request.path().startsWith("/api/"))
                .toList();
        assertThat(calls).isNotEmpty().allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.headers())
                    .containsEntry("x-auth-scheme", "api-token")
                    .containsEntry("x-auth-apikey", "demo");
            assertThat(call.headers().get("content-type")).startsWith("application/json");
        });
        RhombusContract.find().ifPresent(contract -> assertThat(calls)
                .allSatisfy(call -> assertThat(contract.validateRequest(call.path(), call.body()))
                        .as("%s %s", call.path(), call.body())
                        .isEmpty()));
    }
}
