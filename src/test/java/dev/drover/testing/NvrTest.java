package dev.drover.testing;

import io.quarkus.test.common.WithTestResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the tests of the NVR's routes share: one simulated NVR, one Drover beside it. */
@WithTestResource(NvrSite.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class NvrTest {

    /** Given by {@link NvrSite}. */
    protected NvrFlow flow;

    @BeforeEach
    void nothingGoesWrongYet() {
        flow.reset();
    }
}
