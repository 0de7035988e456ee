package dev.drover.testing;

import io.quarkus.test.common.WithTestResource;

/** What the tests of the clip service share: one folder of segments, one Drover beside it. */
@WithTestResource(ClipSite.class)
public abstract class ClipTest {

    /** Given by {@link ClipSite}. */
    protected ClipFlow clips;
}
