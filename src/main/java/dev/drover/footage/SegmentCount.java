package dev.drover.footage;

import java.util.function.IntConsumer;

/** How many segments of a recording are here. Several come at the same time; what is told of them only ever increases. */
final class SegmentCount {

    private int here;

    /** Begins with those of an earlier attempt. */
    synchronized void begin(int alreadyHere) {
        here = alreadyHere;
    }

    /** One more; nobody else is told of another before this one has been told. */
    synchronized void add(IntConsumer told) {
        told.accept(++here);
    }
}
