package dev.drover.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.drover.jobs.StoppedException;
import dev.drover.timelapse.Daylight;
import dev.drover.timelapse.NoPicturesException;
import dev.drover.timelapse.StitchOrder;
import dev.drover.timelapse.StitchOutcome;
import dev.drover.timelapse.TimelapseFolders;
import dev.drover.timelapse.VideoStyle;

/** {@code drover nvr stitch}: videos of all pictures, made now. */
@CommandLine.Command(
        name = "stitch",
        description =
                "Makes two videos of the pictures of each channel, in full size and 720 lines high. No NVR is needed.",
        footer = {
            "",
            "Exit code 0: each channel has its videos; pictures that are none were left out, and are named. 1: a channel has"
                    + " none. 2: wrong usage."
        },
        mixinStandardHelpOptions = true)
class NvrStitchCommand implements Command {

    @Option(
            names = "--every-n-frames",
            paramLabel = "N",
            converter = NumberOption.EveryN.class,
            description = "Take each n-th picture. Default: timelapse.stitch-every-n-frames.")
    private Optional<Long> everyN = Optional.empty();

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description =
                    "Take the first picture of each such stretch of time, such as 1m. Default: timelapse.stitch-every.")
    private Optional<Duration> every = Optional.empty();

    @Option(
            names = "--fps",
            paramLabel = "F",
            converter = NumberOption.Fps.class,
            description = "Pictures a second that the videos show. Default: timelapse.fps.")
    private Optional<Long> fps = Optional.empty();

    @Option(names = "--day", paramLabel = "DATE", description = "Only the pictures of this day, such as 2026-11-22.")
    private Optional<LocalDate> day = Optional.empty();

    @Option(
            names = "--daylight",
            paramLabel = "WHEN",
            description =
                    "Only pictures taken by day: 06:00-21:00, or a place as 47.37,8.54. Default: timelapse.daylight.")
    private Optional<String> daylight = Optional.empty();

    @Option(names = "--overlay", description = "Write its time into each picture.")
    private boolean overlay;

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        if (everyN.isPresent() && every.isPresent()) {
            throw new ParameterException(spec.commandLine(), "Give either --every-n-frames or --every");
        }
        if (every.filter(Duration::isZero).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--every must be longer than 0 s");
        }
        try {
            daylight.ifPresent(Daylight::parse);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(), "--daylight is '" + daylight.get() + "'; " + wrong.getMessage());
        }
        Map<String, String> settings = OneShot.settings();
        // No job is done, nor looked at
        settings.put("quarkus.datasource.jdbc.url", "jdbc:sqlite::memory:");
        settings.put("migrations.wanted", "false");
        // Pictures that are there need no NVR
        settings.put("routes.unused", "clips");
        settings.put("worker.works", "false");
        return settings;
    }

    @Override
    public boolean needsData() {
        return false;
    }

    @Override
    public boolean needsFfmpeg() {
        return true;
    }

    @Override
    public int run(Running drover) throws Exception {
        TimelapseFolders folders = drover.timelapses();
        if (folders.nvrs().isEmpty()) {
            System.err.println("There are no pictures: no folder frames in " + folders.root()
                    + ". It is set by timelapse.folder, or DATA_DIR");
            return Drover.FAILED;
        }
        VideoStyle style = drover.videoStyles()
                .wanted(
                        everyN.map(Long::intValue),
                        every,
                        fps.map(Long::intValue),
                        overlay,
                        daylight.map(Daylight::parse));
        drover.startCallable();
        DownloadProgress progress = drover.progress();
        if (DownloadProgress.isTerminal()) {
            progress.show();
        }
        try {
            return all(drover, folders, style);
        } finally {
            progress.close();
        }
    }

    private int all(Running drover, TimelapseFolders folders, VideoStyle style) {
        int done = 0;
        int failed = 0;
        int leftOut = 0;
        for (String nvr : folders.nvrs()) {
            for (Path channel : folders.channels(nvr)) {
                try {
                    StitchOutcome outcome = drover.call(
                            "stitch-channel",
                            new StitchOrder(channel, folders.videos(nvr), day, style),
                            StitchOutcome.class);
                    outcome.files()
                            .forEach(file ->
                                    System.out.println("complete    " + file + " (" + outcome.frames() + " pictures)"));
                    done++;
                    leftOut += outcome.broken().size();
                } catch (StoppedException stopped) {
                    throw stopped;
                } catch (NoPicturesException nothing) {
                    System.out.println("nothing     " + channel + " (" + nothing.getMessage() + ")");
                } catch (Exception why) {
                    // The other channels are not to blame
                    System.out.println("failed      " + channel + " (" + drover.reason(why) + ")");
                    failed++;
                }
            }
        }
        System.out.println(done + " complete, " + failed + " failed, warnings: " + leftOut
                + (leftOut == 0 ? "" : " (pictures that were left out)"));
        return failed == 0 ? Drover.OK : Drover.FAILED;
    }
}
