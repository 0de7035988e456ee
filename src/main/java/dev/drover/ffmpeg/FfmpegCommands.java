package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The arguments of every FFmpeg that Drover starts; each list is without the program itself. */
@Named("ffmpegCommands")
@Singleton
@RegisterForReflection
public class FfmpegCommands {
    private static final List<String> QUIET =
            List.of("-nostdin", "-y", "-hide_banner", "-v", "error", "-nostats", "-progress", "pipe:1");
    /** Good to look at, and fast: a clip is waited for. */
    private static final List<String> H264 =
            List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p");

    private static final List<String> AAC = List.of("-c:a", "aac", "-b:a", "128k");

    /**
     * Copies video, and audio if there is any, into an MP4 that players can start before they have all of it. Nothing is
     * decoded. Before it runs, the files of {@link #lists(MuxPlan)} must have been written.
     *
     * <p>How everything gets to its time: FFmpeg moves each input so that its first packet is at 0, whatever its clock
     * says, and the concat demuxer likewise moves the first packet of each file to the file's place in the list. So the
     * place in the list must be where the first packet belongs, not where the window begins: {@link #concatList} gives
     * each file the time until the next one's first packet as its duration, which also keeps a gap at either end of a
     * window from pulling later ones forward. Gaps within a file keep their length, as packets carry their times. What
     * remains is how much later one of the two inputs begins than the other, and that is its {@code -itsoffset}; MP4
     * stores it as an edit list. Both at the same distance from 0 means in step.
     *
     * <p>Opus in MP4 is "experimental" to older FFmpegs, hence {@code -strict}. There is no {@code -xerror}: it would give
     * up where two windows overlap by a frame, which otherwise costs nothing. But so a file of the list that cannot be read
     * ends the output early, with exit code 0: measure the segments before, and the output's duration after.
     */
    public List<String> mux(MuxPlan plan) {
        List<String> arguments = new ArrayList<>(QUIET);
        Duration video = plan.video().get(0).begins();
        Duration audio = plan.audio().isEmpty() ? video : plan.audio().get(0).begins();
        Duration first = video.compareTo(audio) < 0 ? video : audio;
        input(plan.video(), videoList(plan), video.minus(first), arguments);
        if (!plan.audio().isEmpty()) {
            input(plan.audio(), audioList(plan), audio.minus(first), arguments);
        }
        arguments.addAll(List.of("-map", "0:v:0"));
        if (!plan.audio().isEmpty()) {
            arguments.addAll(List.of("-map", "1:a:0"));
        } else {
            // A camera with a microphone of its own may carry its sound in the same track files
            arguments.addAll(List.of("-map", "0:a?"));
        }
        arguments.addAll(List.of("-c", "copy", "-strict", "experimental", "-f", "mp4", "-movflags", "+faststart"));
        arguments.add(url(plan.output()));
        return List.copyOf(arguments);
    }

    /** The list files that {@link #mux(MuxPlan)} refers to, with their content (UTF-8); often none. */
    public Map<Path, String> lists(MuxPlan plan) {
        Map<Path, String> lists = new LinkedHashMap<>();
        if (plan.video().size() > 1) {
            lists.put(videoList(plan), concatList(plan.video()));
        }
        if (plan.audio().size() > 1) {
            lists.put(audioList(plan), concatList(plan.audio()));
        }
        return lists;
    }

    /**
     * A list for the concat demuxer that puts the first packet of each file where it belongs, see {@link #mux(MuxPlan)}.
     *
     * @throws IllegalArgumentException if a file name has a line break, which the format cannot express
     */
    public String concatList(List<MuxPlan.Window> windows) {
        StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
        for (int i = 0; i < windows.size(); i++) {
            MuxPlan.Window window = windows.get(i);
            list.append("file ").append(quoted(window.file())).append('\n');
            if (i + 1 < windows.size()) {
                list.append("duration ")
                        .append(seconds(windows.get(i + 1).begins().minus(window.begins())))
                        .append('\n');
            }
        }
        return list.toString();
    }

    /**
     * Puts recorded files behind one another. Before it runs, the list of {@link #list(CutPlan)} must have been written, unless there is
     * one only.
     *
     * <p>A file of the list that cannot be read ends the output early, with exit code 0: measure it afterwards.
     */
    public List<String> cut(CutPlan plan) {
        List<String> arguments = new ArrayList<>(QUIET);
        if (plan.pieces().size() == 1) {
            arguments.addAll(List.of("-i", url(plan.pieces().get(0).file())));
        } else {
            arguments.addAll(List.of("-f", "concat", "-safe", "0", "-i", url(listOf(plan))));
        }
        arguments.addAll(List.of("-map", "0:v:0?", "-map", "0:a:0?"));
        arguments.addAll(
                switch (plan.picture()) {
                    case COPY -> List.of("-c:v", "copy");
                    case COPY_HEVC -> List.of("-c:v", "copy", "-tag:v", "hvc1");
                    case ENCODE -> H264;
                });
        arguments.addAll(plan.sound() == CutPlan.Treatment.ENCODE ? AAC : List.of("-c:a", "copy"));
        arguments.addAll(List.of("-strict", "experimental", "-f", "mp4", "-movflags", "+faststart"));
        arguments.add(url(plan.output()));
        return List.copyOf(arguments);
    }

