package dev.drover.frames;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a picture counts: a region of interest, and masks for what changes anyway, such as a clock on the screen. Both are
 * taken to whole blocks of 8x8 pixels: of the region those whose middle is in it; of a mask all that it touches.
 */
public final class PictureArea {

    /** The whole picture. */
    public static final PictureArea ALL = of("", "");

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(%?)");
    private static final int SIDES = 4;

    private final List<Rectangle> region;
    private final List<Rectangle> masks;

    private PictureArea(List<Rectangle> region, List<Rectangle> masks) {
        this.region = region;
        this.masks = masks;
    }

    /**
     * Rectangles are {@code x,y,width,height} from the upper left corner of the picture, several with {@code ;} between. Each
     * number is in pixels, or with {@code %} in percent of the picture's width or height. What is outside of the picture is cut off.
     *
     * @param region what counts; if empty, the whole picture
     * @param masks what does not count; may be empty
     * @throws IllegalArgumentException that says what is wrong
     */
    public static PictureArea of(String region, String masks) {
        return new PictureArea(rectangles(region), rectangles(masks));
    }

    private static List<Rectangle> rectangles(String text) {
        List<Rectangle> rectangles = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : text.split(";", -1)) {
                rectangles.add(rectangle(part.strip()));
            }
        }
        return List.copyOf(rectangles);
    }

    private static Rectangle rectangle(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != SIDES) {
            throw wrong(text, "it has " + (text.isEmpty() ? 0 : parts.length) + " numbers");
        }
        Length[] lengths = new Length[SIDES];
        for (int side = 0; side < SIDES; side++) {
            Matcher matcher = LENGTH.matcher(parts[side].strip());
            if (!matcher.matches()) {
                throw wrong(text, "\"" + parts[side].strip() + "\" is no number of pixels and no percentage");
            }
            lengths[side] = new Length(
                    Double.parseDouble(matcher.group(1)), !matcher.group(2).isEmpty());
            if (lengths[side].percent && lengths[side].value > 100) {
                throw wrong(text, parts[side].strip() + " is more than the whole picture");
            }
        }
        if (lengths[2].value == 0 || lengths[3].value == 0) {
            throw wrong(text, "it is empty");
        }
        return new Rectangle(lengths[0], lengths[1], lengths[2], lengths[3]);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "\"%s\" is no rectangle: %s. It is x,y,width,height, in pixels as in 0,0,320,40 or in percent as in 80%%,0%%,20%%,10%%;"
                        + " put ; between several",
                text,
                why));
    }

    /** Of each block whether it counts; {@code null} if all do. */
    boolean[] blocks(LumaPlane plane) {
        if (region.isEmpty() && masks.isEmpty()) {
            return null;
        }
        boolean[] counts = new boolean[plane.columns() * plane.rows()];
        Arrays.fill(counts, region.isEmpty());
        for (Rectangle rectangle : region) {
            fill(counts, plane, rectangle, true);
        }
        for (Rectangle rectangle : masks) {
            fill(counts, plane, rectangle, false);
        }
        return counts;
    }

    private static void fill(boolean[] counts, LumaPlane plane, Rectangle rectangle, boolean value) {
        double x = rectangle.x.of(plane.width());
        double y = rectangle.y.of(plane.height());
        int left = first(x, value);
        int right = end(x + rectangle.width.of(plane.width()), plane.width(), value);
        int bottom = end(y + rectangle.height.of(plane.height()), plane.height(), value);
        for (int row = first(y, value); row < bottom; row++) {
            if (left < right) {
                Arrays.fill(counts, row * plane.columns() + left, row * plane.columns() + right, value);
            }
        }
    }

    /** The first block of those whose middle is behind this pixel, or of those that touch it. */
    private static int first(double pixel, boolean middle) {
        return middle ? Math.max(0, (int) Math.ceil((pixel - 4) / 8)) : (int) (pixel / 8);
    }

    /** The first block that is behind it. A block at the picture's edge may have no middle in the picture. */
    private static int end(double pixel, int size, boolean middle) {
        return pixel >= size ? (size + 7) / 8 : (int) Math.ceil((middle ? pixel - 4 : pixel) / 8);
    }

    private record Length(double value, boolean percent) {
        /** In pixels. */
        double of(int whole) {
            return percent ? value * whole / 100 : value;
        }
    }

    private record Rectangle(Length x, Length y, Length width, Length height) {}
}
