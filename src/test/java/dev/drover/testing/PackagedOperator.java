package dev.drover.testing;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.drover.ffmpeg.ProcessResult;
import dev.drover.ffmpeg.ProcessTree;
import dev.drover.simulator.SimulatedCamera;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the program: the native binary where there is one, else the jar. */
record PackagedOperator(URI rhombus, Path data, Path target) implements Operator {

    private record Ran(int exit, String said) {}

    @Override
    public String list() {
        return run("jobs", "list", "--most", "10000").said();
    }

    @Override
    public boolean retry(long id) {
        return run("jobs", "retry", Long.toString(id)).exit() == 0;
    }

    @Override
    public boolean drop(long id) {
        return run("jobs", "drop", Long.toString(id)).exit() == 0;
    }

    @Override
    public void backup(SimulatedCamera camera, Instant start, int seconds) {
        Ran ran = run(
                "footage",
                "backup",
                "-s",
                Long.toString(start.getEpochSecond()),
                "-u",
                Integer.toString(seconds),
                "-cam",
                camera.uuid());
        assertThat(ran.exit()).as(ran.said()).isZero();
    }

    private Ran run(String... arguments) {
        List<String> command = new ArrayList<>();
        String[] settings = {
            "-Ddrover.data=" + data,
            "-Drhombus.api-url=" + rhombus,
            "-Drhombus.api-key=demo",
            "-Dffmpeg.bundled-directory=" + target.resolve("ffmpeg")
        };
        Path jar = target.resolve("quarkus-app/quarkus-run.jar");
        if (Files.exists(jar)) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(settings));
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.add(System.getProperty("native.image.path"));
            command.addAll(List.of(settings));
        }
        command.addAll(List.of(arguments));
        StringBuilder said = new StringBuilder();
        try {
            ProcessResult result = ProcessTree.run(command, data, Duration.ofMinutes(2), (output, line) -> {
                synchronized (said) {
                    said.append(line).append('\n');
                }
            });
            return new Ran(result.exitCode(), said.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
