package dev.drover.testing;

import io.quarkus.test.common.WithTestResource;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the NVR's routes share: one simulated NVR, one Drover beside it. */
@WithTestResource(NvrSite.class)
public abstract class NvrTest {

    /** Given by {@link NvrSite}. */
    protected NvrFlow flow;

    @BeforeEach
    void nothingGoesWrongYet() {
        flow.reset();
    }
}
