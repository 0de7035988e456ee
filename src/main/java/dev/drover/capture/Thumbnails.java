package dev.drover.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.FfmpegCommands;
import dev.drover.files.AtomicFiles;
import dev.drover.files.FileException;

/** Small pictures of the pictures, made by one FFmpeg for many of them. */
@Named("thumbnails")
@Singleton
@RegisterForReflection
public class Thumbnails {

    /** On the file system of the pictures, for finishing is a rename. */
    static final String WORK = ".drover-work";

    private static final int MOST = 100;
    /** Who falls so far behind has the oldest ones made no more. */
    private static final int MOST_WAITING = 20_000;

    private final CaptureFolders folders;
    private final FfmpegCommands commands;
    private final Map<String, ConcurrentLinkedQueue<CapturedFrame>> wanted = new ConcurrentHashMap<>();

    public Thumbnails(CaptureFolders folders, FfmpegCommands commands) {
        this.folders = folders;
        this.commands = commands;
    }

    /**
     * Pictures whose thumbnails are made at once.
     *
     * @param folder where they are put first
     */
    @RegisterForReflection
    public record Lot(Path folder, List<CapturedFrame> frames) {

        public boolean isSome() {
            return !frames.isEmpty();
        }
    }

    /** The picture is to have one. */
    public Verdict want(Verdict verdict) {
        want(verdict.frame());
        return verdict;
    }

    void want(CapturedFrame frame) {
        ConcurrentLinkedQueue<CapturedFrame> queue =
                wanted.computeIfAbsent(frame.directory(), name -> new ConcurrentLinkedQueue<>());
        queue.add(frame);
    }

    /** Those of a directory that are made next; none where there is nothing to do. */
    public Lot next(String directory) {
        Path folder = folders.captures(directory).resolve(WORK).resolve("thumbnails");
        ConcurrentLinkedQueue<CapturedFrame> queue = wanted.get(directory);
        List<CapturedFrame> frames = new ArrayList<>();
        if (queue == null || queue.isEmpty()) {
            return new Lot(folder, frames);
        }
        for (int late = queue.size() - MOST_WAITING; late > 0; late--) {
            queue.poll();
        }
        while (frames.size() < MOST && !queue.isEmpty()) {
            CapturedFrame frame = queue.poll();
            if (Files.exists(frame.file()) && !Files.exists(frame.thumbnail())) {
                frames.add(frame);
            }
        }
        if (!frames.isEmpty()) {
            prepare(folder, frames);
        }
        return new Lot(folder, frames);
    }

    private void prepare(Path folder, List<CapturedFrame> frames) {
        StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
        frames.forEach(frame -> list.append(commands.pictureList(frame.file())));
        try {
            AtomicFiles.deleteTree(folder);
            Files.createDirectories(folder);
            Files.write(list(folder), list.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw FileException.of("make thumbnails", folder, failed);
        }
    }

    private static Path list(Path folder) {
        return folder.resolve("list.ffconcat");
    }

    /** What FFmpeg is to do. */
    public List<String> arguments(Lot lot) {
        return commands.thumbnails(list(lot.folder()), lot.folder());
    }

    /** Each gets its name. */
    public Lot keep(Lot lot) {
        for (int i = 0; i < lot.frames().size(); i++) {
            CapturedFrame frame = lot.frames().get(i);
            Path made = lot.folder().resolve(i + ".jpg");
            try {
                if (Files.exists(made)) {
                    Files.move(made, frame.thumbnail(), StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException failed) {
                throw FileException.of("keep a thumbnail", frame.file().getParent(), failed);
            }
        }
        AtomicFiles.deleteTree(lot.folder());
        return lot;
    }

    /** Where FFmpeg puts what it decodes of a picture. */
    public Path greyMap(CapturedFrame frame) {
        Path folder = folders.captures(frame.directory()).resolve(WORK);
        try {
            return Files.createDirectories(folder).resolve("decoded.pgm");
        } catch (IOException failed) {
            throw FileException.of("decode a picture", folder, failed);
        }
    }

    /** What FFmpeg is to do for that. */
    public List<String> decoding(CapturedFrame frame, Path map) {
        return commands.grey(frame.file(), map);
    }

    /** A directory is no longer watched. */
    public void forget(String directory) {
        wanted.remove(directory);
    }
}
