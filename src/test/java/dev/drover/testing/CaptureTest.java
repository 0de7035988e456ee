package dev.drover.testing;

import io.quarkus.test.common.WithTestResource;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the tests of a capture host share: one Drover, with one device. */
@WithTestResource(CaptureSite.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class CaptureTest {

    /** Given by {@link CaptureSite}. */
    protected CaptureFlow captures;
}
