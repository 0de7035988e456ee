package dev.drover.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.DroverProcess;
import dev.drover.testing.JobTable;
import dev.drover.testing.SimulatedSite;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user is told when something is wrong with how Drover is started, and that Drover starts alone. */
class StartIT {

    @TempDir
    Path folder;

    private DroverProcess fails(int code, Map<String, String> environment, String... arguments) {
        DroverProcess process = DroverProcess.run(folder, environment, arguments);
        assertThat(process.exitCode()).as(process.said()).isEqualTo(code);
        assertThat(process.said()).doesNotContain("\tat ", "Exception", "SRCFG");
        return process;
    }

    private DroverProcess fails(int code, String... arguments) {
        return fails(code, Map.of(), arguments);
    }

    @Test
    void versionAndHelpStartNothing() {
        assertThat(fails(0, "--version").out()).matches("Drover \\d+\\.\\d+\\.\\d+\\S*\\s+");
        assertThat(fails(0, "footage", "alerts", "--help").out())
                .contains("-ma", "--max_alerts", "--max-alerts", "Exit code 0");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wrongUsageIsSaidAndStartsNothing() {
        assertThat(fails(2, "--nonsense").err()).contains("Try: drover --help");
        assertThat(fails(2, "footage").err()).contains("alerts, backup or cameras");
        assertThat(fails(2, "footage", "alerts", "--nonsense").err())
                .contains("--nonsense", "drover footage alerts --help");
        assertThat(fails(2, "footage", "alerts", "-ma", "0").err()).contains("--max-alerts must be at least 1");
        assertThat(fails(2, "footage", "backup", "-u", "soon").err()).contains("soon");
        assertThat(fails(2, "footage", "backup", "-s", "-5").err()).contains("0 to 9999999999 seconds since 1970");
        assertThat(fails(2, "footage", "cameras", "-c", "cert.pem").err()).contains("--private-key");
        assertThat(fails(2, "simulate", "rhombus", "--faults", "nonsense").err())
                .contains("nonsense");
        assertThat(fails(2, "jobs", "show").err()).contains("ID");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void settingsThatAreWrongNameTheirPlace() throws IOException {
        use();
        Path file = folder.resolve("application.properties");
        assertThat(wrong(file, "\nfootage.pol-every=3s"))
                .contains(file + ", line 2", "footage.pol-every", "footage.poll-every");
        assertThat(wrong(file, "nonsense.key=3")).contains(file + ", line 1", "nonsense.key");
        assertThat(wrong(file, "footage.overlap=soon"))
                .contains(file + ", line 1", "footage.overlap", "\"soon\"", "30s");
        assertThat(wrong(file, "footage.workers=0")).contains(file + ", line 1", "footage.workers", "at least 1");
        assertThat(wrong(file, "footage.lan-trust=everybody")).contains(file + ", line 1", "footage.lan-trust");
        assertThat(wrong(file, "footage.backup.enabled=maybe")).contains(file + ", line 1", "true or false");
        assertThat(wrong(file, "rhombus.api-url=nonsense")).contains(file + ", line 1", "https://");
        assertThat(wrong(file, "footage.window=")).contains(file + ", line 1", "footage.window", "600s");
        assertThat(wrong(file, "drover.zone=Zurich")).contains(file + ", line 1", "drover.zone", "Europe/Zurich");
        assertThat(wrong(file, "footage.backup.cron=15 3 * *"))
                .contains(file + ", line 1", "footage.backup.cron", "0 15 3");
        assertThat(wrong(file, "footage.folder=../<camera>"))
                .contains(file + ", line 1", "footage.folder", "<camera>/<date>");
        assertThat(wrong(file, "\nquarkus.log.levl=DEBUG"))
                .contains(file + ", line 2", "there is no setting quarkus.log.levl. Is quarkus.log.level meant?");
        assertThat(wrong(file, "quarkus.managment.port=99"))
                .contains(file + ", line 1", "Is quarkus.management.port meant?");
        Files.writeString(file, "quarkus.log.file.json.enabled=false\nquarkus.log.min-level=DEBUG\n");
        fails(0, "jobs");
        assertThat(wrong(file, "quarkus.log.level=LOUD"))
                .contains(file + ", line 1", "\"LOUD\"; it must be ERROR, WARN, INFO or DEBUG");
        assertThat(wrong(file, "quarkus.log.category.\"routes\".level=LOUD"))
                .contains("\"LOUD\"; it must be ERROR, WARN, INFO or DEBUG");
        assertThat(wrong(file, "storage.reserve=64MB"))
                .contains(file + ", line 1", "storage.reserve is \"64MB\"; it must be a size such as 500K, 64M or 2G");
        assertThat(wrong(file, "footage.lan-trust=anyone")).contains("it must be first-use or pinned");
        assertThat(wrong(file, "footage.look-back=5m"))
                .contains(file + ", line 1: footage.look-back is \"5m\"", "at least footage.overlap, which is 10m");
        Files.delete(file);
        assertThat(fails(2, Map.of("FOOTAGE_OVERLAP", "soon"), "jobs").err()).contains("FOOTAGE_OVERLAP", "\"soon\"");
    }

    @Test
    void aFolderInPlaceOfTheSettingsIsRefused() throws IOException {
        Path settings = Files.createDirectory(folder.resolve("application.properties"));
        assertThat(fails(2, "jobs").err())
                .startsWith(settings + " is a folder, ")
                .hasLineCount(1);
    }

    @Test
    void misspeltEnvironmentVariablesAreNamed() {
        assertThat(misspelt("DROVER_FOOTAGE_POLL_EVRY")).contains(" Is FOOTAGE_POLL_EVERY meant?");
        assertThat(misspelt("FOOTAGE_SEGMENTS_IN_FLIHGT")).contains("FOOTAGE_SEGMENTS_IN_FLIGHT meant?");
        assertThat(misspelt("RHOMBUS_API_KEY_FIL")).contains("RHOMBUS_API_KEY_FILE meant?");
        assertThat(misspelt("DROVER_DATE")).contains("DROVER_DATA meant?");
    }

    private String misspelt(String variable) {
        String said = fails(2, Map.of(variable, "1"), "jobs").err();
        assertThat(said).startsWith("Environment variable " + variable + ": ").hasLineCount(1);
        return said;
    }

    @Test
    void variablesOfOthersStopNothing() {
        Map<String, String> others = Map.of(
                "FFMPEG_TIMEOT", "1h",
                "JOBS_PER_DAY", "3",
                "DROVER_JAVA_OPTS", "-Xmx200m",
                "DROVER_SERVICE_HOST", "10.0.0.1",
                "DROVER_PORT_9876_TCP_ADDR", "10.0.0.1",
                "RHOMBUS_API_KEY_FILE", "/run/secrets/key");
        String said = fails(0, others, "jobs").err();
        assertThat(said.lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("FFMPEG_TIMEOT") && line.contains("FFMPEG_TIMEOUT meant?"))
                .anyMatch(line -> line.contains("JOBS_PER_DAY"));
    }

    private String wrong(Path file, String settings) throws IOException {
        Files.writeString(file, settings + "\n");
        String said = fails(2, "jobs").err();
        assertThat(said.lines()).hasSize(1);
        return said;
    }

    @Test
    void whoOnlyLooksMakesNothing() throws IOException {
        assertThat(fails(0, "jobs").out()).hasLineCount(1).contains("STATE");
        assertThat(fails(0, "jobs", "list", "--all").out()).hasLineCount(1);
        assertThat(fails(1, "jobs", "show", "1").err()).contains("There is no job 1");
        assertThat(fails(1, "jobs", "retry", "1").err()).contains("There is no job 1");
        assertThat(fails(0, "routes", "check").out()).contains(", 0 faults");
        fails(0, "routes", "list");
        assertThat(folder).isEmptyDirectory();
        fails(0, "routes", "export", "mine");
        assertThat(folder).isDirectoryContaining("glob:**/mine").isDirectoryNotContaining("glob:**/data");
    }

    @Test
    void aDataFolderThatMustExistIsNotMadeAnew() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Map<String, String> known = Map.of("DROVER_DATA_MUST_EXIST", "true");
        assertThat(fails(1, known, "jobs").err()).contains(data.toString(), "Is its disk mounted?");
        assertThat(fails(1, known, "footage", "cameras").err()).contains(data.toString(), "Is its disk mounted?");
        assertThat(data).isEmptyDirectory();
        use();
        assertThat(fails(0, known, "jobs").err()).isEmpty();
    }

    /** Has the data folder made, by a command that then finds nobody to ask. */
    private void use(String... data) {
        Map<String, String> nobody = new HashMap<>(Map.of("RHOMBUS_API_URL", "http://127.0.0.1:1"));
        Stream.of(data).forEach(folder -> nobody.put("DROVER_DATA", folder));
        fails(1, nobody, "footage", "cameras");
    }

    @Test
    void dataFolderThatCannotBeWrittenIsNamed() throws IOException {
        assertThat(fails(1, Map.of("DROVER_DATA", "/proc/drover"), "footage", "cameras")
                        .err())
                .contains("/proc")
                .hasLineCount(1);
        Files.writeString(folder.resolve("data"), "in the way");
        assertThat(fails(1, "jobs").err())
                .contains(folder.resolve("data") + " is a file")
                .hasLineCount(1);
    }

    @Test
    void commandsThatWouldFailForWantOfFfmpegAreRefusedAtOnce() {
        Map<String, String> wrong = Map.of("FFMPEG_EXECUTABLE", "/nowhere/ffmpeg");
        for (String[] command : List.of(
                new String[] {"footage", "alerts"},
                new String[] {"footage", "backup"},
                new String[] {"demo"},
                new String[] {"simulate", "rhombus"})) {
            assertThat(fails(2, wrong, command).err())
                    .startsWith("ffmpeg.executable is /nowhere/ffmpeg, ")
                    .hasLineCount(1);
        }
        assertThat(folder).isEmptyDirectory();
        fails(0, wrong, "jobs");
    }

    @Test
    void portInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(fails(1, Map.of("QUARKUS_MANAGEMENT_PORT", port), "serve")
                            .err())
                    .contains("quarkus.management.port is " + port + ", and another program", "Set it to a free one")
                    .hasLineCount(1);
        }
    }

    @Test
    void theEndOfACommandWaitsForNoSchedule() throws IOException {
        Files.writeString(
                folder.resolve("application.properties"),
                "quarkus.log.category.\"org.apache.camel.component.quartz\".level=INFO\n");
        use();
        assertThat(fails(0, "jobs").out())
                .contains("Shutting down Quartz scheduler")
                .doesNotContain("will wait for all jobs");
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        for (String port : List.of("99999", "abc", "-1")) {
            for (String command : List.of("serve", "demo", "health")) {
                assertThat(fails(2, Map.of("QUARKUS_MANAGEMENT_PORT", port), command)
                                .err())
                        .contains("QUARKUS_MANAGEMENT_PORT: quarkus.management.port is \"" + port + "\"; it must be")
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void aPackagedRouteWithAFaultIsNamedWithItsLineOnly() throws IOException {
        use();
        Path packaged = Path.of("target", "quarkus-app").toAbsolutePath();
        List<String> command = new ArrayList<>(DroverProcess.command("jobs"));
        int jar = command.indexOf(packaged.resolve("quarkus-run.jar").toString());
        Assumptions.assumeTrue(jar > 0, "a native binary has its routes inside");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.createSymbolicLink(copy.resolve("lib"), packaged.resolve("lib"));
        for (String part : List.of("quarkus-run.jar", "quarkus", "app")) {
            try (Stream<Path> files = Files.walk(packaged.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(packaged.relativize(file)));
                }
            }
        }
        command.set(jar, copy.resolve("quarkus-run.jar").toString());
        assertThat(withRoute(command, copy, "mux-footage", "errorHandler:", "errorHandlr:"))
                .isEqualTo("routes/footage/mux-footage.camel.yaml:4: Unsupported field: errorHandlr\n");
        assertThat(withRoute(command, copy, "mux-footage", "errorHandler:", "errorHandler: ["))
                .startsWith("routes/footage/mux-footage.camel.yaml:")
                .hasLineCount(1);
        assertThat(withRoute(command, copy, "mux-footage", "method: mux", "method: mix"))
                .startsWith("routes/footage/mux-footage.camel.yaml:")
                .contains("mix")
                .hasLineCount(1);
    }

    private String withRoute(List<String> command, Path copy, String route, String good, String bad)
            throws IOException {
        Path jar;
        try (Stream<Path> files = Files.list(copy.resolve("app"))) {
            jar = files.findFirst().orElseThrow();
        }
        String path = "routes/footage/" + route + ".camel.yaml";
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(
                    inside.getPath(path), Files.readString(Path.of(path)).replace(good, bad));
        }
        DroverProcess process = DroverProcess.start(command, folder, Map.of());
        assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
        assertThat(process.out()).isEmpty();
        return process.err();
    }

    @Test
    void fullDiskIsOneLineAndLeavesNothingHalfMade() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=1500k", "none", disk.toString()),
                "no small disk can be mounted here; this case is not tested");
        try (SimulatedSite site = SimulatedSite.open(options -> options)) {
            DroverProcess process = fails(
                    1,
                    site.environment("DROVER_DATA", disk.resolve("data").toString()),
                    "footage",
                    "backup",
                    "-s",
                    Long.toString(SimulatedSite.ago(200)),
                    "-u",
                    "90",
                    "-cam",
                    "Q0FNRVJBQ0FNRVJBQ0FNMg");
            assertThat(process.said()).contains("No space left").doesNotContain("Trying again");
            assertThat(SimulatedSite.films(disk)).isEmpty();
        } finally {
            runs("umount", disk.toString());
        }
    }

    /** What the download leaves, others take: not even its failure can be noted down. */
    @Test
    void aCommandEndsWhereTheJobTableCannotBeWritten() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=1500k", "none", disk.toString()),
                "no small disk can be mounted here; this case is not tested");
        Files.createSymbolicLink(folder.resolve("data"), disk);
        String[] backup = {"footage", "backup", "-s", Long.toString(SimulatedSite.ago(200)), "-u", "90"};
        try (SimulatedSite site = SimulatedSite.open(options -> options);
                DroverProcess process =
                        DroverProcess.start(folder, site.environment("STORAGE_RESERVE", "1K"), backup)) {
            process.awaitWords("Downloading");
            Awaitility.await().atMost(DroverProcess.PATIENCE).until(() -> {
                fill(disk.resolve("filling"));
                return !process.isAlive();
            });
            assertThat(process.exitCode()).as(process.said()).isEqualTo(1);
            assertThat(process.said())
                    .contains("No space left for the job table", "0 complete, 0 incomplete, 3 failed")
                    .doesNotContain("\tat ", "Exception");
            assertThat(process.out().lines().filter(line -> line.startsWith("failed ")))
                    .hasSize(3);
        } finally {
            runs("umount", disk.toString());
        }
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException full) {
            // that is what was wanted
        }
    }

    @Test
    void jobsCanBeLookedAtOnAFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=1500k", "none", disk.toString()),
                "no small disk can be mounted here; this case is not tested");
        try {
            Map<String, String> there =
                    Map.of("DROVER_DATA", disk.resolve("data").toString());
            use(disk.resolve("data").toString());
            // Less is left than a download would need to start
            long free = Files.getFileStore(disk).getUsableSpace();
            Files.write(disk.resolve("filling"), new byte[(int) free - 128 * 1024]);
            fails(0, there, "jobs");
        } finally {
            runs("umount", disk.toString());
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void aSimulatorAloneServesAnotherProcess() {
        List<String> started = List.of(
                "simulate",
                "rhombus",
                "--port",
                "0",
                "--alerts-every",
                "1h",
                "--delay",
                "1ms",
                "--faults",
                "segment-500:1");
        Path far = folder.resolve("far");
        try {
            Files.createDirectory(far);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        try (DroverProcess simulator = DroverProcess.start(far, Map.of(), started.toArray(String[]::new))) {
            simulator.awaitWords("Simulated Rhombus: ");
            String url = simulator.out().replaceFirst("(?s).*Simulated Rhombus: (\\S+).*", "$1");
            DroverProcess backup = fails(
                    0,
                    Map.of("RHOMBUS_API_URL", url, "RHOMBUS_API_KEY", "demo"),
                    "footage",
                    "backup",
                    "-s",
                    Long.toString(SimulatedSite.ago(60)),
                    "-u",
                    "6",
                    "-cam",
                    "Q0FNRVJBQ0FNRVJBQ0FNMg");
            assertThat(backup.out()).contains("1 complete, 0 incomplete, 0 failed");
            simulator.terminate();
            simulator.exitCode();
            assertThat(simulator.said()).doesNotContain("\tat ", "Exception", "After Shutdown");
        }
    }

    @Test
    void tablesOfAnOlderVersionAreBroughtUpToDate() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/.drover")).getParent();
        JobTable table = new JobTable(data);
        table.createFirstVersion();
        assertThat(table.names()).contains("job").doesNotContain("camera");
        fails(0, "jobs");
        assertThat(table.names()).contains("job", "camera");
    }

    @Test
    void theDemoTellsItsStoryAndItsFirstFileAppears() {
        try (DroverProcess demo =
                DroverProcess.start(folder, Map.of("QUARKUS_MANAGEMENT_PORT", "0"), "demo", "--alerts-every", "2s")) {
            demo.awaitWords("Footage goes to " + folder.resolve("data"))
                    .awaitWords("/observe/health")
                    .awaitWords("/observe/metrics")
                    .awaitWords("Alert seen: ")
                    .awaitWords("over LAN")
                    .awaitWords("Written: ");
            assertThat(SimulatedSite.films(folder)).isNotEmpty();
            demo.terminate();
            demo.exitCode();
            assertThat(demo.said())
                    .doesNotContain("\tat ", "Exception", "After Shutdown", "Timeout occurred", "failed:");
        }
    }
}
