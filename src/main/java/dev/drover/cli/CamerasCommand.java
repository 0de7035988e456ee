package dev.drover.cli;

import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

import dev.drover.rhombus.AudioGateway;
import dev.drover.rhombus.Camera;

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
        List<AudioGateway> gateways;
        try {
            cameras = drover.call("list-cameras", "", List.class);
            gateways = drover.call("list-microphones", "", List.class);
        } catch (Exception failed) {
            return notListed(drover, failed);
        }
        System.out.printf("%-24s %-8s %-6s %-24s %s%n", "UUID", "STATUS", "SOUND", "LOCATION", "NAME");
        for (Camera camera : cameras) {
            boolean sound = gateways.stream().anyMatch(gateway -> gateway.hears(camera.uuid()));
            System.out.printf(
                    "%-24s %-8s %-6s %-24s %s%n",
                    camera.uuid(),
                    camera.connectionStatus(),
                    sound ? "yes" : "no",
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
