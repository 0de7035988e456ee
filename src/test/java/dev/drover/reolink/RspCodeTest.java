package dev.drover.reolink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RspCodeTest {

    @ParameterizedTest
    @CsvSource({
        "-5, SESSIONS_FULL",
        "-6, SESSION_ENDED",
        "-21, SESSION_ENDED",
        "-7, LOGIN_REFUSED",
        "-27, LOGIN_REFUSED",
        "-37, LOGIN_REFUSED",
        "-501, LOGIN_REFUSED",
        "-502, LOGIN_REFUSED",
        "-503, LOGIN_REFUSED",
        "-105, LOGINS_LOCKED",
        "-505, LOGINS_LOCKED",
        "-506, LOGINS_LOCKED",
        "-507, LOGINS_LOCKED",
        "-99, CHANNEL_OFFLINE",
        "-31, BUSY",
        "-12, PASSING",
        "-17, PASSING",
        "-48, PASSING",
        "-4711, PASSING",
        "-9, REJECTED",
        "-49, REJECTED"
    })
    void eachCodeLeadsToWhatTheTableSays(int code, RspCode.Kind kind) {
        assertThat(RspCode.kind(code)).isEqualTo(kind);
        assertThat(NvrAnswer.Kind.valueOf(kind.name())).isNotNull();
    }

    @Test
    void itsWordsAreSaidOnce() {
        assertThat(RspCode.words(-7, "login failed")).isEqualTo("-7, login failed");
        assertThat(RspCode.words(-12, "get config failed"))
                .isEqualTo("-12, getting the configuration failed: get config failed");
    }
}
