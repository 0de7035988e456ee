package dev.drover.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.drover.DecimalDuration;
import dev.drover.reolink.Nvr;
import dev.drover.reolink.NvrCall;
import dev.drover.reolink.NvrChannel;
import dev.drover.timelapse.CaptureStatus;

/** {@code drover nvr capture}: takes pictures until its time is over, or until it is stopped. */
@CommandLine.Command(
        name = "capture",
        description = "Takes pictures of all channels, until its time is over or Ctrl-C ends it.",
        footer = {
            "",
            "Exit code 0: pictures have come. 1: no camera is online, none of those wanted is, or no picture has come. 2: wrong usage."
        },
        mixinStandardHelpOptions = true)
class NvrCaptureCommand implements Command {

    private static final long LOOK_EVERY_MILLIS = 200;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "DURATION",
            description = "Time from one round to the next, such as 15s. Default: timelapse.interval.")
    private Optional<String> interval = Optional.empty();

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "DURATION",
            description = "How long, such as 18h; 0 for no end. Default: timelapse.duration.")
    private Optional<String> duration = Optional.empty();

    @Option(
            names = {"-c", "--channels"},
            paramLabel = "CHANNELS",
            description = "Which channels, such as 0,2,3. Default: timelapse.channels.")
    private Optional<String> channels = Optional.empty();

    @Option(
            names = {"-g", "--debug"},
            description = "Tell each request, too.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = NvrCommand.settings(debug);
        interval.ifPresent(text -> settings.put("timelapse.interval", demandDuration("--interval", text)));
        duration.ifPresent(text -> settings.put("timelapse.duration", demandDuration("--duration", text)));
        channels.ifPresent(text -> settings.put("timelapse.channels", text));
        return settings;
    }

    private String demandDuration(String option, String text) {
        try {
            DecimalDuration.parse(text);
            return text;
        } catch (IllegalArgumentException none) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be a duration such as 15s, 0.5h or 18h, not " + text);
        }
    }

    @Override
    public int run(Running drover) throws Exception {
        List<String> names = drover.nvrs().names();
        if (names.isEmpty()) {
            return NvrCommand.none();
        }
        drover.startCallable();
        boolean any = false;
        for (String name : names) {
            Optional<String> trouble = trouble(drover, name);
            trouble.ifPresent(System.err::println);
            any |= trouble.isEmpty();
        }
        if (!any) {
            return Drover.FAILED;
        }
        DownloadProgress progress = drover.progress();
        if (!debug && DownloadProgress.isTerminal()) {
            progress.show();
        }
        try {
            drover.startCapture();
            await(drover, progress);
        } finally {
            progress.close();
        }
        return summary(drover);
    }

    /** Why nothing can be taken of an NVR. */
    @SuppressWarnings("unchecked")
    private static Optional<String> trouble(Running drover, String name) {
        try {
            List<NvrChannel> all = drover.call("call-nvr", new NvrCall.GetChannels(name), List.class);
            Set<Integer> wanted = drover.captures().wanted();
            List<NvrChannel> online = all.stream().filter(NvrChannel::online).toList();
            if (online.isEmpty()) {
                return Optional.of("No camera of " + Nvr.title(name) + " is online");
            }
            return wanted.isEmpty() || online.stream().anyMatch(channel -> wanted.contains(channel.id()))
                    ? Optional.empty()
                    : Optional.of("None of the channels that are wanted is online at " + Nvr.title(name)
                            + "; online are "
                            + String.join(
                                    ", ",
                                    online.stream().map(each -> "" + each.id()).toList()));
        } catch (Exception failed) {
            return Optional.of(drover.reason(failed));
        }
    }

    private static void await(Running drover, DownloadProgress progress) throws InterruptedException {
        do {
            List<CaptureStatus> all = drover.captures().status();
            Instant now = drover.now();
            progress.tell(all.stream().map(status -> line(status, now)).toList());
            if (all.stream()
                    .allMatch(status -> status.ended() || drover.captures().isElsewhere(status.nvr()))) {
                return;
            }
        } while (!drover.stopped().await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** What counts most comes first, for narrow windows cut it off. */
    private static String line(CaptureStatus status, Instant now) {
        String left = status.until()
                .map(end -> ", " + length(Duration.between(now, end)) + " to go")
                .orElse("");
        return "%s: %d pictures of %d channels, %.1f MB%s%s%s"
                .formatted(
                        Nvr.word(status.nvr()),
                        status.pictures(),
                        status.channels(),
                        status.bytes() / 1e6,
                        left,
                        status.failed() == 0 ? "" : ", " + status.failed() + " failed",
                        status.missed() == 0 ? "" : ", " + status.missed() + " slots missed");
    }

    private static String length(Duration left) {
        Duration rest = left.isNegative() ? Duration.ZERO : left;
        return String.format(Locale.ROOT, "%d:%02d:%02d", rest.toHours(), rest.toMinutesPart(), rest.toSecondsPart());
    }

    private static int summary(Running drover) {
        int code = Drover.OK;
        for (CaptureStatus status : drover.captures().status()) {
            if (drover.captures().isElsewhere(status.nvr())) {
                System.err.println(
                        "Another Drover with this data folder takes the pictures of " + Nvr.title(status.nvr()));
                code = Drover.FAILED;
                continue;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d pictures, %d failed, %d slots missed%n",
                    Nvr.word(status.nvr()),
                    status.pictures(),
                    status.failed(),
                    status.missed());
            if (status.pictures() == 0) {
                System.err.println("No picture has come" + (status.trouble().isEmpty() ? "" : ": " + status.trouble()));
                code = Drover.FAILED;
            }
        }
        return code;
    }
}
