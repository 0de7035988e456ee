package dev.drover.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not used for longest, so that a simulator that runs for days does not grow. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private final int limit;

    Recent(int limit) {
        super(64, 0.75f, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
