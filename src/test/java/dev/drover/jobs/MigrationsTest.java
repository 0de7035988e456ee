package dev.drover.jobs;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.drover.testing.FlowTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Tables of an older version are brought up to date: {@code StartIT}. */
@QuarkusTest
class MigrationsTest extends FlowTest {

    @Inject
    Migrations migrations;

    @Test
    void tablesThatFlywayHasMigratedAreUpToDate() {
        assertThat(migrations.upToDate()).isTrue();
    }
}
