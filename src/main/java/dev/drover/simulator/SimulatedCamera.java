package dev.drover.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A camera of the simulated organisation.
 *
 * @param uuid plain device id, 22 characters of URL-safe base64
 * @param name as the owner wrote it; any script, spaces and slashes included
 * @param locationUuid where it hangs
 * @param look which of the pictures it shows
 */
public record SimulatedCamera(String uuid, String name, String locationUuid, int look) {

    static final String SITE = "TE9DQVRJT05MT0NBVElPTg";
    static final String REGION = "us-west-2";

    /** Three cameras, one of them with a name that no file system likes. */
    public static List<SimulatedCamera> examples() {
        return List.of(
                new SimulatedCamera("Q0FNRVJBQ0FNRVJBQ0FNMQ", "Loading Dock", SITE, 0),
                new SimulatedCamera("Q0FNRVJBQ0FNRVJBQ0FNMg", "Hof / Einfahrt süd", SITE, 1),
                new SimulatedCamera("Q0FNRVJBQ0FNRVJBQ0FNMw", "Warehouse-3", SITE, 2));
    }

    /** So many cameras: the examples, and after them others that show the same pictures. */
    public static List<SimulatedCamera> examples(int count) {
        List<SimulatedCamera> examples = examples();
        return Stream.concat(
                        examples.stream(),
                        IntStream.range(examples.size(), count)
                                .mapToObj(index -> another(index + 1, index % examples.size())))
                .limit(count)
                .toList();
    }

    private static SimulatedCamera another(int number, int look) {
        byte[] id = String.format("CAMERACAMERA%04d", number).getBytes(StandardCharsets.US_ASCII);
        return new SimulatedCamera(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id), "Camera " + number, SITE, look);
    }
}
