package dev.drover.reolink;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrSite;
import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class TalkToNvrTest extends NvrTest {

    @Test
    void fromTheEndOfAnAnswerToTheNextRequestThereIsAPause() {
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("snap-slow:100@1");
        flow.awaitRounds(3);
        assertThat(flow.evidence().smallestGapMs().orElseThrow()).isGreaterThanOrEqualTo(NvrSite.PAUSE_MILLIS);
    }

    @Test
    void afterAnAnswerThatNeverCameThereIsAPauseToo() {
        flow.nvr().clearEvidence();
        flow.nvr().setFaults("snap-hang:1@1");
        flow.awaitMore(1, 2);
        assertThat(flow.evidence().mostRequests()).isEqualTo(1);
        assertThat(flow.evidence().smallestGapMs().orElseThrow()).isGreaterThanOrEqualTo(NvrSite.PAUSE_MILLIS);
    }
}
