package dev.drover.cli;

import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import dev.drover.capture.OldCaptures;

/** {@code drover capture clean}: removes old captures now. */
@CommandLine.Command(
        name = "clean",
        description = "Removes old segments, pictures and verdicts, as the service does each minute.",
        footer = {
            "",
            "Exit code 0: done. 1: a directory could not be cleaned. 2: wrong usage, or there are no captures."
        },
        mixinStandardHelpOptions = true)
class CaptureCleanCommand implements Command {

    @Option(names = "--dry-run", description = "Only tell what would go.")
    private boolean dry;

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = OneShot.settings();
        settings.put("routes.unused", "clips,timelapse");
        settings.put("worker.works", "false");
        return settings;
    }

    @Override
    public int run(Running drover) throws Exception {
        if (!drover.capturesWanted()) {
            System.err.println("There are no captures: neither capture.devices nor capture.folder is set");
            return Drover.WRONG_USAGE;
        }
        drover.startCallable();
        int failed = 0;
        for (String directory : drover.captureFolders().names()) {
            try {
                OldCaptures.Removed removed = drover.call(
                        "remove-captures", new OldCaptures.Order(directory, dry), OldCaptures.Removed.class);
                removed.files().forEach(file -> System.out.println((dry ? "would go  " : "removed   ") + file));
                System.out.println((dry ? "Would go: " : "Removed: ") + removed.words());
            } catch (Exception why) {
                // The other directories are not to blame
                System.err.println(drover.reason(why));
                failed++;
            }
        }
        return failed == 0 ? Drover.OK : Drover.FAILED;
    }
}
