package dev.drover.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

import org.apache.camel.component.exec.ExecResult;

import dev.drover.simulator.MediaLibrary;
import dev.drover.simulator.NvrPictures;

/** What the simulators need of Drover: pictures and sound made by its FFmpeg, and a port. */
final class SimulatorMedia {

    private SimulatorMedia() {}

    static MediaLibrary open(Running drover) throws Exception {
        start(drover);
        return MediaLibrary.open(folder(drover), arguments -> run(drover, arguments));
    }

    static NvrPictures pictures(Running drover, List<NvrPictures.Size> sizes) throws Exception {
        start(drover);
        return NvrPictures.open(folder(drover), arguments -> run(drover, arguments), sizes);
    }

    private static void start(Running drover) throws Exception {
        drover.start("start-ffmpeg");
        drover.start("run-ffmpeg");
    }

    private static Path folder(Running drover) {
        return drover.folder().state().resolve("simulator");
    }

    private static int run(Running drover, List<String> arguments) {
        try {
            return drover.call("run-ffmpeg", arguments, ExecResult.class).getExitValue();
        } catch (Exception failed) {
            throw new IllegalStateException("The simulated cameras have no pictures: " + drover.reason(failed), failed);
        }
    }

    /** A port that nobody uses at the moment. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
