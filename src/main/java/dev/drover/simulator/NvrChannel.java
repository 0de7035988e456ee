package dev.drover.simulator;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A channel of the simulated NVR.
 *
 * @param number counted from 0, at most {@value #MOST} - 1
 * @param name as the owner wrote it, any script; empty where no camera was ever there
 * @param online whether its camera answers
 */
public record NvrChannel(int number, String name, boolean online) {

    /** How many channels an NVR can have. */
    public static final int MOST = 32;

    private static final List<String> NAMES = List.of("Front Door", "Driveway", "Hof / Einfahrt süd", "Garage");

    public NvrChannel {
        if (number < 0 || number >= MOST) {
            throw new IllegalArgumentException("a channel is 0 to " + (MOST - 1) + ", not " + number);
        }
    }

    /** So many channels, all online, one of them with a name that no file system likes. */
    public static List<NvrChannel> examples(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new NvrChannel(
                        number, number < NAMES.size() ? NAMES.get(number) : "Camera " + (number + 1), true))
                .toList();
    }

    NvrChannel named(String other) {
        return new NvrChannel(number, other, online);
    }

    NvrChannel online(boolean value) {
        return new NvrChannel(number, name, value);
    }
}
