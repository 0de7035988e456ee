package dev.drover.timelapse;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.NvrChannel;
import dev.drover.testing.NvrTest;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class NameChannelTest extends NvrTest {

    @Test
    void aChannelWithoutANameHasItsNumber() {
        flow.nvr().put(new NvrChannel(9, "", true));
        flow.awaitMore(9, 1);
        assertThat(flow.folders()).contains("ch9_ch9");
        flow.nvr().put(new NvrChannel(9, "", false));
    }
}
