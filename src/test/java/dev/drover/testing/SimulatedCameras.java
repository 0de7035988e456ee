package dev.drover.testing;

import java.util.List;

import dev.drover.simulator.SimulatedCamera;

/** The cameras of the flow tests. */
public final class SimulatedCameras {

    private static final List<SimulatedCamera> EXAMPLES = SimulatedCamera.examples();
    private static final String SITE = EXAMPLES.get(0).locationUuid();

    /** Has a microphone of its own. */
    public static final SimulatedCamera DOCK = EXAMPLES.get(0);

    /** Has a slash and an umlaut in its name, and no microphone. */
    public static final SimulatedCamera YARD = EXAMPLES.get(1);

    /** Shares a microphone with {@link #DOCK}. */
    public static final SimulatedCamera HALL = EXAMPLES.get(2);

    /** Has a name that leads out of the folder. */
    public static final SimulatedCamera CLIMBER = camera(4, "../../../etc/passwd");

    /** Has a name of several scripts, and signs beyond the basic plane. */
    public static final SimulatedCamera SMILE = camera(5, "😀 Küche 東京 👩‍🚒");

    /** Has a name of 300 characters. */
    public static final SimulatedCamera LONG_NAME = camera(6, "Ö".repeat(300));

    /** No microphones, and names like any other. */
    public static final SimulatedCamera GATE = camera(7, "Gate");

    public static final SimulatedCamera RAMP = camera(8, "Ramp");
    public static final SimulatedCamera STAIRS = camera(9, "Stairs");

    /** The one that has trouble that lasts. */
    public static final SimulatedCamera CELLAR = camera(10, "Cellar");

    /** The one that another worker is busy with all the time. */
    static final SimulatedCamera ATTIC = camera(11, "Attic");

    public static final List<SimulatedCamera> ALL =
            List.of(DOCK, YARD, HALL, CLIMBER, SMILE, LONG_NAME, GATE, RAMP, STAIRS, CELLAR, ATTIC);

    private SimulatedCameras() {}

    private static SimulatedCamera camera(int number, String name) {
        String uuid = "Q0FNRVJBQ0FNRVJBQ0" + "%04d".formatted(number);
        return new SimulatedCamera(uuid, name, SITE, number);
    }
}
