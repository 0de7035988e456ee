package dev.drover.rhombus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RhombusAnswersTest {

    private final RhombusAnswers answers = new RhombusAnswers(Mappings.of(RhombusSettings.class));
    private final RhombusCall call = new RhombusCall.GetCameras();

    @Test
    void anAnswerIsReadByItsCall() throws IOException {
        assertThat(answers.json(call)).isEqualTo("{}");
        assertThat(
                        read(
                                "{\"cameraStates\":[{\"uuid\":\"c1.v0\",\"name\":\"Dock\",\"connectionStatus\":\"RED\"},{},null]}"))
                .isEqualTo(List.of(new Camera("c1", "Dock", "", "RED")));
    }

    @Test
    void namesOfCamerasAndWordsOfErrorsSteerNoTerminal() throws IOException {
        assertThat(read("{\"cameraStates\":[{\"uuid\":\"c1\",\"name\":\"大门 \\u001b]0;x\\u0007\\u202e\\n\"},"
                        + "{\"uuid\":\"c2\",\"name\":\"\\u001b\"}]}"))
                .isEqualTo(List.of(new Camera("c1", "大门  ]0;x  ", "", ""), new Camera("c2", "Unknown", "", "")));
        assertThatThrownBy(() -> answers.refuse(call, 500, "\u001b[2J gone"))
                .hasMessageContaining("500:  [2J gone")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void anErrorInA200AnswerIsARefusal() {
        assertThatThrownBy(() -> read("{\"error\":true,\"errorMsg\":\"Camera not found\"}"))
                .isInstanceOf(RhombusException.Rejected.class)
                .hasMessageContaining("Camera not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "", "[]", "null", "{\"a\":"})
    void whatIsNoJsonObjectMayPass(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(RhombusException.Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, AccessRefused, RHOMBUS_API_KEY",
        "403, NotPermitted, region",
        "404, UnknownOperation, rhombus.api-url",
        "405, UnknownOperation, rhombus.api-url",
        "429, TooManyRequests, throttling",
        "500, Unavailable, could not answer",
        "503, Unavailable, could not answer",
        "400, Rejected, refused"
    })
    void aStatusIsAnExceptionThatSaysWhatToDo(int status, String type, String hint) {
        assertThatThrownBy(() -> answers.refuse(call, status, "{\"msg\":\"so it is\"}"))
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo(type))
                .hasMessageContaining(hint)
                .hasMessageContaining(status + ": so it is");
    }

    @Test
    void aLongAnswerIsQuotedInPartOnOneLine() {
        assertThatThrownBy(() -> answers.refuse(call, 500, "line\n".repeat(1000)))
                .hasMessageMatching(".{1,400}")
                .hasMessageContaining("line line");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1000",
        "' 7 ', 7000",
        "0, 100",
        "999999, 60000",
        "'Wed, 21 Oct 2025 07:28:00 GMT', 1000",
        "-3, 1000",
        ", 1000"
    })
    void aThrottledCallWaitsWithinBounds(String retryAfter, long millis) {
        assertThat(answers.waitMillis(retryAfter)).isEqualTo(millis);
    }

    private Object read(String answer) throws IOException {
        return answers.read(call, new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    }
}
