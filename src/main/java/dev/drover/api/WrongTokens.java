package dev.drover.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often an address may show a wrong token. Who shows the right one is none of these, wherever he comes from: those who share
 * his address cannot lock him out.
 */
final class WrongTokens {

    private static final int PER_SECOND = 10;
    private static final int MOST_ADDRESSES = 1_000;

    private final Map<String, RequestRate> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RequestRate> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** Notes one more; answers whether there were too many of late. */
    synchronized boolean tooMany(String address, long nowNanos) {
        return !byAddress
                .computeIfAbsent(address, none -> new RequestRate(PER_SECOND, nowNanos))
                .pass(nowNanos);
    }
}
