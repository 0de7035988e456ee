package dev.drover.timelapse;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.NvrChannel;
import dev.drover.testing.NvrTest;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class FetchNameTest extends NvrTest {

    @Test
    void aChannelThatIsRenamedGoesOnInItsFolder() {
        flow.awaitRounds(1);
        flow.nvr().put(new NvrChannel(0, "Main Gate", true));
        eventually().until(() -> flow.log().contains("(Front Door) is called Main Gate now"));
        flow.awaitMore(0, 1);
        assertThat(flow.folders())
                .filteredOn(folder -> folder.startsWith("ch0_"))
                .containsExactly("ch0_Front_Door");
    }
}
