package dev.drover.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** What FFmpeg takes a single JPEG to be shown for, in microseconds: so the n-th picture of a list begins at n times that, exactly. */
    private static final int PICTURE_MICROS = 40_000;

    /** First of the arguments of a run that leaves the processor to others; no FFmpeg gets to see it. */
    static final String IN_BACKGROUND = "-in-background";

    /** Otherwise two pictures that come closer than the rate says become one. */
    private static final List<String> EACH_PICTURE = List.of("-vsync", "vfr", "-enc_time_base:v", "1:90000");

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

    /** Puts the first picture and the first sound of a file into an MP4. */
    public List<String> remux(RemuxPlan plan) {
        List<String> arguments = new ArrayList<>(QUIET);
        arguments.addAll(List.of("-i", url(plan.file()), "-map", "0:v:0?", "-map", "0:a:0?"));
        switch (plan.picture()) {
            case COPY -> arguments.addAll(List.of("-c:v", "copy"));
            case COPY_HEVC -> arguments.addAll(List.of("-c:v", "copy", "-tag:v", "hvc1"));
            case H264, H264_AT_ONCE -> {
                if (plan.picture() == RemuxPlan.Picture.H264_AT_ONCE) {
                    arguments.addAll(List.of("-vf", "setpts=PTS-STARTPTS"));
                }
                arguments.addAll(EACH_PICTURE);
                arguments.addAll(H264);
                arguments.addAll(List.of("-x264-params", "stitchable=1"));
            }
        }
        arguments.addAll(
                switch (plan.sound()) {
                    case COPY -> List.of("-c:a", "copy");
                    case AAC -> AAC;
                    case FLAC -> List.of("-c:a", "flac");
                    case NONE -> List.of("-an");
                });
        arguments.addAll(List.of("-strict", "experimental", "-f", "mp4", "-movflags", "+faststart"));
        arguments.add(url(plan.output()));
        return List.copyOf(arguments);
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
            // Without a least length, a gap of up to 0.1 s would not be filled: what follows would come too early
            filter.append("aresample=async=1:min_hard_comp=0.01:first_pts=0");
            filter.append(
                    plan.size().isPresent() ? ",aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo" : "");
            filter.append("[a]");
        }
        arguments.addAll(List.of("-filter_complex", filter.toString(), "-map", "[v]"));
        arguments.addAll(plan.sound() ? List.of("-map", "[a]") : List.of());
        arguments.addAll(EACH_PICTURE);
        arguments.addAll(H264);
        plan.size()
                .ifPresent(size -> arguments.addAll(List.of("-level:v", level(size), "-x264-params", "stitchable=1")));
        arguments.addAll(plan.sound() ? AAC : List.of());
        arguments.addAll(List.of("-f", "mp4", "-movflags", "+faststart", url(plan.output())));
        return List.copyOf(arguments);
    }

    /**
     * Makes two videos of pictures, which are decoded once: each picture is in both exactly once, and {@code fps} of them are shown a
     * second. Before it runs, the list must have been written.
     *
     * <p>FFmpeg's clock of single pictures ticks 25 times a second. So each of the list begins at its own tick, whatever the rate
     * will be; the filters give the n-th picture its time, n / fps, without rounding. A picture that cannot be decoded leaves its
     * tick empty, and the one before is shown twice instead: {@code dup_frames} of the progress tells.
     */
    public List<String> timelapse(TimelapsePlan plan) {
        List<String> arguments = new ArrayList<>(plan.background() ? List.of(IN_BACKGROUND) : List.of());
        arguments.addAll(QUIET);
        arguments.addAll(plan.encoder().device());
        arguments.addAll(pictures(plan.list()));
        Encoding.Size full = plan.full();
        StringBuilder filter = new StringBuilder(
                        "[0:v:0]settb=1/%d,setpts=PTS*25/%d,".formatted(25 * plan.fps(), plan.fps()))
                // JPEG's black is 0, that of video is 16
                .append("scale=%d:%d:force_original_aspect_ratio=decrease:out_range=tv,pad=%1$d:%2$d:-1:-1,setsar=1"
                        .formatted(full.width(), full.height()));
        plan.stamps().ifPresent(stamps -> {
            arguments.addAll(List.of("-f", "rawvideo", "-pixel_format", "monob", "-framerate", "" + plan.fps()));
            arguments.addAll(List.of("-video_size", size(stamps.size()), "-i", url(stamps.file())));
            filter.append(
                            ",format=yuv420p[picture];[1:v:0]scale=iw*%1$d:ih*%1$d:flags=neighbor:out_range=tv,format=yuv420p[stamp];"
                                    .formatted(stamps.times()))
                    .append("[picture][stamp]overlay=%1$d:main_h-overlay_h-%1$d".formatted(2 * stamps.times()));
        });
        filter.append(",split=2[one][other];[one]%1$s[full];[other]scale=%2$d:%3$d,%1$s[small]"
                .formatted(
                        plan.encoder().format(),
                        plan.small().width(),
                        plan.small().height()));
        arguments.addAll(List.of("-filter_complex", filter.toString()));
        output(plan, "[full]", full, plan.fullOutput(), arguments);
        output(plan, "[small]", plan.small(), plan.smallOutput(), arguments);
        return List.copyOf(arguments);
    }

    private static void output(TimelapsePlan plan, String from, Encoding.Size size, Path to, List<String> arguments) {
        arguments.addAll(List.of("-map", from));
        arguments.addAll(plan.encoder().options(plan.preset(), plan.crf(), size, plan.fps(), plan.part()));
        arguments.addAll(List.of("-r", "" + plan.fps(), "-vsync", "cfr"));
        arguments.addAll(List.of("-f", "mp4", "-movflags", "+faststart", url(to)));
    }

    /** Decodes the pictures of a list and writes down which came: the answer of {@link #decoded} says so. */
    public List<String> decode(Path list, Path output) {
        List<String> arguments = new ArrayList<>(QUIET);
        arguments.addAll(pictures(list));
        arguments.addAll(
                List.of("-map", "0:v:0", "-vf", "scale=16:16", "-vsync", "passthrough", "-enc_time_base:v", "1:25"));
        arguments.addAll(List.of("-c:v", "rawvideo", "-f", "framemd5", url(output)));
        return List.copyOf(arguments);
    }

    /** The numbers, from 0, of the pictures of a list that {@link #decode} could decode. */
    public Set<Integer> decoded(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Integer.parseInt(line.split(",")[2].strip()))
                .collect(Collectors.toSet());
    }

    /**
     * Records a device until it ends: segments with a playlist that lists the last five, and stills. Each file's name is that which
     * programs know that read them.
     */
    public List<String> capture(CapturePlan plan) {
        List<String> arguments = new ArrayList<>(QUIET);
        arguments.addAll(plan.encoder().device());
        arguments.addAll(plan.video());
        arguments.addAll(plan.audio());
        String stream = plan.encoder() == VideoEncoder.VAAPI || plan.encoder() == VideoEncoder.QSV
                ? "," + plan.encoder().format()
                : "";
        arguments.addAll(List.of(
                "-filter_complex",
                "[0:v]split=2[stream][capture];[stream]scale=%d:%d%s[streamout];[capture]fps=%d[captureout]"
                        .formatted(plan.stream().width(), plan.stream().height(), stream, plan.stills())));
        arguments.addAll(List.of("-map", "[streamout]", "-map", plan.audio().isEmpty() ? "0:a?" : "1:a"));
        arguments.addAll(List.of("-c:v", plan.encoder().toString()));
        arguments.addAll(
                plan.encoder() == VideoEncoder.X264
                        ? List.of("-preset", "veryfast", "-tune", "zerolatency", "-crf", "28")
                        : List.of("-b:v", "1200k"));
        arguments.addAll(List.of("-maxrate", "1200k", "-bufsize", "2400k", "-g", "30"));
        if (plan.encoder() == VideoEncoder.X264) {
            arguments.addAll(List.of("-pix_fmt", "yuv420p", "-profile:v", "baseline", "-level", "3.0"));
        }
        // A segment begins with a key frame, whatever the rate
        arguments.addAll(List.of("-force_key_frames", "expr:gte(t,n_forced*2)"));
        arguments.addAll(List.of("-c:a", "aac", "-b:a", "64k", "-ar", "44100", "-ac", "2"));
        arguments.addAll(List.of("-f", "hls", "-hls_time", "2", "-hls_list_size", "5"));
        arguments.addAll(List.of("-hls_flags", "delete_segments", "-hls_segment_filename"));
        arguments.add(pattern(plan.directory()) + "/segment_%03d.ts");
        arguments.add(plan.directory().resolve("output.m3u8").toString());
        arguments.addAll(List.of("-map", "[captureout]", "-c:v", "mjpeg", "-q:v", "5", "-r", "" + plan.stills()));
        // Their numbers go on where those of an earlier run have ended
        arguments.addAll(List.of("-f", "image2", "-start_number", "" + plan.firstStill(), stills(plan.directory())));
        return List.copyOf(arguments);
    }

    private static String stills(Path directory) {
        return "file:" + pattern(directory.toAbsolutePath()) + "/captures/test_capture_%06d.jpg";
    }

    /** A folder in names that have a number in them. */
    private static String pattern(Path folder) {
        return folder.toString().replace("%", "%%");
    }

    /** Whether a command line is one of {@link #capture}, for that directory. */
    public static boolean isCapture(List<String> command, Path directory) {
        return command.contains("-progress")
                && !command.isEmpty()
                && command.get(command.size() - 1).equals(stills(directory));
    }

    /** Measures how loud a file is; what it says has the answer in it. */
    public List<String> volume(Path file) {
        return List.of(
                "-nostdin",
                "-hide_banner",
                "-nostats",
                "-i",
                url(file),
                "-map",
                "0:a:0",
                "-af",
                "volumedetect",
                "-f",
                "null",
                "-");
    }

    /**
     * Makes small pictures of those of a list, which must have been written: the n-th of them, counted from 0, is {@code n.jpg}. One
     * that cannot be decoded has none.
     */
    public List<String> thumbnails(Path list, Path folder) {
        List<String> arguments = new ArrayList<>(List.of(IN_BACKGROUND));
        arguments.addAll(QUIET);
        arguments.addAll(pictures(list));
        arguments.addAll(List.of("-map", "0:v:0", "-vf", "scale=498:280:force_original_aspect_ratio=decrease"));
        arguments.addAll(List.of("-vsync", "passthrough", "-enc_time_base:v", "1:25", "-c:v", "mjpeg", "-q:v", "4"));
        arguments.addAll(List.of("-f", "image2", "-frame_pts", "1", url(folder.resolve("%d.jpg"))));
        return List.copyOf(arguments);
    }

    /** Decodes a picture into a portable grey map. */
    public List<String> grey(Path picture, Path map) {
        List<String> arguments = new ArrayList<>(QUIET);
        arguments.addAll(List.of("-i", url(picture), "-frames:v", "1", "-vf", "scale=out_range=full,format=gray"));
        arguments.addAll(List.of("-c:v", "pgm", "-f", "image2", "-update", "1", url(map)));
        return List.copyOf(arguments);
    }

    private static List<String> pictures(Path list) {
        return List.of("-f", "concat", "-safe", "0", "-i", url(list));
    }

    /**
     * One picture of a list for {@link #timelapse} and {@link #decode}; the list begins with {@code ffconcat version 1.0}.
     *
     * @throws IllegalArgumentException if a file name has a line break, which the format cannot express
     */
    public String pictureList(Path picture) {
        return "file " + quoted(picture) + "\nduration " + seconds(Duration.ofNanos(1000L * PICTURE_MICROS)) + "\n";
    }

    private static String size(Encoding.Size size) {
        return size.width() + "x" + size.height();
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
