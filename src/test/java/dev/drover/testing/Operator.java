package dev.drover.testing;

import java.time.Instant;

import dev.drover.simulator.SimulatedCamera;

/** Someone who gives Drover orders: to the routes themselves, or to the packaged program by its commands. */
public interface Operator {

    /** What is in the job table, a line or more a job, each with its number. */
    String list();

    /** Has a job done again; tells whether there was one that could be. */
    boolean retry(long id);

    /** Forgets a job; tells whether there was one that could be. */
    boolean drop(long id);

    /** Orders the footage of a range. */
    void backup(SimulatedCamera camera, Instant start, int seconds);

    /** Orders it of the routes of this process. */
    static Operator inProcess() {
        return new InProcessOperator();
    }

    /** Orders it of the packaged program, with the data folder of the running one. */
    static Operator packaged(FootageFlow flow) {
        return new PackagedOperator(flow.simulator().url(), flow.data());
    }
}
