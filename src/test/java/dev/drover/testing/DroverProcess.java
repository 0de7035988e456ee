package dev.drover.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * The packaged application as a process of its own, as a user starts it: the jar, or the native binary where there is one.
 * It gets nothing of this machine's environment but what it needs to run.
 */
public final class DroverProcess implements AutoCloseable {

    /** Long enough for a busy machine; nothing depends on how long it really takes. */
    public static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final List<Thread> readers = new ArrayList<>();
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();

    private DroverProcess(Process process) {
        this.process = process;
        read(process.getInputStream(), out);
        read(process.getErrorStream(), err);
    }

    /** Starts it in a folder, with these variables and arguments; {@code JAVA_OPTS} means what it means to ./drover. */
    public static DroverProcess start(Path folder, Map<String, String> environment, String... arguments) {
        List<String> command = command(arguments);
        String options = environment.getOrDefault("JAVA_OPTS", "");
        command.addAll(1, options.isEmpty() ? List.of() : List.of(options.split(" ")));
        return start(command, folder, environment);
    }

    /** Starts a command line of one's own. */
    public static DroverProcess start(List<String> command, Path folder, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        String home = System.getProperty("user.home");
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", home, "LC_ALL", "C.UTF-8", "TZ", "UTC"));
        builder.environment().putAll(environment);
        try {
            return new DroverProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    public static DroverProcess run(Path folder, Map<String, String> environment, String... arguments) {
        DroverProcess process = start(folder, environment, arguments);
        process.exitCode();
        return process;
    }

    /** The whole command line. */
    public static List<String> command(String... arguments) {
        String ffmpeg = "-Dffmpeg.bundled-directory="
                + FfmpegMedia.executable().getParent().toAbsolutePath();
        List<String> command = new ArrayList<>();
        Path binary = Path.of(System.getProperty("native.image.path", ""));
        if (Files.isRegularFile(binary)) {
            command.addAll(List.of(binary.toAbsolutePath().toString(), ffmpeg));
        } else {
            Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
            command.addAll(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    ffmpeg,
                    "-jar",
                    jar.toString()));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private void read(InputStream stream, StringBuffer text) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> text.append(line).append('\n'));
            } catch (IOException | UncheckedIOException killed) {
                // it ends with its process
            }
        });
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    /** What it has written to standard output so far. */
    public String out() {
        return out.toString();
    }

    /** What it has written to standard error so far. */
    public String err() {
        return err.toString();
    }

    /** All that it has written so far. */
    public String said() {
        return out() + err();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has said this; fails when it ends without. */
    public DroverProcess awaitWords(String words) {
        Awaitility.await(words).atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            boolean ended = !process.isAlive();
            if (ended) {
                exitCode();
            }
            if (!said().contains(words) && ended) {
                throw new AssertionError(
                        "It ended with " + process.exitValue() + " and never said \"" + words + "\" but:\n" + said());
            }
            return said().contains(words);
        });
        return this;
    }

    /** Waits for its end, and for the last of what it says. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                close();
                throw new AssertionError("It has not ended within " + PATIENCE + " and said:\n" + said());
            }
            for (Thread reader : readers) {
                reader.join(PATIENCE.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** kill -15, as Ctrl-C, systemd and Docker do. */
    public DroverProcess terminate() {
        // Process.destroy would close its output, too, and what it says at its end would be lost
        process.toHandle().destroy();
        return this;
    }

    /** The same for the programs that it runs, and then for itself, as Ctrl-C at a terminal does. */
    public DroverProcess terminateAll() {
        process.descendants().forEach(ProcessHandle::destroy);
        return terminate();
    }

    /** kill -19: it keeps its files, locks and connections, and does nothing more. */
    public DroverProcess suspend() {
        return signal("STOP");
    }

    /** kill -18: it goes on where it was suspended. */
    public DroverProcess resume() {
        return signal("CONT");
    }

    private DroverProcess signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("Signal " + name + " could not be sent to " + process.pid());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** kill -9: from one moment to the next, with its children. */
    public DroverProcess kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode();
        return this;
    }

    /** The same, without its children: they live on. */
    public DroverProcess killAlone() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return this;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
