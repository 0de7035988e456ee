package dev.drover.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import dev.drover.simulator.SimulatedCamera;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the program: the native binary where there is one, else the jar. */
record PackagedOperator(URI rhombus, Path data) implements Operator {

    @Override
    public String list() {
        return run("jobs", "list", "--most", "10000").said();
    }

    @Override
    public boolean retry(long id) {
        return run("jobs", "retry", Long.toString(id)).exitCode() == 0;
    }

    @Override
    public boolean drop(long id) {
        return run("jobs", "drop", Long.toString(id)).exitCode() == 0;
    }

    @Override
    public void backup(SimulatedCamera camera, Instant start, int seconds) {
        DroverProcess ran = run(
                "footage",
                "backup",
                "-s",
                Long.toString(start.getEpochSecond()),
                "-u",
                Integer.toString(seconds),
                "-cam",
                camera.uuid());
        assertThat(ran.exitCode()).as(ran.said()).isZero();
    }

    private DroverProcess run(String... arguments) {
        return DroverProcess.run(
                data,
                Map.of(
                        "DROVER_DATA",
                        data.toString(),
                        "RHOMBUS_API_URL",
                        rhombus.toString(),
                        "RHOMBUS_API_KEY",
                        "demo"),
                arguments);
    }
}
