package dev.drover.cli;

import io.quarkus.runtime.QuarkusApplication;

import dev.drover.jobs.StoppedException;

/** Runs the command inside the started application. */
public class DroverApplication implements QuarkusApplication {

    private final Running running;

    public DroverApplication(Running running) {
        this.running = running;
    }

    @Override
    public int run(String... arguments) {
        Command command = Drover.command(arguments);
        try {
            running.startCamel();
        } catch (Exception failed) {
            running.notStarted(failed).forEach(System.err::println);
            return Drover.FAILED;
        }
        try {
            return running.run(command);
        } catch (StoppedException stopped) {
            return Drover.FAILED;
        } catch (Exception failed) {
            System.err.println(running.reason(failed));
            return Drover.FAILED;
        }
    }
}
