package dev.drover.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that goes wrong, written {@code name[:number][@camera][#segment]}, for example
 * {@code segment-500:2@Q0FNRVJBQ0FNRVJBQ0FNMQ#0}.
 *
 * @param kind what
 * @param number how often, how long or how much; see {@link FaultKind}
 * @param camera the device id it is limited to; empty for every camera
 * @param segment the segment of a range it is limited to, counted from 0 on LAN and WAN alike; empty for the usual one
 */
public record Fault(FaultKind kind, int number, Optional<String> camera, OptionalInt segment) {

    /** With the usual number, for every camera. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, kind.usual(), Optional.empty(), OptionalInt.empty());
    }

    /** With this number, for every camera. */
    public static Fault of(FaultKind kind, int number) {
        return new Fault(kind, number, Optional.empty(), OptionalInt.empty());
    }

    public Fault at(String cameraUuid) {
        return new Fault(kind, number, Optional.of(cameraUuid), segment);
    }

    public Fault inSegment(int index) {
        return new Fault(kind, number, camera, OptionalInt.of(index));
    }

    /**
     * Reads a list as written on the command line: faults separated by commas; empty text is no fault.
     *
     * @throws IllegalArgumentException naming the word that is wrong, and what is allowed
     */
    public static List<Fault> parse(String text) {
        List<Fault> faults = new ArrayList<>();
        for (String word : text.split(",")) {
            if (!word.isBlank()) {
                faults.add(parseOne(word.strip()));
            }
        }
        return List.copyOf(faults);
    }

    private static Fault parseOne(String word) {
        String rest = word;
        OptionalInt segment = OptionalInt.empty();
        int hash = rest.indexOf('#');
        if (hash >= 0) {
            segment = OptionalInt.of(number(word, rest.substring(hash + 1)));
            rest = rest.substring(0, hash);
        }
        Optional<String> camera = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            camera = Optional.of(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        int colon = rest.indexOf(':');
        String name = colon < 0 ? rest : rest.substring(0, colon);
        FaultKind kind = Arrays.stream(FaultKind.values())
                .filter(candidate -> candidate.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown fault \"" + name + "\"; allowed are " + FaultKind.allowed()));
        int number = colon < 0 ? kind.usual() : number(word, rest.substring(colon + 1));
        return new Fault(kind, number, camera, segment);
    }

    private static int number(String word, String digits) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("fault \"" + word + "\": \"" + digits
                + "\" is not a whole number; write name[:number][@camera][#segment], for example segment-500:2");
    }

    @Override
    public String toString() {
        return kind.text()
                + (number == kind.usual() ? "" : ":" + number)
                + camera.map(uuid -> "@" + uuid).orElse("")
                + (segment.isPresent() ? "#" + segment.getAsInt() : "");
    }
}
