package dev.drover.timelapse;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** When it is day: by the clock on the wall, or by the sun at a place. */
@RegisterForReflection
public sealed interface Daylight {

    Pattern HOURS = Pattern.compile("(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d)");
    Pattern PLACE = Pattern.compile("(-?\\d{1,2}(?:\\.\\d+)?)\\s*,\\s*(-?\\d{1,3}(?:\\.\\d+)?)");

    /** Whether a picture of that moment is wanted. */
    boolean at(Instant moment, ZoneId zone);

    /**
     * @param text {@code 06:00-21:00}, also across midnight, or a place, {@code 47.37,8.54}: latitude and longitude in degrees, north
     *     and east of zero
     * @throws IllegalArgumentException if it is neither
     */
    static Daylight parse(String text) {
        Matcher hours = HOURS.matcher(text.strip());
        Matcher place = PLACE.matcher(text.strip());
        try {
            if (hours.matches()) {
                return new Hours(LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2)));
            }
        } catch (DateTimeParseException none) {
            // Such as 25:00
        }
        if (place.matches()) {
            Sun sun = new Sun(Double.parseDouble(place.group(1)), Double.parseDouble(place.group(2)));
            if (Math.abs(sun.latitude) <= 90 && Math.abs(sun.longitude) <= 180) {
                return sun;
            }
        }
        throw new IllegalArgumentException(
                "it must be hours such as 06:00-21:00, or a place, its latitude and longitude such as 47.37,8.54");
    }

    /**
     * By the clock.
     *
     * @param from the first minute that is wanted
     * @param until the first that is not
     */
    @RegisterForReflection
    record Hours(LocalTime from, LocalTime until) implements Daylight {
        @Override
        public boolean at(Instant moment, ZoneId zone) {
            LocalTime time = moment.atZone(zone).toLocalTime();
            boolean begun = !time.isBefore(from);
            boolean over = !time.isBefore(until);
            return from.isBefore(until) ? begun && !over : begun || !over;
        }
    }

    /**
     * While the sun is up or not far below the horizon, as long as one can read outside (civil twilight).
     *
     * @param latitude in degrees, north of the equator
     * @param longitude in degrees, east of Greenwich
     */
    @RegisterForReflection
    record Sun(double latitude, double longitude) implements Daylight {

        private static final double TWILIGHT = -6;
        private static final Instant NOON_2000 = Instant.parse("2000-01-01T12:00:00Z");

        @Override
        public boolean at(Instant moment, ZoneId zone) {
            return elevation(moment) > TWILIGHT;
        }

        /** In degrees above the horizon, right to some hundredths: the Astronomical Almanac's formula for the years 1950 to 2050. */
        double elevation(Instant moment) {
            double days = NOON_2000.until(moment, ChronoUnit.MILLIS) / 86_400_000.0;
            double anomaly = Math.toRadians(357.528 + 0.9856003 * days);
            double ecliptic = Math.toRadians(
                    280.460 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.020 * Math.sin(2 * anomaly));
            double tilt = Math.toRadians(23.439 - 0.0000004 * days);
            double declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic));
            double ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic));
            double hour = Math.toRadians(280.46062 + 360.98564737 * days + longitude) - ascension;
            double north = Math.toRadians(latitude);
            return Math.toDegrees(Math.asin(Math.sin(north) * Math.sin(declination)
                    + Math.cos(north) * Math.cos(declination) * Math.cos(hour)));
        }
    }
}
