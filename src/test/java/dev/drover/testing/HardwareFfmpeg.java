package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The real FFmpeg on a machine with an encoder in hardware: what asks for {@code h264_nvenc} gets the same from libx264. It notes how it
 * was called, and how nice it is.
 */
public final class HardwareFfmpeg {

    private static final String SCRIPT = """
            #!/bin/sh
            here="${0%/*}"
            case " $* " in
              *" h264_nvenc "*"-f null"*) kind=probe; stop="$here/absent" ;;
              *" h264_nvenc "*) kind=encode; stop="$here/failing" ;;
              *) kind=other; stop=/nonexistent ;;
            esac
            echo "$kind $(cut -d ' ' -f 19 /proc/$$/stat)" >> "$here/calls"
            if [ -e "$stop" ]; then
              echo "No capable devices found" >&2
              exit 1
            fi
            left=$#
            while [ $left -gt 0 ]; do
              case "$1" in
                h264_nvenc) set -- "$@" libx264 ;;
                -rc | -cq) shift; left=$((left - 1)) ;;
                *) set -- "$@" "$1" ;;
              esac
              shift
              left=$((left - 1))
            done
            exec "$REAL" "$@"
            """;

    private final Path folder;
    private final Path script;

    /** @param folder where it is, and keeps its notes */
    public HardwareFfmpeg(Path folder) {
        this.folder = folder;
        this.script = folder.resolve("ffmpeg");
        write(script, SCRIPT.replace("$REAL", FfmpegMedia.executable().toString()));
        if (!script.toFile().setExecutable(true)) {
            throw new IllegalStateException(script + " cannot be made executable");
        }
    }

    /** As where the driver is there and the card is not. */
    public HardwareFfmpeg absent() {
        write(folder.resolve("absent"), "");
        return this;
    }

    /** It encodes one picture, and fails at a video. */
    public HardwareFfmpeg failing() {
        write(folder.resolve("failing"), "");
        return this;
    }

    public String path() {
        return script.toString();
    }

    /** How often one picture was encoded to see whether that works. */
    public int probes() {
        return niceness("probe").size();
    }

    /** How often it was asked to encode more. */
    public int encodes() {
        return niceness("encode").size();
    }

    /** How nice each call of this kind was, {@code probe}, {@code encode} or {@code other}. */
    public List<Integer> niceness(String kind) {
        Path calls = folder.resolve("calls");
        try {
            return Files.exists(calls)
                    ? Files.readAllLines(calls).stream()
                            .filter(line -> line.startsWith(kind + " "))
                            .map(line -> Integer.valueOf(line.substring(kind.length() + 1)))
                            .toList()
                    : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
