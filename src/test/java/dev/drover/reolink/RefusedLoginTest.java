package dev.drover.reolink;

import java.nio.file.Files;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.NvrFlow;
import dev.drover.testing.NvrSite;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** A wrong password is tried once, however many rounds there would have been. */
@QuarkusTest
@WithTestResource(
        value = NvrSite.class,
        initArgs = {
            @ResourceArg(name = "nvr.password", value = "wrong-secret"),
            @ResourceArg(name = "timelapse.interval", value = "50ms")
        })
class RefusedLoginTest {

    NvrFlow flow;

    @Test
    void aWrongPasswordIsToldAndNeverTriedAgain() throws Exception {
        eventually().until(() -> flow.evidence().wrongPasswords() == 1);
        eventually().until(() -> flow.log().contains("No pictures: Cannot log in, the NVR: it says -7"));
        // Rounds go on all the time; that they do is seen by what they need
        eventually().until(() -> Files.isDirectory(flow.data().resolve("timelapse/frames")));
        eventually()
                .during(java.time.Duration.ofSeconds(1))
                .until(() -> flow.evidence().logins() == 1);
        assertThat(flow.evidence().loginsAfterWrongPassword()).isZero();
        assertThat(flow.log()).doesNotContain("wrong-secret");
        assertThat(Files.readString(flow.data().resolve(".drover/nvr/nvr.refused")))
                .doesNotContain("wrong-secret");
    }
}
