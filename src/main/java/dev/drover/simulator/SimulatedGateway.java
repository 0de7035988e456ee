package dev.drover.simulator;

import java.util.List;

/**
 * An audio gateway of the simulated organisation.
 *
 * @param uuid plain device id, 22 characters of URL-safe base64
 * @param name as the owner wrote it
 * @param locationUuid where it hangs
 * @param cameras plain ids of the cameras it belongs to; the API shows them as facets ({@code ….v0})
 * @param tone which of the sounds it records
 */
public record SimulatedGateway(String uuid, String name, String locationUuid, List<String> cameras, int tone) {

    public SimulatedGateway {
        cameras = List.copyOf(cameras);
    }

    /** The first camera has a gateway of its own and shares a second one with the third; the second camera is mute. */
    public static List<SimulatedGateway> examples() {
        return List.of(
                new SimulatedGateway(
                        "R0FURVdBWUdBVEVXQVlHMQ",
                        "Dock audio",
                        SimulatedCamera.SITE,
                        List.of("Q0FNRVJBQ0FNRVJBQ0FNMQ"),
                        0),
                new SimulatedGateway(
                        "R0FURVdBWUdBVEVXQVlHMg",
                        "Hall audio",
                        SimulatedCamera.SITE,
                        List.of("Q0FNRVJBQ0FNRVJBQ0FNMw", "Q0FNRVJBQ0FNRVJBQ0FNMQ"),
                        1));
    }
}
