package dev.drover.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.drover.ffmpeg.Encoding.Size;

/** What can make H.264 of pictures, best first. An FFmpeg that has a name in its list need not have the hardware for it. */
public enum VideoEncoder {
    NVENC("h264_nvenc", 4096),
    QSV("h264_qsv", 4096),
    VAAPI("h264_vaapi", 4096),
    V4L2M2M("h264_v4l2m2m", 1920),
    X264("libx264", Integer.MAX_VALUE);

    private static final String VAAPI_DEVICE = "/dev/dri/renderD128";
    /** For encoders that know no quality, only bits: those of a picture's pixel. */
    private static final double BITS_PER_PIXEL = 0.2;

    private final String name;
    private final int widest;

    VideoEncoder(String name, int widest) {
        this.name = name;
        this.widest = widest;
    }

    /** As FFmpeg calls it. */
    @Override
    public String toString() {
        return name;
    }

    /** @param name as FFmpeg calls it */
    public static Optional<VideoEncoder> of(String name) {
        return Stream.of(values()).filter(each -> each.name.equals(name)).findFirst();
    }

    /** Whether it takes pictures of this size; hardware ends at 4K, or before. */
    public boolean takes(Size size) {
        return size.width() <= widest && size.height() <= widest;
    }

    /** What stands before the inputs. */
    List<String> device() {
        return this == VAAPI ? List.of("-vaapi_device", VAAPI_DEVICE) : List.of();
    }

    /** The last filters before it. */
    String format() {
        return switch (this) {
            case VAAPI -> "format=nv12,hwupload";
            case QSV -> "format=nv12";
            default -> "format=yuv420p";
        };
    }

    /** Its options; each file begins with a key frame, and no picture refers to one before that. */
    List<String> options(String preset, int crf, Size size, int fps, boolean stitchable) {
        List<String> options = new ArrayList<>(List.of("-c:v", name));
        options.addAll(
                switch (this) {
                    case X264 -> List.of("-preset", preset, "-crf", Integer.toString(crf));
                    case NVENC -> List.of("-rc", "vbr", "-cq", Integer.toString(crf), "-b:v", "0", "-bf", "0");
                    case QSV -> List.of("-global_quality", Integer.toString(Math.max(1, crf)), "-bf", "0");
                    case VAAPI -> List.of("-qp", Integer.toString(Math.max(1, crf)), "-bf", "0");
                    case V4L2M2M ->
                        List.of("-b:v", Long.toString((long) (BITS_PER_PIXEL * size.width() * size.height() * fps)));
                });
        if (stitchable && this == X264) {
            options.addAll(List.of("-x264-params", "stitchable=1"));
        }
        return options;
    }

    /** Encodes one picture of nothing: whether that goes well says whether there is such hardware. */
    List<String> probe() {
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "error"));
        arguments.addAll(device());
        // Some refuse pictures that are smaller
        arguments.addAll(List.of("-f", "lavfi", "-i", "color=black:s=256x256:r=1", "-frames:v", "1"));
        arguments.addAll(List.of("-vf", format(), "-c:v", name, "-f", "null", "-"));
        return arguments;
    }
}
