package dev.drover.api;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.drover.files.DiskFullException;
import dev.drover.files.NotWritableException;

import static org.assertj.core.api.Assertions.assertThat;

class ApiFailuresTest {

    private static final Path FOLDER = Path.of("/volume1/clips");

    static Stream<Exception> whatPassesWithRoom() {
        return Stream.of(
                new DiskFullException(FOLDER, 0, null),
                new NotWritableException(FOLDER, "read-only file system", new IOException()),
                new SQLException("[SQLITE_FULL] Insertion failed because database is full"),
                new IllegalStateException(new SQLException("[SQLITE_FULL] database or disk is full")));
    }

    @ParameterizedTest
    @MethodSource("whatPassesWithRoom")
    void whoComesWhileNothingCanBeWrittenIsToldToComeBack(Exception failure) {
        ApiAnswer answer = new ApiFailures().internal(failure);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).isEqualTo(Optional.of(60));
        assertThat(answer.text()).startsWith("{\"detail\":\"").doesNotContain("volume1", "SQL");
    }

    @Test
    void whatElseIsWrongInsideIsNotTold() {
        ApiAnswer answer = new ApiFailures().internal(new SQLException("no such table: job"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"Internal server error\"}");
        assertThat(answer.retryAfter()).isEmpty();
    }
}
