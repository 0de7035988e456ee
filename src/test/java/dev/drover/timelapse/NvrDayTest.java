package dev.drover.timelapse;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.simulator.NvrEvidence;
import dev.drover.testing.NvrFlow;
import dev.drover.testing.NvrSite;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Some minutes of an NVR that fails now and then and has place for one session, 30 times as fast; {@code bench/nvr-day} takes a day. */
@QuarkusTest
@WithTestResource(
        value = NvrSite.class,
        initArgs = {
            @ResourceArg(name = "nvr.speed", value = "30"),
            @ResourceArg(name = "nvr.session-wait", value = "1s"),
            @ResourceArg(name = "timelapse.interval", value = "500ms")
        })
class NvrDayTest {

    /** Of the device's time. */
    private static final double INTERVAL_MILLIS = 15_000;

    private static final String FAULTS =
            "snap-first,snap-12:3%,snap-17:1%,snap-48:1%,snap-truncated:2%,snap-cut:1%,snap-empty:1%,"
                    + "snap-json:1%,snap-wrong-type:1%,snap-padded:2%,html:1%,http-502:1%,token-dies:2%,login-full:20%";

    NvrFlow flow;

    @Inject
    Captures captures;

    @Inject
    MeterRegistry meters;

    private double failedRounds() {
        return meters.counter("drover.timelapse.rounds.failed", "nvr", "nvr").count();
    }

    @Test
    void picturesComeAndTheNvrIsTreatedGently() {
        flow.awaitRounds(1);
        flow.nvr().setFaults(FAULTS);
        flow.nvr().clearEvidence();
        int before = flow.pictures().size();
        long missedBefore = captures.status().get(0).missed();
        flow.awaitMore(0, 10);
        flow.nvr().reboot();
        flow.awaitMore(0, 10);
        NvrEvidence evidence = flow.evidence();
        long missed = captures.status().get(0).missed() - missedBefore;
        int kept = flow.pictures().size() - before;

        double possible = evidence.channels().stream()
                        .mapToDouble(channel -> channel.availableMs())
                        .sum()
                / INTERVAL_MILLIS;
        // A machine that is too slow for this speed misses slots; what was asked for came
        int channels = evidence.channels().size();
        assertThat((kept + missed * channels) / possible).as("pictures").isGreaterThan(0.85);
        assertThat(kept).as("each whole one is kept").isBetween((int) evidence.whole() - 1, (int) evidence.whole() + 1);
        assertThat(evidence.mostSessions()).isEqualTo(1);
        assertThat(evidence.mostRequests()).isEqualTo(1);
        assertThat(evidence.parallel()).isZero();
        assertThat(evidence.smallestGapMs().orElseThrow()).isGreaterThanOrEqualTo(NvrSite.PAUSE_MILLIS);
        assertThat(evidence.strayLogouts()).isZero();
        assertThat(evidence.passwordsInAddresses()).isZero();
        assertThat(evidence.reboots()).isEqualTo(1);

        // The password is changed on the device, and all sessions end
        flow.nvr().setFaults("wrong-password");
        flow.nvr().clearEvidence();
        flow.nvr().endSessions();
        eventually().until(() -> flow.evidence().wrongPasswords() == 1);
        double failed = failedRounds();
        eventually().until(() -> failedRounds() >= failed + 5);
        assertThat(flow.evidence().logins()).isEqualTo(1);
        assertThat(flow.evidence().loginsAfterWrongPassword()).isZero();
    }
}
