package dev.drover.frames;

/** Reads pictures, each as exactly as it takes to know whether it is black. For one thread at a time. */
public final class FrameReader {

    private final JpegLuma reader;
    private final BlackMeasure measure;
    /** The next picture is mostly like the one before. */
    private boolean exactly;

    /**
     * @param dark the brightest grey that counts as dark, 0 to 254
     */
    public FrameReader(int dark, BlackMeasure measure) {
        this.reader = new JpegLuma(dark);
        this.measure = measure;
    }

    /**
     * @param file the whole JPEG
     * @throws BrokenPictureException if it is none, or damaged, or not all of one
     * @throws UnusualPictureException if FFmpeg has to decode it; give what it says to {@link LumaPlane#ofGrey}
     */
    public Seen read(byte[] file) {
        LumaPlane plane = exactly ? reader.readExactly(file) : reader.read(file);
        Black black = measure.of(plane);
        if (black.dim() && !plane.exact() && plane.detailed()) {
            plane = reader.readExactly(file);
            black = measure.of(plane);
        }
        exactly = black.dim();
        return new Seen(plane, black);
    }

    /** What was seen of a picture. */
    public record Seen(LumaPlane plane, Black black) {}
}
