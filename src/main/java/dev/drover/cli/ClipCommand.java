package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.drover.api.ApiException;
import dev.drover.clips.AcceptedClip;
import dev.drover.clips.ClipOrder;
import dev.drover.clips.ClipQuery;
import dev.drover.clips.ClipRequest;
import dev.drover.clips.ClipRow;
import dev.drover.clips.ClipTimes;
import dev.drover.clips.Cut;
import dev.drover.dash.TimeRange;
import dev.drover.files.AtomicFiles;
import dev.drover.files.FileException;

/** {@code drover clip}: one clip, made now. */
@CommandLine.Command(
        name = "clip",
        description = "Cuts a clip out of recorded segments, or lists clips.",
        footer = {
            "",
            "Exit code 0: the clip is there and complete. 1: it failed, or seconds are missing. 2: wrong usage."
        },
        mixinStandardHelpOptions = true,
        subcommands = ClipCommand.ListClips.class)
class ClipCommand implements Command {

    private static final long LOOK_EVERY_MILLIS = 100;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CAMERA",
            description = "The camera: the name of its folder below clips.source.")
    private Optional<String> camera = Optional.empty();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TIMESTAMP",
            description =
                    "The moment, such as 2025-09-06T14:30:15, by the clock of drover.zone unless it has an offset.")
    private Optional<String> timestamp = Optional.empty();

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "Length of the window, three quarters of it before the moment. Default: 20s.")
    private Optional<Duration> duration = Optional.empty();

    @Option(
            names = "--before",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How much before the moment, instead of --duration.")
    private Optional<Duration> before = Optional.empty();

    @Option(
            names = "--after",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How much after the moment, instead of --duration.")
    private Optional<Duration> after = Optional.empty();

    @Option(
            names = "--cut",
            paramLabel = "HOW",
            defaultValue = "segments",
            description = "segments: whole segments; fast: from the key frame before; exact: to the frame."
                    + " Default: ${DEFAULT-VALUE}.")
    private Cut cut = Cut.SEGMENTS;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to put the clip, too. Without, it is in the data folder only.")
    private Optional<Path> output = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        if (camera.filter(name -> !name.isEmpty()).isEmpty() || timestamp.isEmpty()) {
            throw wrong("Say which clip: drover clip CAMERA TIMESTAMP, or: drover clip list");
        }
        boolean sides = before.isPresent() || after.isPresent();
        if (sides && duration.isPresent()) {
            throw wrong("Give either --duration, or --before and --after");
        }
        boolean nothing = sides
                ? before.orElse(Duration.ZERO).plus(after.orElse(Duration.ZERO)).isZero()
                : duration.filter(Duration::isZero).isPresent();
        if (nothing) {
            throw wrong("The window must be longer than 0 s");
        }
        output.ifPresent(this::checkTarget);
        Map<String, String> settings = settingsOfAll();
        settings.put("worker.run", UUID.randomUUID().toString());
        return settings;
    }

    /** What goes to standard output is for programs: the log goes elsewhere. */
    private static Map<String, String> settingsOfAll() {
        Map<String, String> settings = OneShot.settings();
        settings.put("quarkus.log.console.stderr", "true");
        return settings;
    }

    /** Before the clip is made: what is no file, such as a device, is not replaced by one. */
    private void checkTarget(Path target) {
        if (target.toString().isBlank() || target.toString().equals("-")) {
            throw wrong("-o " + target + " is not the name of a file");
        }
        if (Files.isDirectory(target)) {
            throw wrong("-o " + target + " is a folder; name the file in it");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw wrong("-o " + target + " is no file, and must not be replaced by one");
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    @Override
    public boolean downloads() {
        return true;
    }

    @Override
    public int run(Running drover) throws Exception {
        if (!drover.clips()) {
            return withoutSource();
        }
        Optional<ClipTimes.Moment> moment = drover.times().moment(timestamp.orElseThrow());
        if (moment.isEmpty()) {
            System.err.println("'" + timestamp.get() + "' is no time; write for instance 2025-09-06T14:30:15");
            return Drover.WRONG_USAGE;
        }
        moment.get().note().ifPresent(System.err::println);
        drover.startClips();
        ClipOrder order;
        try {
            order = drover.call("request-clip", request(drover, moment.get()), AcceptedClip.class)
                    .order();
        } catch (ApiException refused) {
            if (refused.faults().isEmpty()) {
                throw refused;
            }
            refused.faults().forEach(fault -> System.err.println(words(fault)));
            return Drover.WRONG_USAGE;
        }
        boolean told = false;
        while (true) {
            ClipRow clip = drover.call("find-clip", order.clipId(), ClipRow.class);
            if (clip.ended()) {
                return ended(drover, clip);
            }
            Optional<Instant> readyAt =
                    clip.readyAt().filter(ready -> ready.isAfter(drover.now().plusSeconds(2)));
            if (!told && readyAt.isPresent()) {
                told = true;
                System.err.println("Waiting until " + drover.times().written(readyAt.get())
                        + (clip.reason().isEmpty() ? ", when all of it is recorded" : ": " + clip.reason()));
            }
            if (drover.stopped().await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return Drover.FAILED;
            }
        }
    }

    /** What is wrong with what was asked for, by the names that it has here. */
    private String words(Map<String, Object> fault) {
        List<?> where = (List<?>) fault.get("loc");
        String option =
                switch (String.valueOf(where.get(where.size() - 1))) {
                    case "duration" ->
                        before.isPresent() || after.isPresent() ? "--before and --after together" : "--duration";
                    case "timestamp" -> "TIMESTAMP";
                    default -> "CAMERA";
                };
        return option + ": " + fault.get("msg");
    }

    private ClipRequest request(Running drover, ClipTimes.Moment moment) {
        Duration whole = duration.orElse(Duration.ofSeconds(20));
        boolean sides = before.isPresent() || after.isPresent();
        ClipRequest usual = ClipRequest.around(camera.orElseThrow(), moment.instant(), whole);
        return new ClipRequest(
                usual.camera(),
                usual.timestamp(),
                Optional.empty(),
                sides ? before.orElse(Duration.ZERO) : usual.before(),
                sides ? after.orElse(Duration.ZERO) : usual.after(),
                cut,
                "",
                drover.run(),
                moment.note().map(List::of).orElse(List.of()));
    }

    private int ended(Running drover, ClipRow clip) throws IOException {
        if (!clip.state().equals("DONE")) {
            System.err.println("No clip: " + clip.reason());
            return Drover.FAILED;
        }
        Path file = drover.folder().root().resolve(clip.result());
        Path shown = file;
        if (output.isPresent()) {
            shown = output.get().toAbsolutePath().normalize();
            copy(file, Files.isSymbolicLink(shown) ? shown.resolveSibling(Files.readSymbolicLink(shown)) : shown);
        }
        System.out.println(shown);
        System.err.printf(
                Locale.ROOT,
                "%s to %s, %.3f s%n",
                drover.times().written(clip.actualStart()),
                drover.times().written(clip.actualEnd()),
                clip.durationSeconds());
        double missing = clip.missingSeconds();
        if (missing > 0) {
            System.err.printf(Locale.ROOT, "missing: %.3f s%n", missing);
            for (TimeRange gap : clip.missing()) {
                System.err.printf(
                        Locale.ROOT,
                        "  %s to %s, %.3f s%n",
                        drover.times().written(gap.start()),
                        drover.times().written(gap.end()),
                        gap.duration().toMillis() / 1000.0);
            }
        }
        clip.notes().forEach(System.err::println);
        return missing > 0 ? Drover.FAILED : Drover.OK;
    }

    private static void copy(Path file, Path target) throws IOException {
        AtomicFiles.createFolders(target.getParent());
        Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            Files.copy(file, part);
            AtomicFiles.publish(part, target);
        } catch (IOException failed) {
            throw FileException.of("write " + target.getFileName(), target.getParent(), failed);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static int withoutSource() {
        System.err.println("There are no clips: set clips.source, or CLIPS_SOURCE, to the folder of recorded segments");
        return Drover.WRONG_USAGE;
    }

    @CommandLine.Command(name = "list", description = "Lists clips, newest first.", mixinStandardHelpOptions = true)
    static class ListClips implements Command {

        private static final String LINE = "%-36s  %-10s  %-8s  %10s  %s%n";

        @Option(names = "--camera", paramLabel = "CAMERA", description = "Only of this camera.")
        private String camera = "";

        @Option(
                names = "--most",
                paramLabel = "N",
                defaultValue = "50",
                description = "How many at most. Default: ${DEFAULT-VALUE}.")
        private int most = 50;

        @Spec
        private CommandSpec spec;

        @Override
        public Map<String, String> settings() {
            if (most < 1) {
                throw new ParameterException(spec.commandLine(), "--most must be at least 1, not " + most);
            }
            return settingsOfAll();
        }

        private static String title(Running drover, ClipRow clip) {
            return clip.order().map(drover.times()::title).orElse("clip of " + clip.camera());
        }

        @Override
        public int run(Running drover) throws Exception {
            if (!drover.clips()) {
                return withoutSource();
            }
            drover.startCallable();
            List<?> found = drover.call(
                    "list-clips", new ClipQuery(camera, "", Instant.EPOCH, Instant.MAX, most, 0), List.class);
            System.out.printf(LINE, "CLIP", "STATUS", "CUT", "MISSING", "WHAT");
            for (Object each : found.subList(0, Math.min(most, found.size()))) {
                ClipRow clip = (ClipRow) each;
                boolean done = clip.state().equals("DONE");
                System.out.printf(
                        LINE,
                        clip.clipId(),
                        clip.status(),
                        clip.order()
                                .map(order -> order.cut().name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                        done ? String.format(Locale.ROOT, "%.3f s", clip.missingSeconds()) : "",
                        title(drover, clip));
                String more =
                        done ? drover.folder().root().resolve(clip.result()).toString() : clip.reason();
                if (!more.isEmpty()) {
                    System.out.printf(LINE, "", "", "", "", more);
                }
            }
            if (found.size() > most) {
                System.out.println("… and more");
            }
            return Drover.OK;
        }
    }
}
