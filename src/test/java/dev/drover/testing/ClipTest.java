package dev.drover.testing;

import io.quarkus.test.common.WithTestResource;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the tests of the clip service share: one folder of segments, one Drover beside it. */
@WithTestResource(ClipSite.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class ClipTest {

    /** Given by {@link ClipSite}. */
    protected ClipFlow clips;
}
