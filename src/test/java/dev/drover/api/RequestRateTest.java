package dev.drover.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRateTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void soManyPassInASecondAndNoMore() {
        RequestRate rate = new RequestRate(10, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(rate.pass(0)).isTrue();
        }
        assertThat(rate.pass(0)).isFalse();
        assertThat(rate.pass(SECOND / 10)).isTrue();
        assertThat(rate.pass(SECOND / 10)).isFalse();
    }

    @Test
    void aQuietDayLetsNoMoreThrough() {
        RequestRate rate = new RequestRate(2, 0);
        long later = 86_400 * SECOND;
        assertThat(rate.pass(later)).isTrue();
        assertThat(rate.pass(later)).isTrue();
        assertThat(rate.pass(later)).isFalse();
    }
}
