package dev.drover.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Runs a process and makes sure that it ends, with all processes it started.
 *
 * <p>No shell is involved, its input is closed, and both outputs are read while it runs, so that it never waits for us. The
 * calling thread reads them by turns without ever blocking on one: a grandchild that inherited an output and outlives its
 * parent holds up nobody.
 *
 * <p>A tree is known only while its root lives: what a process leaves behind when it ends by itself is left alone.
 */
public final class ProcessTree {
    /** How many lines a result keeps. */
    public static final int LAST_LINES = 50;
    /** How long a process may take to finish its output after it was asked to end. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    private static final int LONGEST_LINE = 4096;
    private static final long POLL_MILLIS = 20;
    private static final long KILL_MILLIS = 2000;

    private ProcessTree() {}

    /** Which output a line came from. */
    public enum Output {
        STDOUT,
        STDERR
    }

    /**
     * Runs a command to its end.
     *
     * @param command program and arguments, taken as they are
     * @param folder its working directory
     * @param timeout above 0; then the whole tree gets SIGTERM, {@link #GRACE} later SIGKILL
     * @param lines is told every line as it comes, in the calling thread; lines are cut after 4096 bytes. What it throws
     *     ends the process.
     * @throws ProcessException if the program or the folder is not there
     * @throws InterruptedException if the thread was interrupted; the tree has been ended then
     */
    public static ProcessResult run(
            List<String> command, Path folder, Duration timeout, BiConsumer<Output, String> lines)
            throws InterruptedException {
        return run(command, folder, timeout, () -> false, lines);
    }

    /**
     * The same, but the process also ends as if its time were over when that is said.
     *
     * @param over whether its time is over; asked many times a second
     */
    static ProcessResult run(
            List<String> command, Path folder, Duration timeout, BooleanSupplier over, BiConsumer<Output, String> lines)
            throws InterruptedException {
        return run(command, folder, timeout, GRACE, over, lines);
    }

    static ProcessResult run(
            List<String> command, Path folder, Duration timeout, Duration grace, BiConsumer<Output, String> lines)
            throws InterruptedException {
        return run(command, folder, timeout, grace, () -> false, lines);
    }

