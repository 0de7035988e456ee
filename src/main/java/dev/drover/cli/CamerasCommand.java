package dev.drover.cli;

import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

import dev.drover.rhombus.Camera;
import dev.drover.rhombus.Microphones;

/** {@code drover footage cameras}: what the key sees. */
@CommandLine.Command(
        name = "cameras",
        description = "Lists the cameras that the API key sees.",
        mixinStandardHelpOptions = true)
class CamerasCommand implements Command {

    @Mixin
    private RhombusOptions rhombus;

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = OneShot.settings();
        rhombus.addTo(settings);
        return settings;
    }

    @Override
    @SuppressWarnings("unchecked")
    public int run(Running drover) throws Exception {
        drover.startCallable();
        List<Camera> cameras;
        Microphones microphones;
        try {
            cameras = drover.call("list-cameras", "", List.class);
            microphones = drover.call("list-microphones", "", Microphones.class);
        } catch (Exception failed) {
            return notListed(drover, failed);
        }
        System.out.printf("%-24s %-8s %-6s %-24s %s%n", "UUID", "STATUS", "SOUND", "LOCATION", "NAME");
        for (Camera camera : cameras) {
            System.out.printf(
                    "%-24s %-8s %-6s %-24s %s%n",
                    camera.uuid(),
                    camera.connectionStatus(),
                    microphones.sound(camera.uuid()),
                    camera.locationUuid(),
                    camera.name());
        }
        return Drover.OK;
    }

    /** Says why the cameras cannot be listed; answers the exit code. */
    static int notListed(Running drover, Exception why) {
        System.err.println("Failed to list the cameras: " + drover.reason(why));
        return Drover.FAILED;
    }
}
