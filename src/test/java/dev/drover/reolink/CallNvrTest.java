package dev.drover.reolink;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class CallNvrTest extends NvrTest {

    @Test
    void allThatIsAskedGoesThroughOneDoorOneAfterTheOther() {
        flow.nvr().clearEvidence();
        flow.awaitRounds(3);
        assertThat(flow.evidence().mostRequests()).isEqualTo(1);
        assertThat(flow.evidence().parallel()).isZero();
    }
}