    /** Where the list of a cut is to be written. */
    public Path listOf(CutPlan plan) {
        return plan.output().resolveSibling(plan.output().getFileName() + ".ffconcat");
    }

    /** What is to be written there, in UTF-8. */
    public String list(CutPlan plan) {
        StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
        for (CutPlan.Piece piece : plan.pieces()) {
            list.append("file ").append(quoted(piece.file())).append('\n');
            list.append("duration ").append(seconds(piece.length())).append('\n');
        }
        return list.toString();
    }

    /**
     * Encodes a stretch of a file; each picture keeps its time, whatever the rate. Files that are given a size are encoded so that
     * one can be put behind the other.
     */
    public List<String> encode(Encoding plan) {
        List<String> arguments = new ArrayList<>(QUIET);
        // Times are those in the files
        arguments.addAll(List.of("-copyts", "-i", url(plan.file())));
        StringBuilder filter = new StringBuilder(
                "[0:v:0]trim=%s:%s,setpts=PTS-STARTPTS,".formatted(before(plan.from()), before(plan.to())));
        plan.size()
                .ifPresent(size ->
                        filter.append("scale=%d:%d:force_original_aspect_ratio=decrease,pad=%1$d:%2$d:-1:-1,setsar=1,"
                                .formatted(size.width(), size.height())));
        filter.append("format=yuv420p[v]");
        if (plan.sound()) {
            String from = seconds(plan.from());
            filter.append(
                    plan.heard()
                            ? ";[0:a:0]atrim=%s:%s,asetpts=PTS-%1$s/TB,".formatted(from, seconds(plan.to()))
                            : ";anullsrc,atrim=duration=" + seconds(plan.to().minus(plan.from())) + ",");
            filter.append("aresample=async=1:first_pts=0");
            filter.append(
                    plan.size().isPresent() ? ",aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo" : "");
            filter.append("[a]");
        }
        arguments.addAll(List.of("-filter_complex", filter.toString(), "-map", "[v]"));
        arguments.addAll(plan.sound() ? List.of("-map", "[a]") : List.of());
        // Otherwise two pictures that come closer than the rate says become one
        arguments.addAll(List.of("-vsync", "vfr", "-enc_time_base:v", "1:90000"));
        arguments.addAll(H264);
        plan.size()
                .ifPresent(size -> arguments.addAll(List.of("-level:v", level(size), "-x264-params", "stitchable=1")));
        arguments.addAll(plan.sound() ? AAC : List.of());
        arguments.addAll(List.of("-f", "mp4", "-movflags", "+faststart", url(plan.output())));
        return List.copyOf(arguments);
    }

    /** What a decoder must be able to do, at 60 pictures a second: otherwise it depends on what is encoded. */
    private static String level(Encoding.Size size) {
        int blocks = ((size.width() + 15) / 16) * ((size.height() + 15) / 16);
        return blocks <= 1620
                ? "3.1"
                : blocks <= 3600 ? "3.2" : blocks <= 8192 ? "4.2" : blocks <= 32400 ? "5.2" : "6.2";
    }

    // Half a millisecond before a picture there is no other, and rounding does no harm
    private static String before(Duration picture) {
        return seconds(picture.isZero() ? picture : picture.minusNanos(500_000));
    }

    private static void input(List<MuxPlan.Window> windows, Path list, Duration offset, List<String> arguments) {
        if (!offset.isZero()) {
            arguments.addAll(List.of("-itsoffset", seconds(offset)));
        }
        if (windows.size() == 1) {
            arguments.addAll(List.of("-i", url(windows.get(0).file())));
        } else {
            // Our own list of our own files: "safe" would refuse their full paths
            arguments.addAll(List.of("-f", "concat", "-safe", "0", "-i", url(list)));
        }
    }

    private static Path videoList(MuxPlan plan) {
        return plan.output().resolveSibling(plan.output().getFileName() + ".video.ffconcat");
    }

    private static Path audioList(MuxPlan plan) {
        return plan.output().resolveSibling(plan.output().getFileName() + ".audio.ffconcat");
    }

    // A name may begin with "-" or hold a ":", which FFmpeg takes for an option or a protocol
    private static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    private static String quoted(Path file) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf('\n') >= 0 || path.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "A file name with a line break cannot be given to FFmpeg: " + path.replaceAll("[\\r\\n]", "?"));
        }
        return "'" + path.replace("'", "'\\''") + "'";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%d.%06d", duration.getSeconds(), duration.getNano() / 1000);
    }
}
