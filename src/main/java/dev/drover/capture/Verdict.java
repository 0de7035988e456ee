package dev.drover.capture;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.frames.Black;
import dev.drover.frames.Freeze;
import dev.drover.frames.Volume;

/**
 * What is to be said of a picture.
 *
 * @param last the three pictures that were compared, oldest first; none where there were not three
 * @param sound of the newest segment that was finished then; empty where nobody knows
 * @param audible whether that is sound
 */
@RegisterForReflection
public record Verdict(
        CapturedFrame frame,
        Black black,
        Freeze freeze,
        List<CapturedFrame> last,
        Optional<Volume> sound,
        boolean audible) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);

    public Verdict {
        last = List.copyOf(last);
    }

    /** When a freeze began. */
    Instant still() {
        return last.isEmpty() ? frame.time() : last.get(0).time();
    }

    /** In the words of the files beside the pictures, for programs that read those. */
    public Map<String, Object> fields(ZoneId zone) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", TIME.format(LocalDateTime.ofInstant(frame.time(), zone)));
        fields.put("filename", frame.file().getFileName().toString());
        fields.put("thumbnail", frame.thumbnail().getFileName().toString());
        fields.put("blackscreen", black.black());
        fields.put("blackscreen_percentage", rounded(black.percentage(), 10));
        fields.put("freeze", freeze.frozen());
        fields.put(
                "freeze_diffs",
                freeze.differences().stream().map(each -> rounded(each, 100)).toList());
        fields.put(
                "last_3_filenames",
                last.stream().map(each -> absolute(each.file())).toList());
        fields.put(
                "last_3_thumbnails",
                last.stream().map(each -> absolute(each.thumbnail())).toList());
        fields.put("audio", sound.isPresent() ? audible : null);
        fields.put("volume_percentage", sound.map(Volume::percentage).orElse(null));
        fields.put("mean_volume_db", sound.map(Volume::meanDb).orElse(null));
        return fields;
    }

    private static String absolute(java.nio.file.Path file) {
        return file.toAbsolutePath().toString();
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
