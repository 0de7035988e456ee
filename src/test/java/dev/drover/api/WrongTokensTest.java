package dev.drover.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WrongTokensTest {

    private static final long SECOND = 1_000_000_000L;

    private final WrongTokens wrong = new WrongTokens();

    @Test
    void eachAddressHasSoManyInASecond() {
        for (int i = 0; i < 10; i++) {
            assertThat(wrong.tooMany("192.0.2.1", 0)).isFalse();
        }
        assertThat(wrong.tooMany("192.0.2.1", 0)).isTrue();
        assertThat(wrong.tooMany("192.0.2.2", 0)).isFalse();
        assertThat(wrong.tooMany("192.0.2.1", SECOND)).isFalse();
    }

    @Test
    void onlySoManyAddressesAreRemembered() {
        for (int i = 0; i < 10; i++) {
            wrong.tooMany("first", 0);
        }
        for (int i = 0; i < 999; i++) {
            wrong.tooMany("address " + i, 0);
        }
        assertThat(wrong.tooMany("first", 0)).isTrue();
        for (int i = 0; i < 1_000; i++) {
            wrong.tooMany("address " + i, 0);
        }
        assertThat(wrong.tooMany("first", 0)).isFalse();
    }
}