    /**
     * Ends what an earlier Drover has started, and has not lived to end; other processes of this one are left alone.
     *
     * @param ours whether a command line, without the program, is one of those
     * @return how many there were
     * @throws InterruptedException if the thread was interrupted
     */
    public static int endOrphans(Predicate<List<String>> ours) throws InterruptedException {
        Set<ProcessHandle> orphans = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> ours.test(List.of(arguments)))
                        .isPresent())
                .filter(process -> ProcessHandle.current().descendants().noneMatch(process::equals))
                .collect(Collectors.toSet());
        orphans.forEach(ProcessHandle::destroy);
        for (ProcessHandle orphan : orphans) {
            try {
                orphan.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException stays) {
                orphan.destroyForcibly();
            }
        }
        return orphans.size();
    }

    private static ProcessResult run(
            List<String> command,
            Path folder,
            Duration timeout,
            Duration grace,
            BooleanSupplier over,
            BiConsumer<Output, String> lines)
            throws InterruptedException {
        long start = System.nanoTime();
        Process process = start(command, folder);
        Deque<String> last = new ArrayDeque<>();
        BiConsumer<Output, String> tee = (output, line) -> {
            if (last.size() == LAST_LINES) {
                last.removeFirst();
            }
            last.addLast(line);
            lines.accept(output, line);
        };
        LineReader stdout = new LineReader(process.getInputStream(), Output.STDOUT, tee);
        LineReader stderr = new LineReader(process.getErrorStream(), Output.STDERR, tee);
        boolean timedOut = false;
        boolean ended = false;
        try {
            while (process.isAlive()) {
                boolean said = stdout.read() | stderr.read();
                if (System.nanoTime() - start >= nanos(timeout) || over.getAsBoolean()) {
                    timedOut = true;
                    break;
                }
                if (said) {
                    continue;
                }
                process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (timedOut) {
                kill(process, grace, () -> stdout.read() | stderr.read());
            }
            // What it said last is in the pipes now; a grandchild that goes on talking is not listened to for long
            long exit = System.nanoTime();
            while ((stdout.read() | stderr.read())
                    && System.nanoTime() - exit < TimeUnit.MILLISECONDS.toNanos(KILL_MILLIS)) {
                // read on
            }
            stdout.flush();
            stderr.flush();
            ended = true;
        } finally {
            if (!ended) {
                // Interrupted, or the listener failed: nobody is left to hear what it says
                killUninterruptibly(process, grace);
            }
            stdout.close();
            stderr.close();
        }
        return new ProcessResult(
                process.isAlive() ? 137 : process.exitValue(),
                timedOut,
                List.copyOf(last),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** Without Drover's secrets, which are no business of a program it runs. */
    private static ProcessBuilder quiet(ProcessBuilder builder) {
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("RHOMBUS_")
                        || name.startsWith("API_TOKEN")
                        || name.startsWith("CAPTURE_BUCKET")
                        || name.startsWith("CLOUDFLARE_"));
        // A static FFmpeg, as ours, crashes with the character sets of this machine's C library, which it looks for
        // with each
        // transport stream that has a name. Where there are none it goes on without
        builder.environment().put("GCONV_PATH", "/nonexistent");
        return builder;
    }

    private static Process start(List<String> command, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ProcessException("Cannot start " + command.get(0) + ": its folder " + folder + " does not exist");
        }
        try {
            Process process = quiet(new ProcessBuilder(command).directory(folder.toFile()))
                    .start();
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // It has ended already, which is as closed as can be
            }
            return process;
        } catch (IOException e) {
            throw new ProcessException("Cannot start " + command.get(0) + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int error = message.indexOf("error=");
        return error < 0
                ? message
                : message.substring(message.indexOf(',', error) + 1).strip();
    }

    private static void killUninterruptibly(Process process, Duration grace) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    kill(process, grace, () -> false);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Drain {
        boolean read();
    }

    private static void kill(Process process, Duration grace, Drain drain) throws InterruptedException {
        // Who is whose child is known only while the parent lives
        Set<ProcessHandle> tree = new LinkedHashSet<>();
        collect(process.toHandle(), tree);
        tree.forEach(ProcessHandle::destroy);
        if (!await(process, tree, grace, drain)) {
            tree.forEach(ProcessHandle::destroyForcibly);
            await(process, tree, Duration.ofMillis(KILL_MILLIS), drain);
        }
    }

    private static boolean await(Process process, Set<ProcessHandle> tree, Duration patience, Drain drain)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            List.copyOf(tree).forEach(handle -> collect(handle, tree));
            if (!process.isAlive() && tree.stream().noneMatch(ProcessTree::runs)) {
                return true;
            }
            if (System.nanoTime() - start >= nanos(patience)) {
                return false;
            }
            if (!drain.read()) {
                if (process.isAlive()) {
                    process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } else {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        }
    }

    // In a container nobody may collect orphans that have ended: they stay listed as alive, but have no program any
    // more
    private static boolean runs(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    private static void collect(ProcessHandle handle, Set<ProcessHandle> tree) {
        tree.add(handle);
        handle.descendants().forEach(tree::add);
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(10_000)) > 0 ? Long.MAX_VALUE / 2 : duration.toNanos();
    }

    /** Reads what is there, never waits. */
    private static final class LineReader {
        private final InputStream in;
        private final Output output;
        private final BiConsumer<Output, String> lines;
        private final byte[] buffer = new byte[8192];
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        private LineReader(InputStream in, Output output, BiConsumer<Output, String> lines) {
            this.in = in;
            this.output = output;
            this.lines = lines;
        }

        private boolean read() {
            int length;
            try {
                int available = in.available();
                if (available <= 0) {
                    return false;
                }
                length = in.read(buffer, 0, Math.min(available, buffer.length));
            } catch (IOException e) {
                // Closed by the end of the process
                return false;
            }
            for (int i = 0; i < length; i++) {
                // FFmpeg ends its status lines with a carriage return
                if (buffer[i] == '\n' || buffer[i] == '\r') {
                    flush();
                } else if (line.size() < LONGEST_LINE) {
                    line.write(buffer[i]);
                }
            }
            return length > 0;
        }

        private void flush() {
            if (line.size() > 0) {
                String text = line.toString(StandardCharsets.UTF_8);
                line.reset();
                lines.accept(output, text);
            }
        }

        private void close() {
            try {
                in.close();
            } catch (IOException e) {
                // nothing is left to be read
            }
        }
    }
}
