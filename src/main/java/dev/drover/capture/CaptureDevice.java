package dev.drover.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.ffmpeg.VideoEncoder;
import dev.drover.frames.PictureArea;

/**
 * A device that is recorded: {@code video|audio|dir|fps}, and then options, such as {@code |size=1920x1080|stills=10}.
 *
 * @param video what FFmpeg opens: {@code /dev/video0}, an address, a file, or {@code lavfi:} and a source of FFmpeg's
 * @param audio the same for the sound, {@code plughw:2,0}; empty for the sound that comes with the picture, if any does
 * @param directory name of its directory
 * @param fps pictures a second that it is asked for
 * @param options the others, by name
 */
@RegisterForReflection
public record CaptureDevice(String video, String audio, String directory, int fps, Map<String, String> options) {

    private static final Pattern DIRECTORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern OPTION = Pattern.compile("([a-z-]+)=(.*)");
    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{1,4}x[1-9]\\d{1,4}");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Set<String> OPTIONS =
            Set.of("size", "encoder", "stills", "region", "mask", "video-options", "audio-options");

    public CaptureDevice {
        options = Map.copyOf(options);
    }

    /**
     * The devices of the setting: entries with {@code ;} between them.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static List<CaptureDevice> parse(String setting) {
        List<CaptureDevice> devices = new ArrayList<>();
        Set<String> directories = new HashSet<>();
        for (String entry : setting.split("(?<!\\\\);")) {
            if (!entry.isBlank()) {
                CaptureDevice device = one(entry.replace("\\;", ";").strip());
                if (!directories.add(device.directory())) {
                    throw new IllegalArgumentException("two devices have the directory " + device.directory());
                }
                devices.add(device);
            }
        }
        return List.copyOf(devices);
    }

    private static CaptureDevice one(String entry) {
        String[] parts = entry.split("\\|", -1);
        if (parts.length < 4 || parts[0].isBlank()) {
            throw new IllegalArgumentException("\"" + entry
                    + "\" must be video|audio|dir|fps; write for instance /dev/video0|plughw:2,0|capture1|10");
        }
        if (!DIRECTORY.matcher(parts[2].strip()).matches()) {
            throw new IllegalArgumentException(
                    "\"" + parts[2] + "\" must be the name of a directory, of letters, digits, . _ and -");
        }
        if (!parts[3].strip().matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("\"" + parts[3] + "\" must be pictures a second, from 1 to 999");
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 4; i < parts.length; i++) {
            Matcher option = OPTION.matcher(parts[i].strip());
            if (!option.matches() || !OPTIONS.contains(option.group(1))) {
                throw new IllegalArgumentException(
                        "\"" + parts[i] + "\" must be one of size=, encoder=, stills=, region=,"
                                + " mask=, video-options= and audio-options=, and its value");
            }
            options.put(option.group(1), option.group(2).strip());
        }
        check(options);
        return new CaptureDevice(
                parts[0].strip(), parts[1].strip(), parts[2].strip(), Integer.parseInt(parts[3].strip()), options);
    }

    private static void check(Map<String, String> options) {
        if (!SIZE.matcher(options.getOrDefault("size", "10x10")).matches()) {
            throw new IllegalArgumentException("\"" + options.get("size") + "\" must be a size such as 1920x1080");
        }
        if (!options.getOrDefault("stills", "1").matches("[1-9]\\d?")) {
            throw new IllegalArgumentException("\"" + options.get("stills") + "\" must be stills a second, 1 to 99");
        }
        PictureArea.of(options.getOrDefault("region", ""), options.getOrDefault("mask", ""));
        String encoder = options.getOrDefault("encoder", "auto");
        if (!encoder.equals("auto") && VideoEncoder.of(encoder).isEmpty()) {
            throw new IllegalArgumentException("\"" + encoder + "\" is no encoder that Drover knows, such as libx264");
        }
    }

    /** Whether a text is a size, such as 1920x1080. */
    public static boolean isSize(String text) {
        return SIZE.matcher(text).matches();
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** FFmpeg's own options for the picture, in words. */
    public List<String> videoOptions() {
        return words(options.getOrDefault("video-options", ""));
    }

    /** FFmpeg's own options for the sound, in words. */
    public List<String> audioOptions() {
        return words(options.getOrDefault("audio-options", ""));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
    }

    /** What it is called in messages: an address without user and password. */
    public String title() {
        return video.replaceFirst("(?<=://)[^/@]*@", "");
    }
}
