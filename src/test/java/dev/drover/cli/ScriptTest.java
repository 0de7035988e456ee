package dev.drover.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** How {@code ./drover} starts Java: a checkout that is built already, and a Java that only says how it was called. */
class ScriptTest {

    @TempDir
    Path checkout;

    @BeforeEach
    void build() throws IOException {
        Files.copy(Path.of("drover"), checkout.resolve("drover"));
        executable(checkout.resolve("drover"));
        for (String source : List.of("pom.xml", "application.properties")) {
            Files.createFile(checkout.resolve(source));
        }
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createDirectories(checkout.resolve("routes"));
        Files.createDirectories(checkout.resolve("target/quarkus-app"));
        Files.createFile(checkout.resolve("target/quarkus-app/quarkus-run.jar"));
        Path built = Files.createFile(checkout.resolve("target/drover-built"));
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(3600)));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String called(int javaVersion, Map<String, String> environment, String... arguments) throws Exception {
        return ends(0, javaVersion, environment, arguments);
    }

    private String ends(int code, int javaVersion, Map<String, String> environment, String... arguments)
            throws Exception {
        Path java = checkout.resolve("jdk" + javaVersion + "/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(
                java,
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"" + javaVersion
                        + ".0.1\" 2026-01-01' >&2; else echo \"LC_ALL=${LC_ALL:-}\"; printf '<%s>' \"$@\"; fi\n");
        executable(java);
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("drover").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("PATH", "/usr/bin:/bin");
        variables.put("JAVA_HOME", java.getParent().getParent().toString());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process script = builder.start();
        String said = new String(script.getInputStream().readAllBytes(), UTF_8);
        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).as(said).isEqualTo(code);
        return said;
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        assertThat(called(17, Map.of("JAVA_OPTS", "-Da=1 -Db=2"), "footage", "two words", "$HOME"))
                .contains("<-Da=1><-Db=2>")
                .endsWith("<footage><two words><$HOME>");
    }

    @Test
    void optionsThatOnlyNewerJavasKnowAreGivenToThemOnly() throws Exception {
        assertThat(called(25, Map.of()))
                .contains("<--enable-native-access=ALL-UNNAMED><--sun-misc-unsafe-memory-access=allow>");
        assertThat(called(17, Map.of())).contains("<-Xmx256m>").doesNotContain("<--");
    }

    @Test
    void aBuildThatFailsShowsTheLinesThatMatter() throws Exception {
        String source = checkout.toRealPath().resolve("src/main/java/dev/drover/Clocks.java") + ":[7,5] ';' expected";
        String failed = buildFails("""
                [WARNING] something else
                [INFO] -------------------------------------------------------------
                [ERROR] COMPILATION ERROR :
                [INFO] -------------------------------------------------------------
                [ERROR] %1$s
                [INFO] 1 error
                [ERROR] Failed to execute goal org.example:compiler:3.14.0:compile (default-compile) on project drover: Compilation failure
                [ERROR] %1$s
                [ERROR]
                [ERROR] -> [Help 1]
                [ERROR]
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                [ERROR] For more information about the errors and possible solutions, please read the following articles:
                [ERROR] [Help 1] http://example.org/MojoFailureException
                """.formatted(source));
        assertThat(failed.lines().skip(1))
                .containsExactly(
                        "src/main/java/dev/drover/Clocks.java:[7,5] ';' expected",
                        "drover: the build failed; all of it is in "
                                + checkout.toRealPath().resolve("target/drover-build.log"));
        assertThat(checkout.resolve("target/drover-build.log")).content().contains("[WARNING] something else");

        assertThat(buildFails("""
                [ERROR] Failed to execute goal org.example:maven-plugin:3.27.2:build (default) on project drover: Failed to build: Build failure
                [ERROR] \t[error]: Build step Routes threw an exception: routes/footage/x.camel.yaml, line 4: Unsupported field: stps
                [ERROR] \tat org.example.Routes.read(Routes.java:160)
                [ERROR] -> [Help 1]
                """).lines().skip(1))
                .hasSize(3)
                .startsWith("Failed to build: Build failure")
                .anyMatch(line -> line.endsWith("routes/footage/x.camel.yaml, line 4: Unsupported field: stps"));

        assertThat(buildFails("Killed\n").lines())
                .as("what is not understood is shown")
                .contains("Killed");
    }

    private String buildFails(String log) throws Exception {
        Files.deleteIfExists(checkout.resolve("target/drover-built"));
        Path maven = checkout.resolve("maven/mvn");
        Files.createDirectories(maven.getParent());
        Files.writeString(checkout.resolve("log"), log);
        Files.writeString(
                maven,
                "#!/bin/sh\ncase $* in *-v*) echo Apache Maven 3.9.9 ;; *) cat '" + checkout.resolve("log")
                        + "'; exit 1 ;; esac\n");
        executable(maven);
        Path compiler = checkout.resolve("jdk17/bin/javac");
        Files.createDirectories(compiler.getParent());
        Files.writeString(compiler, "");
        executable(compiler);
        return ends(1, 17, Map.of("PATH", maven.getParent() + ":/usr/bin:/bin"));
    }

    /** As Alpine and BusyBox have it. */
    private String withoutLocale() throws IOException {
        Path programs = Files.createDirectory(checkout.resolve("programs"));
        for (String program : List.of("sh", "sed", "head", "find", "dirname", "readlink", "cat")) {
            Path usual = Path.of("/usr/bin", program);
            Files.createSymbolicLink(programs.resolve(program), Files.exists(usual) ? usual : Path.of("/bin", program));
        }
        return programs.toString();
    }

    @Test
    void namesOfAllLettersCanBeWrittenWhereNoLanguageIsSet() throws Exception {
        assertThat(called(17, Map.of())).startsWith("LC_ALL=C.UTF-8\n");
        assertThat(called(17, Map.of("LANG", "C", "LC_ALL", "POSIX"))).startsWith("LC_ALL=C.UTF-8\n");
        assertThat(called(17, Map.of("LANG", "xx_XX.UTF-8"))).startsWith("LC_ALL=C.UTF-8\n");
        assertThat(called(17, Map.of("LANG", "C.UTF-8"))).startsWith("LC_ALL=\n");
        String small = withoutLocale();
        assertThat(called(17, Map.of("PATH", small))).startsWith("LC_ALL=C.UTF-8\n");
        assertThat(called(17, Map.of("PATH", small, "LANG", "de_DE.UTF-8"))).startsWith("LC_ALL=\n");
    }
}
