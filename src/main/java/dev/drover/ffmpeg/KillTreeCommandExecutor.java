package dev.drover.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecCommandExecutor;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.component.exec.ExecResult;

/**
 * Lets camel-exec run its commands as a {@link ProcessTree}: {@code commandExecutor: "#killTree"}.
 *
 * <p>Camel's own executor asks only the direct child to end, and waits for ever when that, or a grandchild, does not.
 *
 * <p>The result's streams hold the end of each output, at most {@value #MOST_CHARACTERS} characters in whole lines. A
 * command that was stopped because its time was over has the exit value {@value #TIMED_OUT}, as with the {@code timeout}
 * program, and says so on its standard error; so has one that tells its progress ({@code -progress}) and makes none for {@code
 * ffmpeg.stall}, and one of which a {@link RunLimit} says so. Where the command has an output file, which it writes itself, Camel takes the
 * body from there. What is to leave the processor to others ({@link FfmpegCommands#IN_BACKGROUND}) is started by {@code nice}.
 * The message body is not given to the process: its input is closed.
 */
@Named("killTree")
@Singleton
@RegisterForReflection
public class KillTreeCommandExecutor implements ExecCommandExecutor {
    public static final int TIMED_OUT = 124;
    private static final int MOST_CHARACTERS = 65_536;
    private static final String NICENESS = "15";

    private final List<LineListener> listeners;
    private final List<RunLimit> limits;
    private final Duration stall;

    @Inject
    public KillTreeCommandExecutor(
            @Any Instance<LineListener> listeners, @Any Instance<RunLimit> limits, FfmpegSettings settings) {
        this(listeners.stream().toList(), limits.stream().toList(), settings.stall());
    }

    KillTreeCommandExecutor(List<LineListener> listeners, List<RunLimit> limits, Duration stall) {
        this.listeners = List.copyOf(listeners);
        this.limits = List.copyOf(limits);
        this.stall = stall;
    }

    @Override
    public ExecResult execute(ExecCommand command) throws ExecException {
        List<String> line = line(command);
        String folder = command.getWorkingDir() == null ? "." : command.getWorkingDir();
        Duration timeout = Duration.ofMillis(command.getTimeout());
        Tail stdout = new Tail();
        Tail stderr = new Tail();
        Standstill progress = new Standstill(stall, () -> state(line), System.nanoTime());
        AtomicReference<String> why =
                new AtomicReference<>("Stopped after " + timeout.toMillis() / 1000.0 + " s: its time was over");
        BooleanSupplier over = () -> {
            Optional<String> limit = limits.stream()
                    .flatMap(each -> each.over(line).stream())
                    .findFirst()
                    .or(() -> line.contains("-progress") && progress.over(System.nanoTime())
                            ? Optional.of("it has not got on for " + stall.toMillis() / 1000.0 + " s")
                            : Optional.empty());
            limit.ifPresent(words -> why.set("Stopped: " + words));
            return limit.isPresent();
        };
        try {
            ProcessResult result = ProcessTree.run(line, Path.of(folder), timeout, over, (output, text) -> {
                progress.heard(text, System.nanoTime());
                (output == ProcessTree.Output.STDOUT ? stdout : stderr).add(text);
                listeners.forEach(listener -> listener.line(line, text));
            });
            if (result.timedOut()) {
                stderr.add(why.get());
            }
            return new ExecResult(
                    command, stdout.stream(), stderr.stream(), result.timedOut() ? TIMED_OUT : result.exitCode());
        } catch (ProcessException e) {
            throw failure(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(command.getExecutable() + " was stopped before its end", e);
        }
    }

    /** Of the file that FFmpeg writes, which is its last argument. */
    private static String state(List<String> line) {
        Path file = Path.of(line.get(line.size() - 1).replaceFirst("^file:", ""));
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException none) {
            return "";
        }
    }

    private static List<String> line(ExecCommand command) {
        List<String> line = new ArrayList<>();
        List<String> arguments = command.getArgs() == null ? List.of() : command.getArgs();
        boolean background = !arguments.isEmpty() && arguments.get(0).equals(FfmpegCommands.IN_BACKGROUND);
        if (background) {
            nice().ifPresent(nice -> line.addAll(List.of(nice, "-n", NICENESS)));
        }
        line.add(command.getExecutable());
        line.addAll(background ? arguments.subList(1, arguments.size()) : arguments);
        return line;
    }

    /** Not everywhere; without it, all are alike to the system. */
    private static Optional<String> nice() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .map(folder -> new File(folder, "nice"))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst();
    }

    private static ExecException failure(String message, Exception cause) {
        return new ExecException(message, InputStream.nullInputStream(), InputStream.nullInputStream(), -1, cause);
    }

    private static final class Tail {
        private final Deque<String> lines = new ArrayDeque<>();
        private int characters;

        private void add(String line) {
            lines.addLast(line);
            characters += line.length() + 1;
            while (characters > MOST_CHARACTERS) {
                characters -= lines.removeFirst().length() + 1;
            }
        }

        private InputStream stream() {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(line).append('\n'));
            return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
