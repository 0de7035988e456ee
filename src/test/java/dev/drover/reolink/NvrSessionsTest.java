package dev.drover.reolink;

import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NvrSessionsTest {

    private static final NvrCall CALL = new NvrCall.GetChannels("");

    @TempDir
    Path folder;

    private NvrSessions sessions;

    @BeforeEach
    void start() {
        sessions = sessions();
    }

    private NvrSessions sessions() {
        NvrSettings settings =
                Mappings.of(NvrSettings.class, "nvr.host", "192.0.2.1", "nvr.username", "demo", "nvr.password", "demo");
        return new NvrSessions(
                new Nvrs(settings),
                settings,
                Clock.systemUTC(),
                new DataFolder(Mappings.of(DroverSettings.class, "drover.data", folder.toString())),
                false);
    }

    private void open(NvrSessions process, String token) {
        process.isClosed(CALL);
        process.login(CALL);
        process.keep(CALL, new NvrCall.Lease(token, 3600), "/api.cgi");
    }

    @Test
    void aSessionIsKnownUntilItsLogoutIsAnswered() {
        open(sessions, "one");
        NvrCall logout = sessions.leave("").orElseThrow();
        assertThat(sessions().token("").map(NvrToken::text))
                .as("nobody knows whether the logout has come")
                .contains("one");
        sessions.left(logout);
        assertThat(sessions().token("")).isEmpty();
    }

    @Test
    void whatAnotherProcessHasOpenedSinceThenStays() {
        open(sessions, "one");
        NvrCall logout = sessions.leave("").orElseThrow();
        open(sessions(), "two");
        sessions.left(logout);
        assertThat(sessions().token("").map(NvrToken::text)).contains("two");
    }

    @Test
    void aLoginWhoseAnswerIsLostIsNotRepeatedSoon() {
        sessions.unanswered(sessions.login(CALL));
        assertThatThrownBy(() -> sessions.login(CALL))
                .isInstanceOf(NvrException.SessionsFull.class)
                .hasMessageContaining("has not answered the last login");
    }
}
