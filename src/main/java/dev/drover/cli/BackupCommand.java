package dev.drover.cli;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.drover.footage.BackupOrder;

/** {@code drover footage backup}: a whole range of time. */
@CommandLine.Command(
        name = "backup",
        description = "Backs up a range of time of all cameras, of a location's, or of one.",
        footer = {
            "",
            "Exit code 0: everything is on disk and complete. 1: something failed or is incomplete. 2: wrong usage."
        },
        mixinStandardHelpOptions = true)
class BackupCommand implements Command {

    @Mixin
    private RhombusOptions rhombus;

    @Mixin
    private PlaceOptions places;

    private final FootageRun run = new FootageRun();

    @Option(
            names = {"-s", "--start_time", "--start-time"},
            paramLabel = "EPOCH",
            converter = NumberOption.Epoch.class,
            description = "Begin of the range, in seconds since 1970. Default: an hour ago.")
    private Optional<Long> start = Optional.empty();

    @Option(
            names = {"-u", "--duration"},
            paramLabel = "SECONDS",
            defaultValue = "3600",
            converter = NumberOption.Length.class,
            description = "Length of the range. Default: ${DEFAULT-VALUE}.")
    private long duration;

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = run.settings(rhombus.debug());
        rhombus.addTo(settings);
        return settings;
    }

    @Override
    public boolean downloads() {
        return true;
    }

    @Override
    public int run(Running drover) throws Exception {
        drover.startUnscheduled();
        long from = start.orElseGet(() -> drover.now().minusSeconds(3600).getEpochSecond());
        Instant end = Instant.ofEpochSecond(from).plusSeconds(duration);
        if (end.isAfter(drover.now().plusSeconds(60))) {
            System.err.println("The range ends at " + end + ", which is in the future. Ask again when it is over");
            return Drover.WRONG_USAGE;
        }
        java.util.List<?> wanted;
        try {
            wanted = drover.call(
                    "find-backup",
                    new BackupOrder(from, duration, places.location, places.camera, places.wan, drover.run()),
                    java.util.List.class);
        } catch (Exception failed) {
            return CamerasCommand.notListed(drover, failed);
        }
        if (wanted.isEmpty()) {
            System.err.println("No camera that is online matches. See: drover footage cameras");
            return Drover.FAILED;
        }
        return run.await(drover, rhombus.debug());
    }
}
