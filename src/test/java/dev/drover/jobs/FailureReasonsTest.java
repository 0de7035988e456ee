package dev.drover.jobs;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;

import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.UncategorizedSQLException;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReasonsTest {

    private final FailureReasons reasons = new FailureReasons();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET https://host/a/clip.mpd?x-auth-ft=S3CRET failed|GET https://host/a/clip.mpd failed",
                "x-auth-apikey: S3CRET was sent|x-auth-apikey: … was sent",
                "Cookie RSESSIONID=RFT:S3CRET; path|Cookie RSESSIONID=RFT:…; path",
                "token=S3CRET&x=1|token=…&x=1",
                "apiKey=S3CRET|apiKey=…",
                "{\"federatedSessionToken\":\"S3CRET\"}|{\"federatedSessionToken\":\"…\"}",
                "password = S3CRET|password = …",
                "Authorization: Bearer S3CRET|Authorization: Bearer …"
            })
    void nothingSecretIsTold(String told, String redacted) {
        assertThat(reasons.of(new IOException(told))).isEqualTo(redacted);
    }

    @Test
    void whatItWasAboutIsOnOneLineWithWhatToDo() {
        assertThat(reasons.of(new UnknownHostException("api2.example")))
                .startsWith("No network")
                .contains("api2.example")
                .as("it may be a media host as well")
                .doesNotContain("rhombus.api-url");
        assertThat(reasons.of(new ConnectException("Connection\n refused")))
                .startsWith("No connection: Connection refused");
        assertThat(reasons.of(new SocketTimeoutException("Read timed out")))
                .isEqualTo("No answer in time: Read timed out");
        assertThat(reasons.of(new SSLHandshakeException("bad"))).isEqualTo("No trusted connection: bad");
        assertThat(reasons.of(new AccessDeniedException("/data/x")))
                .isEqualTo("A file could not be read or written: /data/x");
        assertThat(reasons.of(new InvalidPathException("s?d", "Malformed input")))
                .contains("Malformed input: s?d", "LC_ALL=C.UTF-8");
        assertThat(reasons.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void databaseIsNamed() {
        SQLException full = new SQLException("[SQLITE_FULL] Insertion failed because database is full");
        assertThat(reasons.of(new UncategorizedSQLException("PreparedStatementCallback", null, full)))
                .startsWith("No space left for the job table");
        SQLException locked = new SQLException("[SQLITE_BUSY] The database file is locked");
        assertThat(reasons.of(new UncategorizedSQLException("PreparedStatementCallback", null, locked)))
                .isEqualTo("The job table could not be read or written: [SQLITE_BUSY] The database file is locked");
    }

    @Test
    void whatCamelWrapsIsUnwrapped() {
        assertThat(reasons.of(new RuntimeCamelException(new ExecutionException(new IOException("disk gone")))))
                .isEqualTo("disk gone");
    }
}
