package dev.drover.simulator;

import java.util.List;

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
}
