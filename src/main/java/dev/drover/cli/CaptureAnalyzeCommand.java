package dev.drover.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Parameters;

import dev.drover.capture.CapturedFrame;
import dev.drover.frames.BrokenPictureException;

/** {@code drover capture analyze}: what is to be said of one picture. */
@CommandLine.Command(
        name = "analyze",
        description = "Tells whether a captured picture is black, the same as the two before it, and without sound.",
        footer = {
            "",
            "The two pictures before it in its folder are looked at, too, and the newest segment of the folder above. Nothing is"
                    + " changed. Exit code 0: it is told. 1: it is no picture. 2: wrong usage."
        },
        mixinStandardHelpOptions = true)
class CaptureAnalyzeCommand implements Command {

    @Parameters(index = "0", paramLabel = "FILE", description = "The picture, a JPEG.")
    private Path file;

    @Parameters(index = "1", paramLabel = "HOST", arity = "0..1", description = "Is put into the answer.")
    private Optional<String> host = Optional.empty();

    @Parameters(index = "2", paramLabel = "DEVICE", arity = "0..1", description = "Is put into the answer.")
    private Optional<String> device = Optional.empty();

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = OneShot.settings();
        // No job is done, nor looked at
        settings.put("quarkus.datasource.jdbc.url", "jdbc:sqlite::memory:");
        settings.put("migrations.wanted", "false");
        settings.put("routes.unused", "clips,timelapse");
        settings.put("worker.works", "false");
        // The folder above that of the picture is its directory, and the one above that has all directories
        Path folder = file.toAbsolutePath().normalize().getParent();
        for (int up = 0; up < 2 && folder != null && folder.getParent() != null; up++) {
            folder = folder.getParent();
        }
        settings.put("capture.folder", String.valueOf(folder));
        return settings;
    }

    @Override
    public boolean needsData() {
        return false;
    }

    @Override
    public int run(Running drover) throws Exception {
        if (!file.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".jpg")
                || !Files.isRegularFile(file)) {
            System.err.println(file + (Files.exists(file) ? " is no .jpg" : " does not exist"));
            return Drover.FAILED;
        }
        drover.startCallable();
        try {
            CapturedFrame frame = drover.stills().frame(file.toAbsolutePath().normalize());
            String verdict = drover.call("analyze-file", frame, String.class);
            System.out.println(host.map(name -> withNames(verdict, name)).orElse(verdict));
            return Drover.OK;
        } catch (BrokenPictureException none) {
            System.err.println(file + " cannot be looked at: " + none.getMessage());
            return Drover.FAILED;
        }
    }

    private String withNames(String verdict, String name) {
        return verdict.replaceFirst(
                "\\{",
                java.util.regex.Matcher.quoteReplacement("{\n  \"host_name\" : " + quoted(name)
                        + ",\n  \"device_id\" : " + quoted(device.orElse("")) + ","));
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
