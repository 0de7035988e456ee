package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Logger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

import dev.drover.footage.SegmentProgress;
import dev.drover.timelapse.StitchProgress;

/** A bar for each download, where somebody looks at a terminal; elsewhere the lines of the log tell how far it has come. */
@Singleton
class DownloadProgress {

    private static final int NAME_LENGTH = 20;
    private static final int BAR_LENGTH = 16;
    /** More would not fit into a small window. */
    private static final int MOST_BARS = 8;

    /** By job: a download fetches one piece of picture or sound after the other. */
    private final Map<Long, SegmentProgress> downloads = new LinkedHashMap<>();

    private Optional<Screen> screen = Optional.empty();

    /** Whether standard output goes to a terminal that can move its cursor. */
    static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM")) || System.getenv("TERM") == null) {
            return false;
        }
        return isTerminal(1).orElseGet(DownloadProgress::hasConsole);
    }

    /** Where there is no /proc, as on macOS. Since Java 22 there would be a console without a terminal, too, but for this setting. */
    static boolean hasConsole() {
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    private static Optional<Boolean> isTerminal(int descriptor) {
        try {
            String output = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return Optional.of(output.startsWith("/dev/pts/") || output.startsWith("/dev/tty"));
        } catch (IOException | UnsupportedOperationException noProc) {
            return Optional.empty();
        }
    }

    /** Takes hold of the terminal, if there is one, before the log does. */
    static void install() {
        if (isTerminal()) {
            Screen.install(isTerminal(2).orElse(true));
        }
    }

    /** The lines that bars stand for are left out. */
    static Map<String, String> quietened() {
        Map<String, String> settings = new HashMap<>();
        for (String category : new String[] {"accept-footage", "fetch-segment", "read-manifest"}) {
            settings.put("quarkus.log.category.\"" + category + "\".level", "WARN");
        }
        // What is missing is told by the command itself
        settings.put("quarkus.log.category.\"publish-footage\".level", "ERROR");
        return settings;
    }

    synchronized void show() {
        screen = Screen.installed();
        if (screen.isPresent()) {
            leadToScreen(Logger.getLogger("").getHandlers());
        }
    }

    /** A native binary's log holds the standard output that it was built with, whatever has taken its place since. */
    private static void leadToScreen(Handler[] handlers) {
        for (Handler handler : handlers) {
            if (handler instanceof ConsoleHandler console) {
                console.setOutputStream(System.out);
            } else if (handler instanceof ExtHandler several) {
                leadToScreen(several.getHandlers());
            }
        }
    }

    synchronized void onSegment(@Observes SegmentProgress progress) {
        if (screen.isEmpty()) {
            return;
        }
        long job = progress.window().job().id();
        if (progress.done() < progress.total()) {
            downloads.put(job, progress);
        } else {
            downloads.remove(job);
        }
        draw();
    }

    /** One video is made after the other. */
    synchronized void onStitch(@Observes StitchProgress progress) {
        screen.ifPresent(terminal -> terminal.show(
                progress.ended()
                        ? List.of()
                        : List.of(bar(progress.channel(), progress.what(), progress.done(), progress.total()))));
    }

    /** A download has ended, however it did. */
    synchronized void ended(long job) {
        downloads.remove(job);
        draw();
    }

    /** Shows these lines in place of bars; where there is no terminal, nothing. */
    synchronized void tell(List<String> lines) {
        screen.ifPresent(terminal -> terminal.show(lines));
    }

    /** Takes all bars away, for nothing comes any more. */
    synchronized void close() {
        downloads.clear();
        draw();
        screen = Optional.empty();
    }

    private void draw() {
        screen.ifPresent(terminal -> {
            List<String> bars = new ArrayList<>();
            downloads.values().stream()
                    .limit(MOST_BARS)
                    .map(DownloadProgress::bar)
                    .forEach(bars::add);
            if (downloads.size() > MOST_BARS) {
                bars.add("and " + (downloads.size() - MOST_BARS) + " more");
            }
            terminal.show(bars);
        });
    }

    /** What counts most comes first, for narrow windows cut it off. Usually at most 55 columns: a window made narrower than that wraps it. */
    private static String bar(SegmentProgress progress) {
        return bar(progress.window().job().cameraName(), progress.track(), progress.done(), progress.total());
    }

    private static String bar(String name, String what, int done, int total) {
        int filled = (int) ((long) BAR_LENGTH * done / total);
        return "%s %-5s %9s [%s%s]"
                .formatted(name(name), what, done + "/" + total, "=".repeat(filled), " ".repeat(BAR_LENGTH - filled));
    }

    /** Names come from outside: what would steer the terminal is left out. */
    private static String name(String name) {
        int[] letters = name.codePoints()
                .filter(letter -> !Character.isISOControl(letter) && Character.getType(letter) != Character.FORMAT)
                .toArray();
        String shown = letters.length > NAME_LENGTH
                ? new String(letters, 0, NAME_LENGTH - 1) + "…"
                : new String(letters, 0, letters.length);
        return shown + " ".repeat(Math.max(0, NAME_LENGTH - letters.length));
    }
}
