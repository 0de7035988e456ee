package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import dev.drover.footage.FootageWindow;
import dev.drover.footage.SegmentProgress;

/** A bar for each download, where somebody looks at a terminal; elsewhere the lines of the log tell how far it has come. */
@Singleton
class DownloadProgress {

    private static final int UPDATE_MILLIS = 200;
    private static final int NAME_LENGTH = 28;

    private final Map<String, ProgressBar> bars = new HashMap<>();
    private boolean shown;

    /** Whether standard output goes to a terminal that can move its cursor. */
    static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM")) || System.getenv("TERM") == null) {
            return false;
        }
        try {
            String output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException noProc) {
            return System.console() != null;
        }
    }

    /** The lines that bars stand for are left out. */
    static Map<String, String> quietened() {
        Map<String, String> settings = new HashMap<>();
        for (String category : new String[] {"accept-footage", "fetch-segment", "read-manifest", "publish-footage"}) {
            settings.put("quarkus.log.category.\"" + category + "\".level", "WARN");
        }
        return settings;
    }

    synchronized void show() {
        shown = true;
    }

    synchronized void onSegment(@Observes SegmentProgress progress) {
        if (!shown) {
            return;
        }
        FootageWindow window = progress.window();
        String key = window.job().id() + "/" + window.track() + "/" + window.index();
        ProgressBar bar = bars.computeIfAbsent(key, any -> bar(progress));
        if (progress.done() > bar.getCurrent()) {
            bar.stepTo(progress.done());
        }
        if (progress.done() >= progress.total()) {
            bar.close();
        }
    }

    /** Ends all bars, for nothing comes any more. */
    synchronized void close() {
        bars.values().forEach(ProgressBar::close);
        bars.clear();
        shown = false;
    }

    private static ProgressBar bar(SegmentProgress progress) {
        String name = progress.window().job().cameraName() + " " + progress.track();
        return new ProgressBarBuilder()
                .setTaskName(name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH - 1) + "…" : name)
                .setInitialMax(progress.total())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setUnit(" segments", 1)
                .build();
    }
}
