package dev.drover.testing;

import io.quarkus.test.common.WithTestResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What all flow tests share: one simulated Rhombus, one Drover beside it. A subclass with {@code @QuarkusTest} has Drover in
 * its own process, one with {@code @QuarkusIntegrationTest} beside it as it was packaged.
 */
@WithTestResource(SimulatedRhombus.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class FlowTest {

    /** Given by {@link SimulatedRhombus}. */
    protected FootageFlow flow;

    @BeforeEach
    void nothingGoesWrongYet() {
        flow.reset();
    }
}
