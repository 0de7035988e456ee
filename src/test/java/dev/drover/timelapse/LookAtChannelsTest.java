package dev.drover.timelapse;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.NvrChannel;
import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class LookAtChannelsTest extends NvrTest {

    @Test
    void channelsThatComeAndGoAreFollowed() {
        flow.awaitRounds(1);
        flow.nvr().put(new NvrChannel(7, "Barn", true));
        flow.awaitMore(7, 1);
        assertThat(flow.folders()).contains("ch7_Barn");
        flow.nvr().put(new NvrChannel(7, "Barn", false));
        flow.awaitRequests("GetChannelstatus", 2);
        flow.nvr().clearEvidence();
        flow.awaitRounds(2);
        assertThat(flow.requests("Snap")).noneMatch(request -> request.channel().orElseThrow() == 7);
    }
}
