package dev.drover.cli;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A login that was refused before is tried once more only where a person looks on. */
class NvrLoginByHandTest {

    private static final String BY_HAND = "nvr-login.by-hand";

    @Test
    void onlyTheTestIsByHand() {
        assertThat(new NvrTestCommand().settings()).containsEntry(BY_HAND, "true");
        assertThat(new NvrCaptureCommand().settings())
                .as("a restart policy would lock the account")
                .doesNotContainKey(BY_HAND);
    }
}
