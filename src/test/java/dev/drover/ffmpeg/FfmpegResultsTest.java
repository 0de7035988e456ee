package dev.drover.ffmpeg;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FfmpegResultsTest {

    private static void look(int exit, String said) {
        ExecCommand command = new ExecCommand("ffmpeg", List.of(), "", 1L, Set.of(), null, null, false, null);
        new FfmpegResults()
                .demandSuccess(new ExecResult(
                        command,
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)),
                        exit));
    }

    /** What FFmpeg 5.1 says of AV1. */
    @Test
    void whatCannotBeDecodedHereNeverWillBe() {
        assertThatThrownBy(() -> look(1, "Decoder (codec av1) not found for input stream #0:0\n"))
                .isInstanceOf(NoDecoderException.class)
                .hasMessageContaining("cannot decode av1");
        assertThatThrownBy(() -> look(1, "x: No such file or directory\n"))
                .isExactlyInstanceOf(ProcessException.class)
                .hasMessageContaining("FFmpeg failed (1): x");
    }
}
