package dev.drover.routing;

import org.junit.jupiter.api.Test;

import static dev.drover.testing.FootageFlow.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class HeldRequestsTest {

    private static final HeldRequests.Waiting NOBODY = stopped -> {};

    private final HeldRequests requests = new HeldRequests();

    @Test
    void whatTakesNoTimeDoesNotWaitForWhatDoes() throws Exception {
        requests.begin();
        assertThat(requests.enter(false, NOBODY)).isTrue();
        long before = requests.times();
        Thread reload = new Thread(() -> {
            try {
                requests.hold(Long.MAX_VALUE / 2_000_000);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        reload.start();
        eventually().until(() -> requests.times() > before);
        assertThat(requests.enter(false, NOBODY)).as("what may take long waits").isFalse();
        assertThat(requests.enter(true, NOBODY)).as("health").isTrue();
        requests.answered();
        assertThat(reload.isAlive()).isTrue();
        requests.answered();
        reload.join();
        assertThat(requests.enter(true, NOBODY)).as("routes are being replaced").isFalse();
        requests.release(false);
        assertThat(requests.enter(false, NOBODY)).isTrue();
    }
}
