package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.drover.simulator.NvrChannel;
import dev.drover.simulator.NvrEvidence;
import dev.drover.simulator.NvrRequest;
import dev.drover.simulator.NvrSimulator;

import static dev.drover.testing.FootageFlow.eventually;

/** Taking pictures from outside: what the simulated NVR is and was asked, and what lies on disk. */
public final class NvrFlow {

    private final NvrSimulator nvr;
    private final Path data;

    public NvrFlow(NvrSimulator nvr, Path data) {
        this.nvr = nvr;
        this.data = data;
    }

    public NvrSimulator nvr() {
        return nvr;
    }

    public Path data() {
        return data;
    }

    public NvrEvidence evidence() {
        return nvr.evidence();
    }

    /** No fault, the channels as they were at first. */
    public void reset() {
        nvr.setFaults(List.of());
        nvr.options().channels().forEach(nvr::put);
    }

    /** The finished pictures of a channel, in order. */
    public List<Path> pictures(int channel) {
        return pictures().stream()
                .filter(picture -> picture.getParent().getFileName().toString().startsWith("ch" + channel + "_"))
                .toList();
    }

    /** All finished pictures. */
    public List<Path> pictures() {
        return FootageFlow.below(data.resolve("timelapse").resolve("frames")).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .sorted()
                .toList();
    }

    /** Waits until so many more pictures of a channel are there; answers the new ones. */
    public List<Path> awaitMore(int channel, int more) {
        List<Path> before = pictures(channel);
        eventually().until(() -> pictures(channel).size() >= before.size() + more);
        return pictures(channel).stream().filter(each -> !before.contains(each)).toList();
    }

    /** Waits until all channels have given so many more pictures. */
    public void awaitRounds(int rounds) {
        int[] before = nvr.options().channels().stream()
                .mapToInt(channel -> pictures(channel.number()).size())
                .toArray();
        List<NvrChannel> all = nvr.options().channels();
        eventually().until(() -> {
            for (int i = 0; i < before.length; i++) {
                if (pictures(all.get(i).number()).size() < before[i] + rounds) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The requests with this command so far, in order. */
    public List<NvrRequest> requests(String command) {
        return nvr.requests().stream()
                .filter(request -> request.commands().contains(command))
                .toList();
    }

    /** Waits until a command was asked for so many times more. */
    public void awaitRequests(String command, int more) {
        int before = requests(command).size();
        eventually().until(() -> requests(command).size() >= before + more);
    }

    /** What Drover has said. */
    public String log() {
        try {
            return Files.readString(FootageFlow.LOG);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The channels' folders. */
    public List<String> folders() {
        try (Stream<Path> all = Files.list(data.resolve("timelapse").resolve("frames"))) {
            return all.map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
