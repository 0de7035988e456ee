package dev.drover.reolink;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.reolink.NvrAnswer.Kind;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class NvrAnswersTest {

    private static final NvrCall LOGIN = new NvrCall.Login("", "demo", "demo");
    private static final NvrCall CHANNELS = new NvrCall.GetChannels("");

    @TempDir
    Path folder;

    private NvrSessions sessions;
    private NvrAnswers answers;

    @BeforeEach
    void start() {
        NvrSettings settings =
                Mappings.of(NvrSettings.class, "nvr.host", "192.0.2.1", "nvr.username", "demo", "nvr.password", "demo");
        Nvrs nvrs = new Nvrs(settings);
        DataFolder data = new DataFolder(Mappings.of(DroverSettings.class, "drover.data", folder.toString()));
        sessions = new NvrSessions(nvrs, settings, Clock.systemUTC(), data, false);
        answers = new NvrAnswers(Clock.systemUTC(), new NvrRequests(nvrs, sessions, settings), sessions);
    }

    private static NvrCall snap(int channel) {
        return new NvrCall.Snap("", channel, true);
    }

    private NvrAnswer answer(NvrCall call, int status, String body) {
        NvrAnswer answer = answers.read(
                call, new NvrReply(status, "text/html", body.getBytes(StandardCharsets.UTF_8), Instant.now()));
        if (answer.sessionEnded()) {
            sessions.ended(call, answer);
        }
        return answer;
    }

    private NvrAnswer refused(NvrCall call, int code) {
        return answer(call, 200, "[{\"cmd\":\"X\",\"code\":1,\"error\":{\"rspCode\":" + code + "}}]");
    }

    private void logIn() {
        sessions.keep(LOGIN, new NvrCall.Lease("token", 3600), "/api.cgi");
    }

    private void answerWell(NvrCall call) {
        answer(call, 200, "[{\"code\":0,\"value\":{\"status\":[]}}]");
    }

    @ParameterizedTest
    @ValueSource(ints = {-4711, -25, -10, -48})
    void aLoginThatIsRefusedForAnUnknownReasonIsNotTriedAgainSoon(int code) {
        assertThat(refused(LOGIN, code).kind()).isEqualTo(Kind.LOGINS_LOCKED);
        assertThat(refused(CHANNELS, code).kind()).isEqualTo(Kind.PASSING);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -8, -12, -17})
    void whatPassesForALoginToo(int code) {
        assertThat(refused(LOGIN, code).kind()).isEqualTo(Kind.PASSING);
    }

    @Test
    void aLoginThatMayHaveOpenedASessionIsNotRepeatedAtOnce() {
        assertThat(answer(LOGIN, 200, "[{\"code\":0,\"value\":{}}]").kind()).isEqualTo(Kind.SESSIONS_FULL);
    }

    @Test
    void oneChannelWhoseStatusIsBadEndsNoSessionMoreThanOnce() {
        logIn();
        answerWell(CHANNELS);
        assertThat(answer(snap(2), 404, "").kind()).isEqualTo(Kind.PASSING);
        assertThat(answer(snap(2), 404, "").kind()).isEqualTo(Kind.SESSION_ENDED);
        logIn();
        for (int i = 0; i < 10; i++) {
            assertThat(answer(snap(2), 404, "").kind()).as("%d", i).isEqualTo(Kind.PASSING);
        }
        answerWell(snap(3));
        for (int i = 0; i < 10; i++) {
            assertThat(answer(snap(2), 404, "").kind()).as("%d", i).isEqualTo(Kind.PASSING);
        }
        assertThat(answer(CHANNELS, 404, "").kind()).isEqualTo(Kind.PASSING);
        assertThat(answer(CHANNELS, 404, "").kind())
                .as("all others still tell of its end")
                .isEqualTo(Kind.SESSION_ENDED);
    }

    @Test
    void anAnswerWithoutAListIsNoEmptyList() {
        assertThat(answer(CHANNELS, 200, "[{\"code\":0,\"value\":{}}]").kind()).isEqualTo(Kind.PASSING);
        assertThat(answer(CHANNELS, 200, "[{\"code\":0,\"value\":{\"status\":[]}}]")
                        .kind())
                .isEqualTo(Kind.GOOD);
    }
}
