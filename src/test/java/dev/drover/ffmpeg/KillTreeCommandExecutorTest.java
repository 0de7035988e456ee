package dev.drover.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.camel.LoggingLevel;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.component.exec.ExecResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class KillTreeCommandExecutorTest {
    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();
    private final KillTreeCommandExecutor executor = executor(Duration.ofDays(1));

    @Test
    void keepsTheOutputsApartAndTellsListeners() throws Exception {
        ExecResult result = executor.execute(command("sh", 60_000, "-c", "echo out; echo err >&2; pwd >where; exit 4"));

        assertThat(text(result.getStdout())).isEqualTo("out\n");
        assertThat(text(result.getStderr())).isEqualTo("err\n");
        assertThat(result.getExitValue()).isEqualTo(4);
        assertThat(folder.resolve("where"))
                .content()
                .contains(folder.getFileName().toString());
        assertThat(heard).containsExactlyInAnyOrder("sh: out", "sh: err");
    }

    @Test
    void boundsWhatItKeeps() throws Exception {
        ExecResult result = executor.execute(
                command("sh", 60_000, "-c", "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done"));

        assertThat(text(result.getStdout())).hasSizeLessThanOrEqualTo(65_536).endsWith("line 19998\nline 19999\n");
    }

    @Test
    void saysThatTheTimeWasOver() throws Exception {
        ExecResult result = executor.execute(command("sh", 500, "-c", "sleep 300 & sleep 300"));

        assertThat(result.getExitValue()).isEqualTo(KillTreeCommandExecutor.TIMED_OUT);
        assertThat(text(result.getStderr())).isEqualTo("Stopped after 0.5 s: its time was over\n");
    }

    @Test
    void saysThatItDidNotGetOn() throws Exception {
        // As newer versions do that wait for something: there is a line each while, and nothing in it changes but the
        // speed
        String stands = "i=0; while :; do i=$((i+1)); echo out_time=00:00:01; echo speed=$i; sleep 0.05; done";
        ExecResult result = executor(Duration.ofMillis(500)).execute(command("sh", 60_000, "-c", stands, "-progress"));

        assertThat(result.getExitValue()).isEqualTo(KillTreeCommandExecutor.TIMED_OUT);
        assertThat(text(result.getStderr())).isEqualTo("Stopped: it has not got on for 0.5 s\n");
        assertThatThrownBy(() -> new FfmpegResults().demandSuccess(result)).isInstanceOf(OvertimeException.class);
    }

    @Test
    void runsWithoutATimeout() throws Exception {
        assertThat(executor.execute(command("true", Long.MAX_VALUE)).getExitValue())
                .isZero();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> executor.execute(command("no-such-program-here", 1000)))
                .isInstanceOf(ExecException.class)
                .hasMessageContaining("Cannot start no-such-program-here");
    }

    private KillTreeCommandExecutor executor(Duration stall) {
        return new KillTreeCommandExecutor(
                List.of((command, line) -> heard.add(command.get(0) + ": " + line)), List.of(), stall);
    }

    private ExecCommand command(String executable, long timeout, String... arguments) {
        File none = null;
        return new ExecCommand(
                executable,
                List.of(arguments),
                folder.toString(),
                timeout,
                Set.of(),
                InputStream.nullInputStream(),
                none,
                false,
                LoggingLevel.DEBUG);
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
