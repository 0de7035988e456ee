package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ProcessTreeTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    @Test
    void tellsLinesOfBothOutputsAndTheExitCode() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        ProcessResult result = ProcessTree.run(
                shell("echo one; echo two >&2; printf 'a\\rb'; pwd; exit 3"), folder, LONG, (o, l) -> lines.add(o + l));

        assertThat(lines).contains("STDOUTone", "STDERRtwo", "STDOUTa").anyMatch(line -> line.startsWith("STDOUTb"));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.timedOut()).isFalse();
        assertThat(result.ok()).isFalse();
        assertThat(result.lastLines()).contains("one", "two");
        assertThat(String.join("", result.lastLines()))
                .contains(folder.getFileName().toString());
    }

    @Test
    void passesArgumentsAsTheyAre() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        ProcessTree.run(
                List.of("printf", "%s|", "a b", "$(id)", "", "'\"*;"), folder, LONG, (o, line) -> lines.add(line));

        assertThat(lines).containsExactly("a b|$(id)||'\"*;|");
    }

    @Test
    void tellsLinesWhileTheProcessRuns() throws InterruptedException {
        // The process ends only once the first line has been heard
        Path heard = folder.resolve("heard");
        ProcessResult result = ProcessTree.run(
                shell("echo ready; while [ ! -e heard ]; do sleep 0.02; done; echo done"), folder, LONG, (o, line) -> {
                    if (line.equals("ready")) {
                        assertThat(heard.toFile().mkdir()).isTrue();
                    }
                });

        assertThat(result.lastLines()).containsExactly("ready", "done");
    }

    @Test
    void neverWaitsForInput() throws InterruptedException {
        assertThat(ProcessTree.run(List.of("cat"), folder, LONG, (o, l) -> {}).ok())
                .isTrue();
    }

    @Test
    void keepsOnlyTheEndOfALongTale() throws InterruptedException {
        ProcessResult result = ProcessTree.run(
                shell("i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done;"
                        + " head -c 3000000 /dev/zero | tr '\\0' x"),
                folder,
                LONG,
                (o, l) -> {});

        assertThat(result.lastLines()).hasSize(ProcessTree.LAST_LINES).contains("line 4999");
        assertThat(result.lastLines().get(ProcessTree.LAST_LINES - 1)).isEqualTo("x".repeat(4096));
    }

    @Test
    void stopsTheWholeTreeWhenItsTimeIsOver() throws InterruptedException {
        List<Long> pids = new CopyOnWriteArrayList<>();
        ProcessResult result = ProcessTree.run(
                shell("sh -c 'sleep 300 & echo $!; wait' & echo $!; wait"),
                folder,
                Duration.ofSeconds(1),
                (o, l) -> pids.add(Long.parseLong(l)));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.ok()).isFalse();
        assertThat(pids).hasSize(2).noneMatch(ProcessTreeTest::alive);
    }

    @Test
    void stopsWhatDoesNotListen() throws InterruptedException {
        List<Long> pids = new CopyOnWriteArrayList<>();
        ProcessResult result = ProcessTree.run(
                shell(
                        "trap '' TERM; (trap '' TERM; while :; do sleep 0.1; done) & echo $!; while :; do sleep 0.1; done"),
                folder,
                Duration.ofSeconds(1),
                SHORT,
                (o, l) -> pids.add(Long.parseLong(l)));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.exitCode()).isEqualTo(137);
        assertThat(pids).hasSize(1).noneMatch(ProcessTreeTest::alive);
    }

    @Test
    void letsAProcessFinishItsOutputAfterItsTime() throws InterruptedException {
        ProcessResult result = ProcessTree.run(
                shell("trap 'echo bye; exit 9' TERM; while :; do sleep 0.02; done"),
                folder,
                Duration.ofSeconds(1),
                (o, l) -> {});

        assertThat(result.lastLines()).contains("bye");
        assertThat(result.exitCode()).isEqualTo(9);
    }

    @Test
    void doesNotWaitForAGrandchildThatKeepsTheOutput() throws InterruptedException {
        List<Long> pids = new ArrayList<>();
        ProcessResult result =
                ProcessTree.run(shell("sleep 300 & echo $!"), folder, LONG, (o, l) -> pids.add(Long.parseLong(l)));

        assertThat(result.ok()).isTrue();
        assertThat(pids).hasSize(1);
        ProcessHandle.of(pids.get(0)).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void stopsTheTreeOnInterrupt() throws InterruptedException {
        List<Long> pids = new CopyOnWriteArrayList<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                ProcessTree.run(
                        shell("sleep 300 & echo $!; wait"), folder, LONG, (o, l) -> pids.add(Long.parseLong(l)));
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        thread.start();
        await().until(() -> !pids.isEmpty());
        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(pids).noneMatch(ProcessTreeTest::alive);
    }

    @Test
    void stopsTheTreeWhenTheListenerFails() {
        List<Long> pids = new ArrayList<>();
        assertThatThrownBy(() -> ProcessTree.run(shell("echo $$; sleep 300"), folder, LONG, (o, line) -> {
                    pids.add(Long.parseLong(line));
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(pids).hasSize(1).noneMatch(ProcessTreeTest::alive);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> ProcessTree.run(List.of("no-such-program-here"), folder, LONG, (o, l) -> {}))
                .isInstanceOf(ProcessException.class)
                .hasMessage("Cannot start no-such-program-here: No such file or directory");
        assertThatThrownBy(() -> ProcessTree.run(List.of("cat"), folder.resolve("absent"), LONG, (o, l) -> {}))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("its folder")
                .hasMessageContaining("does not exist");
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    // An orphan that has ended stays in the table until something collects it: where that is nobody, it is a zombie
    private static boolean alive(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().command().isPresent())
                .isPresent();
    }
}
