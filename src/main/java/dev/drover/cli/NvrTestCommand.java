package dev.drover.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import dev.drover.jobs.StoppedException;
import dev.drover.reolink.Nvr;
import dev.drover.reolink.NvrCall;
import dev.drover.reolink.NvrChannel;
import dev.drover.reolink.NvrStream;
import dev.drover.reolink.Snapshot;

/** {@code drover nvr test}: whether all that a timelapse needs works. */
@CommandLine.Command(
        name = "test",
        description = "Logs in to the NVR, lists its channels and takes a picture of each; keeps none.",
        footer = {
            "",
            "Exit code 0: each channel that is wanted gave a picture. 1: something failed. 2: wrong usage, or no NVR is set."
        },
        mixinStandardHelpOptions = true)
class NvrTestCommand implements Command {

    @Option(
            names = {"-g", "--debug"},
            description = "Tell each request, too.")
    private boolean debug;

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = NvrCommand.settings(debug);
        // A person has asked for it, and sees what comes of it. The others may be started again and again by a machine
        settings.put("nvr-login.by-hand", "true");
        return settings;
    }

    @Override
    public int run(Running drover) throws Exception {
        List<String> names = drover.nvrs().names();
        if (names.isEmpty()) {
            return NvrCommand.none();
        }
        drover.startCallable();
        int worst = Drover.OK;
        for (String name : names) {
            worst = Math.max(worst, test(drover, name));
        }
        return worst;
    }

    @SuppressWarnings("unchecked")
    private int test(Running drover, String name) throws Exception {
        Nvr nvr = drover.nvrs().named(name);
        System.out.println(
                "NVR " + (name.isEmpty() ? "" : name + " ") + "at " + nvr.address() + ", user " + nvr.username());
        List<NvrChannel> channels;
        try {
            channels = drover.call("call-nvr", new NvrCall.GetChannels(name), List.class);
        } catch (StoppedException stopped) {
            throw stopped;
        } catch (Exception failed) {
            System.err.println(drover.reason(failed));
            return Drover.FAILED;
        }
        System.out.println("Session: open");
        System.out.printf("%-3s %-24s %-11s %-4s %s%n", "CH", "NAME", "SIZE", "FPS", "PICTURE");
        Set<Integer> wanted = drover.captures().wanted();
        int good = 0;
        int bad = 0;
        for (NvrChannel channel : channels) {
            boolean isWanted = wanted.isEmpty() || wanted.contains(channel.id());
            if (!channel.online()) {
                bad += wanted.contains(channel.id()) ? 1 : 0;
                row(channel.id(), channel.name(), "-", "-", "offline");
            } else if (test(drover, name, channel)) {
                good++;
            } else if (isWanted) {
                bad++;
            }
        }
        for (int missing : wanted) {
            if (channels.stream().noneMatch(channel -> channel.id() == missing)) {
                row(missing, "", "-", "-", "there is no such channel");
                bad++;
            }
        }
        if (good == 0) {
            System.err.println("No channel gave a picture");
        }
        return good > 0 && bad == 0 ? Drover.OK : Drover.FAILED;
    }

    private static boolean test(Running drover, String nvr, NvrChannel channel) {
        String shown = optional(drover, new NvrCall.GetName(nvr, channel.id()), String.class, "");
        String name =
                !shown.isEmpty() ? shown : channel.name().isEmpty() ? NvrChannel.unnamed(channel.id()) : channel.name();
        NvrStream stream =
                optional(drover, new NvrCall.GetStream(nvr, channel.id()), NvrStream.class, new NvrStream("?", "?"));
        long begin = System.nanoTime();
        try {
            Snapshot picture = drover.call("call-nvr", new NvrCall.Snap(nvr, channel.id(), true), Snapshot.class);
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            row(
                    channel.id(),
                    name,
                    stream.size(),
                    stream.frameRate(),
                    "%dx%d, %d kB, %d ms"
                            .formatted(picture.width(), picture.height(), picture.bytes().length / 1000, millis));
            return true;
        } catch (StoppedException stopped) {
            throw stopped;
        } catch (Exception failed) {
            row(channel.id(), name, stream.size(), stream.frameRate(), "FAILED: " + drover.reason(failed));
            return false;
        }
    }

    /** What some devices do not tell. */
    private static <T> T optional(Running drover, NvrCall call, Class<T> type, T otherwise) {
        try {
            return drover.call("call-nvr", call, type);
        } catch (StoppedException stopped) {
            throw stopped;
        } catch (Exception untold) {
            return otherwise;
        }
    }

    private static void row(int channel, String name, String size, String rate, String picture) {
        System.out.printf("%-3d %-24s %-11s %-4s %s%n", channel, name, size, rate, picture);
    }
}
