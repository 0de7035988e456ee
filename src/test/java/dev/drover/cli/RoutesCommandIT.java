package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.drover.testing.DroverProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code drover routes}, as a user runs it. */
class RoutesCommandIT {

    @TempDir
    Path folder;

    private Path routes;

    @BeforeEach
    void export() {
        routes = folder.resolve("my routes");
        assertThat(run("routes", "export", routes.toString()).exitCode()).isZero();
    }

    @Test
    void whatIsExportedIsWhatWasPackagedAndIsGood() throws IOException {
        Path own = Path.of("routes");
        List<Path> files;
        try (var all = Files.walk(own)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(40);
        for (Path file : files) {
            assertThat(routes.resolve(own.relativize(file))).hasSameTextualContentAs(file);
        }
        DroverProcess check = run("routes", "check", routes.toString());
        assertThat(check.exitCode()).as(check.said()).isZero();
        assertThat(check.out()).contains(", 0 faults");
        assertThat(run("routes", "check").out()).contains(", 0 faults");
        Path option = routes.resolve("option.camel.yaml");
        Files.writeString(option, """
                - route:
                    id: option
                    from:
                      uri: timer:option
                      steps:
                        - to:
                            uri: direct:list-jobs
                            parameters:
                              failIfNoConsumers: false
                              timeout: 1000
                """);
        DroverProcess withOption = run("routes", "check", routes.toString());
        assertThat(withOption.out()).as(withOption.said()).contains(", 0 faults");
        Files.delete(option);
        DroverProcess list = run("routes", "list", routes.toString());
        assertThat(list.out())
                .containsPattern("poll-alerts +route +footage/poll-alerts.camel.yaml")
                .containsPattern("download-camera +template ")
                .containsPattern("on-poll-error +policy ");
    }

    @Test
    void aChangedFileIsNotWrittenOverUnlessForced() throws IOException {
        Path file = routes.resolve("footage/poll-alerts.camel.yaml");
        String packaged = Files.readString(file);
        Files.writeString(file, "# mine\n" + packaged);
        DroverProcess again = run("routes", "export", routes.toString());
        assertThat(again.exitCode()).isEqualTo(Drover.FAILED);
        assertThat(again.out()).contains("kept", "poll-alerts");
        assertThat(Files.readString(file)).startsWith("# mine");
        assertThat(run("routes", "export", "--force", routes.toString()).exitCode())
                .isZero();
        assertThat(Files.readString(file)).isEqualTo(packaged);
    }

    /** Each kind of fault in a file of its own; one run tells them all. */
    @Test
    void eachFaultIsToldWithFileAndLine() throws IOException {
        Map<String, String> expected = Map.ofEntries(
                add("not-yaml", "[", "here/not-yaml.camel.yaml:8: "),
                add("unknown-step", "- tto:\n            uri: log:x", "here/unknown-step.camel.yaml:7: "),
                add("unknown-component", to("nosuch:thing"), "here/unknown-component.camel.yaml:8: "),
                add("unknown-option", to("log:x\n            parameters:\n              levl: INFO"), ":8: .*levl"),
                add("unknown-bean", bean("nobody", "answer"), "here/unknown-bean.camel.yaml:8: .*nobody"),
                add("unknown-method", bean("footageFiles", "vanish"), "unknown-method.camel.yaml:9: .*vanish"),
                add("unknown-setting", to("log:{{no.such.setting}}"), ":8: .*no.such.setting"),
                add("bad-expression", "- setBody:\n            simple: ${bodyy}", ":8: .*bodyy"),
                add(
                        "unknown-call",
                        to("direct:nowhere"),
                        "unknown-call.camel.yaml:8: no route begins with direct:nowhere"),
                write(
                        "again",
                        route("poll-alerts", to("log:x")),
                        "here/again.camel.yaml:2: route poll-alerts is already in"),
                write(
                        "no-policy",
                        route("no-policy", to("log:x"))
                                .replace("    from:", "    routeConfigurationId: on-nothing\n    from:"),
                        "here/no-policy.camel.yaml:3: there is no error policy .routeConfiguration. on-nothing"),
                write("no-id", "- from:\n    uri: timer:x\n    steps:\n      - to:\n          uri: log:x\n", "no-id"),
                write("empty", "", "here/empty.camel.yaml: the file is empty"),
                write(
                        "wants-parameter",
                        "- templatedRoute:\n    routeTemplateRef: download-camera\n    routeId: made-wrongly\n",
                        "wants-parameter.camel.yaml:.*camera"));
        DroverProcess check = run("routes", "check", routes.toString());
        assertThat(check.exitCode()).as(check.said()).isEqualTo(Drover.FAILED);
        expected.forEach(
                (file, words) -> assertThat(check.out().lines().filter(line -> line.contains("/" + file + ".camel")))
                        .as(file)
                        .singleElement()
                        .satisfies(line -> assertThat(line).containsPattern(words)));
        assertThat(check.out()).contains(expected.size() + " faults");
        assertThat(check.said()).doesNotContain("\tat ");
    }

    @Test
    void anEmptyFolderIsAsNone() throws IOException {
        Map<String, String> environment = Map.of(
                "DROVER_ROUTES", Files.createDirectory(folder.resolve("empty")).toString());
        DroverProcess check = DroverProcess.run(folder, environment, "routes", "check");
        assertThat(check.exitCode()).as(check.said()).isZero();
        assertThat(check.out()).contains(", 0 faults");
        assertThat(DroverProcess.run(folder, environment, "routes", "list").out())
                .contains("poll-alerts");
    }

    @Test
    void anEmptyFolderThatIsNamedIsToldOf() throws IOException {
        String empty = Files.createDirectory(folder.resolve("empty")).toString();
        DroverProcess list = run("routes", "list", empty);
        assertThat(list.exitCode()).isZero();
        assertThat(list.said())
                .contains("There is no *.camel.yaml in " + empty, "the routes that came with Drover run")
                .hasLineCount(1);
        DroverProcess check = run("routes", "check", empty);
        assertThat(check.exitCode()).isEqualTo(Drover.FAILED);
        assertThat(check.err()).contains("There is no *.camel.yaml in " + empty, "that came with Drover run");
    }

    @Test
    void aFolderThatDoesNotExistIsWrongUsage() {
        DroverProcess check = run("routes", "check", "nowhere");
        assertThat(check.exitCode()).isEqualTo(Drover.WRONG_USAGE);
        assertThat(check.err()).contains("There is no folder nowhere");
        DroverProcess serve = DroverProcess.run(folder, Map.of("DROVER_ROUTES", "nowhere"), "serve");
        assertThat(serve.exitCode()).isEqualTo(Drover.WRONG_USAGE);
        assertThat(serve.err()).contains("DROVER_ROUTES", "drover routes export nowhere");
    }

    private Map.Entry<String, String> add(String name, String step, String expected) throws IOException {
        return write(name, route(name, step), expected);
    }

    private Map.Entry<String, String> write(String name, String text, String expected) throws IOException {
        Path file = routes.resolve("here").resolve(name + ".camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Map.entry(name, expected);
    }

    private static String route(String id, String step) {
        return "- route:\n    id: " + id + "\n    from:\n      uri: timer:" + id + "\n      steps:\n"
                + "        # the fault\n        " + step + "\n";
    }

    private static String to(String uri) {
        return "- to:\n            uri: " + (uri.contains("{{") ? "\"" + uri + "\"" : uri);
    }

    private static String bean(String ref, String method) {
        return "- bean:\n            ref: " + ref + "\n            method: " + method;
    }

    private DroverProcess run(String... arguments) {
        return DroverProcess.run(folder, Map.of(), arguments);
    }
}
