package dev.drover.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.drover.capture.IncidentTracker.Sign;

/**
 * What was seen just before Drover was stopped, from the files beside the pictures: what had been wrong for a second then becomes an
 * incident when it has been for three, and a freeze is known at once.
 */
@Singleton
class CaptureHistory {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The pictures that the next one is compared with. */
    private static final int COMPARED = 2;
    /** Of how many pictures, at most, what was said of them is read. */
    private static final int MOST = 2000;

    private final CaptureFolders folders;
    private final CaptureSettings settings;
    private final Stills stills;
    private final Verdicts verdicts;

    CaptureHistory(CaptureFolders folders, CaptureSettings settings, Stills stills, Verdicts verdicts) {
        this.folders = folders;
        this.settings = settings;
        this.stills = stills;
        this.verdicts = verdicts;
    }

    /**
     * What a picture says of each type of incident.
     *
     * @param still since when it is the same picture
     * @param evidence what was said of it, as JSON
     */
    record Signs(Instant time, boolean black, boolean frozen, Instant still, Sign sound, Supplier<String> evidence) {

        static Signs of(Verdict verdict, ZoneId zone) {
            return new Signs(
                    verdict.frame().time(),
                    verdict.black().black(),
                    verdict.freeze().frozen(),
                    verdict.still(),
                    verdict.sound().isEmpty() ? Sign.UNKNOWN : verdict.audible() ? Sign.RIGHT : Sign.WRONG,
                    () -> Incidents.json(verdict.fields(zone)));
        }

        /** A picture is there: no more is asked of a device. */
        Sign of(IncidentType type) {
            return switch (type) {
                case BLACKSCREEN -> black ? Sign.WRONG : Sign.RIGHT;
                case FREEZE -> frozen ? Sign.WRONG : Sign.RIGHT;
                case AUDIO_LOSS -> sound;
                case CAPTURE_STALLED, CAPTURE_FAILED -> Sign.RIGHT;
            };
        }

        Instant begin(IncidentType type) {
            return type == IncidentType.FREEZE ? still : time;
        }
    }

    record Past(Instant time, Signs signs) {}

    /** The last pictures of a directory that were looked at, oldest first. */
    List<Past> lately(String directory) {
        Path folder = folders.captures(directory);
        TreeSet<CapturedFrame> seen = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Optional<CaptureName> name =
                        CaptureName.ofVerdict(file.getFileName().toString());
                Path picture = name.map(each -> folder.resolve(each.picture())).orElse(file);
                if (name.isPresent() && Files.exists(picture)) {
                    seen.add(new CapturedFrame(directory, picture, name.get(), stills.time(picture, name.get())));
                }
            }
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return List.of();
        }
        List<CapturedFrame> last = new ArrayList<>(seen);
        verdicts.remember(directory, last.subList(Math.max(0, last.size() - COMPARED), last.size()));
        if (last.isEmpty()) {
            return List.of();
        }
        Duration back = settings.raiseAfter().plus(settings.clearAfter()).plus(IncidentTracker.PAUSE);
        Instant from = last.get(last.size() - 1).time().minus(back);
        List<Past> past = new ArrayList<>();
        for (CapturedFrame frame : last.subList(Math.max(0, last.size() - MOST), last.size())) {
            if (!frame.time().isBefore(from)) {
                read(frame).ifPresent(signs -> past.add(new Past(frame.time(), signs)));
            }
        }
        return past;
    }

    private Optional<Signs> read(CapturedFrame frame) {
        try {
            String text = Files.readString(frame.verdict());
            JsonNode verdict = JSON.readTree(text);
            JsonNode audio = verdict.path("audio");
            return Optional.of(new Signs(
                    frame.time(),
                    verdict.path("blackscreen").asBoolean(),
                    verdict.path("freeze").asBoolean(),
                    still(frame, verdict),
                    !audio.isBoolean() ? Sign.UNKNOWN : audio.asBoolean() ? Sign.RIGHT : Sign.WRONG,
                    () -> text));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    private Instant still(CapturedFrame frame, JsonNode verdict) {
        Path first = Path.of(
                verdict.path("last_3_filenames").path(0).asText(frame.file().toString()));
        try {
            CaptureName name =
                    CaptureName.ofPicture(first.getFileName().toString()).orElse(frame.name());
            Instant time = stills.time(frame.file().resolveSibling(name.picture()), name);
            return time.isAfter(frame.time()) ? frame.time() : time;
        } catch (IOException | RuntimeException gone) {
            return frame.time();
        }
    }

    /** What the metadata of an incident names as its evidence. */
    static List<String> evidence(JsonNode metadata, Path captures) {
        List<String> files = new ArrayList<>();
        for (String field : List.of("last_3_filenames", "last_3_thumbnails")) {
            metadata.path(field).forEach(file -> files.add(file.asText()));
        }
        for (String field : List.of("filename", "thumbnail")) {
            String name = metadata.path(field).asText("");
            if (!name.isEmpty()
                    && CaptureName.ofPicture(name)
                            .or(() -> CaptureName.ofThumbnail(name))
                            .isPresent()) {
                files.add(captures.resolve(name).toAbsolutePath().toString());
            }
        }
        return files;
    }
}
