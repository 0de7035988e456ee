package dev.drover.frames;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How loud a segment is.
 *
 * @param meanDb in decibels below full scale, 0 or less; {@link #NOTHING_DB} if it has no sound
 */
@RegisterForReflection
public record Volume(double meanDb) {

    /** Of a segment without sound, or of none at all. What has 16 bits and only zeros in it has -91 dB. */
    public static final double NOTHING_DB = -100;

    /** What is louder than this is sound, if nobody says otherwise; in percent. */
    public static final double LIMIT = 5;

    public static final Volume NOTHING = new Volume(NOTHING_DB);

    /** What is this quiet has 0 percent, a full scale has 100. */
    private static final double QUIET_DB = -60;

    private static final Pattern MEAN = Pattern.compile("mean_volume: (-?inf|-?\\d{1,6}(?:\\.\\d{1,6})?) dB");

    /**
     * @param said what FFmpeg printed when its filter {@code volumedetect} had heard the segment; of several the last counts
     */
    public static Volume of(String said) {
        Volume volume = NOTHING;
        Matcher matcher = MEAN.matcher(said);
        while (matcher.find()) {
            String mean = matcher.group(1);
            volume = mean.endsWith("inf") ? NOTHING : new Volume(Double.parseDouble(mean));
        }
        return volume;
    }

    /** 0 to 100: -60 dB and less is 0, 0 dB is 100. */
    public double exactPercentage() {
        return Math.max(0, Math.min(100, (meanDb - QUIET_DB) * 100 / -QUIET_DB));
    }

    /** The same in whole percent, what is behind the point cut off. */
    public int percentage() {
        return (int) exactPercentage();
    }

    /**
     * @param limit in percent: what is louder is sound. At 5 that is what has more than -57 dB.
     */
    public boolean audible(double limit) {
        return exactPercentage() > limit;
    }
}
