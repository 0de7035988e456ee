package dev.drover.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.drover.files.AtomicFiles;
import dev.drover.routing.PackagedRoutes;
import dev.drover.routing.RouteFault;
import dev.drover.routing.RouteReload.Listed;

/** {@code drover routes}: the files that say what Drover does. */
@CommandLine.Command(
        name = "routes",
        description = "Shows, checks and writes out the route files.",
        mixinStandardHelpOptions = true,
        subcommands = {RoutesCommand.Check.class, RoutesCommand.Show.class, RoutesCommand.Export.class})
class RoutesCommand implements Command {

    @Spec
    private CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        throw new ParameterException(spec.commandLine(), "Say what to do: check, list or export");
    }

    @Override
    public int run(Running drover) {
        return Drover.WRONG_USAGE;
    }

    /** Nothing of the routes is loaded by the start; the commands do what they need. */
    private static Map<String, String> nothingLoaded() {
        Map<String, String> settings = new HashMap<>(OneShot.settings());
        settings.put(PackagedRoutes.RUN, "none");
        // What reads the job table can be checked without one
        settings.put("quarkus.datasource.jdbc.url", "jdbc:sqlite::memory:");
        settings.put("migrations.wanted", "false");
        settings.put("worker.works", "false");
        return settings;
    }

    private static String none(Path folder) {
        return "There is no *.camel.yaml in " + folder
                + ". Where drover.routes names such a folder, the routes that came with Drover run. To have some to edit:"
                + " drover routes export " + folder;
    }

    /** Whose route files are meant. */
    static class Folder {

        @Parameters(
                paramLabel = "DIR",
                arity = "0..1",
                description = "The folder. Default: drover.routes, else the routes that came with Drover.")
        private Optional<Path> given = Optional.empty();

        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        void demand() {
            given.filter(path -> !Files.isDirectory(path)).ifPresent(none -> {
                throw new ParameterException(command.commandLine(), "There is no folder " + none);
            });
        }

        Optional<Path> where(Running drover) {
            return given.or(drover.routes()::folder);
        }
    }

    @CommandLine.Command(
            name = "check",
            description = "Checks a folder of route files as a start would, without starting anything.",
            mixinStandardHelpOptions = true)
    static class Check implements Command {

        @Mixin
        private Folder folder;

        @Override
        public Map<String, String> settings() {
            folder.demand();
            Map<String, String> settings = nothingLoaded();
            settings.put("quarkus.log.category.\"routes\".level", "OFF");
            return settings;
        }

        @Override
        public boolean needsData() {
            return false;
        }

        @Override
        public int run(Running drover) throws IOException {
            Optional<Path> where = folder.where(drover);
            int files = drover.routes().count(where);
            if (files == 0) {
                System.err.println(none(where.orElseThrow()));
                return Drover.FAILED;
            }
            List<RouteFault> faults = drover.routes().check(where);
            faults.forEach(fault -> System.out.println(fault.getMessage()));
            System.out.printf("%d files, %d faults%n", files, faults.size());
            return faults.isEmpty() ? Drover.OK : Drover.FAILED;
        }
    }

    @CommandLine.Command(
            name = "list",
            description = "Lists routes, templates and error policies with their files.",
            mixinStandardHelpOptions = true)
    static class Show implements Command {

        @Mixin
        private Folder folder;

        @Override
        public Map<String, String> settings() {
            folder.demand();
            return nothingLoaded();
        }

        @Override
        public boolean needsData() {
            return false;
        }

        @Override
        public int run(Running drover) throws IOException {
            Optional<Path> where = folder.where(drover);
            List<Listed> all = drover.routes().list(where);
            if (all.isEmpty() && where.isPresent()) {
                System.err.println(none(where.get()));
                return Drover.OK;
            }
            System.out.printf("%-26s %-9s %s%n", "ID", "KIND", "FILE");
            all.forEach(each -> System.out.printf("%-26s %-9s %s%n", each.id(), each.kind(), each.path()));
            return all.stream().anyMatch(each -> each.kind().equals("REJECTED")) ? Drover.FAILED : Drover.OK;
        }
    }

    @CommandLine.Command(
            name = "export",
            description = "Writes the routes that came with Drover into a folder, as something to edit.",
            mixinStandardHelpOptions = true)
    static class Export implements Command {

        @Parameters(paramLabel = "DIR", description = "The folder; it is made where there is none.")
        private Path folder;

        @Option(names = "--force", description = "Writes over files that differ; without it they stay and are named.")
        private boolean force;

        @Override
        public Map<String, String> settings() {
            return nothingLoaded();
        }

        @Override
        public boolean needsData() {
            return false;
        }

        @Override
        public int run(Running drover) throws IOException {
            List<String> paths = new ArrayList<>(drover.packaged().paths());
            paths.add("README.md");
            int written = 0;
            int kept = 0;
            for (String path : paths) {
                String text = drover.packaged().text(path).orElseThrow();
                Path file = folder.resolve(path);
                boolean there = Files.exists(file);
                if (there && Files.readString(file).equals(text)) {
                    continue;
                }
                if (there && !force) {
                    System.out.println("kept     " + file + " (it differs; --force writes over it)");
                    kept++;
                    continue;
                }
                // A running Drover never sees half of it
                AtomicFiles.writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
                written++;
            }
            System.out.printf(
                    "%d files written to %s, %d kept%n",
                    written, folder.toAbsolutePath().normalize(), kept);
            return kept == 0 ? Drover.OK : Drover.FAILED;
        }
    }
}
