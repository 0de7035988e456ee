package dev.drover.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.AtomicFiles;
import dev.drover.files.DataFolder;
import dev.drover.files.FileException;
import dev.drover.frames.Black;
import dev.drover.frames.BlackMeasure;
import dev.drover.frames.BrokenPictureException;
import dev.drover.frames.FrameReader;
import dev.drover.frames.Freeze;
import dev.drover.frames.FreezeMeasure;
import dev.drover.frames.LumaPlane;
import dev.drover.frames.PictureArea;
import dev.drover.frames.UnusualPictureException;
import dev.drover.frames.Volume;

/** Looks at pictures. Of each directory it keeps the last two, and no more. */
@Named("verdicts")
@Singleton
@RegisterForReflection
public class Verdicts {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Nobody needs bigger ones, and memory has an end, in bytes. */
    private static final long LARGEST = 64L << 20;

    private final CaptureSettings settings;
    private final CaptureFolders folders;
    private final SoundLevels sounds;
    private final Stills stills;
    private final ZoneId zone;
    private final Map<String, Eye> eyes = new ConcurrentHashMap<>();

    public Verdicts(
            CaptureSettings settings, CaptureFolders folders, SoundLevels sounds, Stills stills, DataFolder data) {
        this.settings = settings;
        this.folders = folders;
        this.sounds = sounds;
        this.stills = stills;
        this.zone = data.zone();
    }

    /**
     * What is seen of a picture.
     *
     * @param seen empty where FFmpeg has to decode it
     * @param why it has to
     */
    @RegisterForReflection
    public record Look(CapturedFrame frame, Optional<FrameReader.Seen> seen, String why) {

        /** Whether FFmpeg has to decode it. */
        public boolean isUnusual() {
            return seen.isEmpty();
        }
    }

    /** Whoever looks at the pictures of one directory; its route has one thread. */
    private static final class Eye {
        private final FrameReader reader;
        private final BlackMeasure black;
        private final FreezeMeasure freeze;
        private final Deque<Seen> last = new ArrayDeque<>();

        private record Seen(CapturedFrame frame, LumaPlane plane) {}

        private Eye(CaptureSettings settings, Optional<CaptureDevice> device) {
            PictureArea area = PictureArea.of(
                    device.flatMap(each -> each.option("region"))
                            .or(settings::region)
                            .orElse(""),
                    device.flatMap(each -> each.option("mask"))
                            .or(settings::mask)
                            .orElse(""));
            this.black = new BlackMeasure(settings.blackShare(), area);
            this.freeze = new FreezeMeasure(settings.freezeDifference(), area);
            this.reader = new FrameReader(settings.blackLevel(), black);
        }
    }

    private Eye eye(String directory) {
        return eyes.computeIfAbsent(directory, name -> new Eye(settings, folders.configured(name)));
    }

    /** A directory is no longer looked at. */
    public void forget(String directory) {
        eyes.remove(directory);
    }

    /**
     * Looks at a picture.
     *
     * @throws BrokenPictureException if there is none in the file, or not all of one, or it cannot be read
     */
    public Look look(CapturedFrame frame) {
        byte[] bytes = bytes(frame.file());
        try {
            return new Look(frame, Optional.of(eye(frame.directory()).reader.read(bytes)), "");
        } catch (UnusualPictureException unusual) {
            return new Look(frame, Optional.empty(), unusual.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BrokenPictureException("it has " + Files.size(file) + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            throw new BrokenPictureException("it is gone");
        } catch (IOException unreadable) {
            throw FileException.of(
                    "read " + file.getFileName(), file.toAbsolutePath().getParent(), unreadable);
        }
    }

    /** The same for one that FFmpeg has decoded, into a portable grey map (PGM). */
    public Look decoded(Look unusual, Path map) {
        try {
            LumaPlane plane = GreyMap.read(Files.readAllBytes(map), settings.blackLevel());
            Files.deleteIfExists(map);
            Black black = eye(unusual.frame().directory()).black.of(plane);
            return new Look(unusual.frame(), Optional.of(new FrameReader.Seen(plane, black)), "");
        } catch (IOException failed) {
            throw FileException.of("read what FFmpeg has decoded", map.getParent(), failed);
        }
    }

    /** What is to be said of it, with the two before it. */
    public Verdict judge(Look look) {
        CapturedFrame frame = look.frame();
        FrameReader.Seen seen = look.seen().orElseThrow();
        Eye eye = eye(frame.directory());
        Optional<Volume> sound = sounds.at(frame.directory(), frame.time());
        boolean audible =
                sound.map(volume -> volume.audible(settings.quietVolume())).orElse(false);
        Freeze freeze = Freeze.UNKNOWN;
        List<CapturedFrame> last = new ArrayList<>();
        if (eye.last.size() == 2) {
            freeze = eye.freeze.of(
                    seen.black().black(),
                    seen.plane(),
                    eye.last.getLast().plane(),
                    eye.last.getFirst().plane());
            if (!freeze.differences().isEmpty()) {
                eye.last.forEach(each -> last.add(each.frame()));
                last.add(frame);
            }
            eye.last.removeFirst();
        }
        eye.last.addLast(new Eye.Seen(frame, seen.plane()));
        return new Verdict(frame, seen.black(), freeze, last, sound, audible);
    }

    /** The same picture, once the two before it in its folder were looked at. */
    public CapturedFrame lookBefore(CapturedFrame frame) {
        List<CapturedFrame> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(frame.file().toAbsolutePath().getParent())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Optional<CaptureName> name =
                        CaptureName.ofPicture(file.getFileName().toString());
                if (name.isPresent()) {
                    frames.add(new CapturedFrame(frame.directory(), file, name.get(), stills.time(file, name.get())));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            frames.clear();
        }
        frames.removeIf(each -> each.compareTo(frame) >= 0);
        frames.sort(null);
        remember(frame.directory(), frames.subList(Math.max(0, frames.size() - 2), frames.size()));
        return frame;
    }

    /** It as JSON, for people. */
    public String text(Verdict verdict) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(verdict.fields(zone));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Pictures were seen before the start: the next is compared with them. */
    void remember(String directory, List<CapturedFrame> frames) {
        for (CapturedFrame frame : frames) {
            try {
                Look look = look(frame);
                if (!look.isUnusual()) {
                    judge(look);
                }
            } catch (BrokenPictureException | FileException gone) {
                // It was seen, that is enough
            }
        }
    }

    /** Writes it beside its picture; readers see all of it or none. */
    public Verdict write(Verdict verdict) {
        try {
            AtomicFiles.writeQuickly(verdict.frame().verdict(), JSON.writeValueAsBytes(verdict.fields(zone)));
            return verdict;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
