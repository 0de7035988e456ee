package dev.drover.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest requests, and how often each segment of each range was asked for. Bounded: old requests and old ranges are
 * forgotten. Safe for use by several threads.
 */
public final class RequestLog {

    private static final int RANGES = 500;

    private final int limit;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final Recent<String, short[]> segments = new Recent<>(RANGES);
    private final Recent<String, short[]> delivered = new Recent<>(RANGES);
    private final Map<String, int[]> inFlight = new HashMap<>();
    private long total;
    private long bytes;

    RequestLog(int limit) {
        this.limit = limit;
    }

    synchronized void add(RecordedRequest request, Optional<String> range, boolean whole) {
        total++;
        bytes += request.bytes();
        requests.add(request);
        if (requests.size() > limit) {
            requests.remove();
        }
        if (range.isPresent() && request.segment().isPresent()) {
            count(segments, range.get(), request.segment().getAsInt());
            if (whole && request.status() == 200) {
                count(delivered, range.get(), request.segment().getAsInt());
            }
        }
    }

    private static void count(Map<String, short[]> counts, String range, int segment) {
        short[] row = counts.get(range);
        if (row == null || row.length <= segment) {
            short[] longer = new short[Math.max(16, 2 * segment)];
            if (row != null) {
                System.arraycopy(row, 0, longer, 0, row.length);
            }
            row = longer;
            counts.put(range, row);
        }
        if (row[segment] < Short.MAX_VALUE) {
            row[segment]++;
        }
    }

    synchronized void begin(String device) {
        for (String name : List.of("", device)) {
            int[] now = inFlight.computeIfAbsent(name, key -> new int[2]);
            now[0]++;
            now[1] = Math.max(now[0], now[1]);
        }
    }

    synchronized void end(String device) {
        for (String name : List.of("", device)) {
            inFlight.computeIfAbsent(name, key -> new int[2])[0]--;
        }
    }

    /** The latest requests, oldest first. */
    public synchronized List<RecordedRequest> requests() {
        return new ArrayList<>(requests);
    }

    /** How many requests there were since the start or since {@link #clear()}. */
    public synchronized long total() {
        return total;
    }

    /** How many bytes were answered to them. */
    public synchronized long bytes() {
        return bytes;
    }

    /**
     * How often a segment was asked for, over LAN and WAN together.
     *
     * @param device camera or gateway
     * @param startSecond start of the range as in the manifest's address, epoch seconds
     * @param seconds length of the range as in the manifest's address
     * @param segment counted from 0
     */
    public synchronized int segmentRequests(String device, long startSecond, long seconds, int segment) {
        return row(segments, device, startSecond, seconds, segment);
    }

    /** As {@link #segmentRequests}, but only those that were answered with 200 and a body that was meant to be whole. */
    public synchronized int segmentDeliveries(String device, long startSecond, long seconds, int segment) {
        return row(delivered, device, startSecond, seconds, segment);
    }

    private static int row(Map<String, short[]> counts, String device, long start, long seconds, int segment) {
        short[] row = counts.get(device + "/" + start + "/" + seconds);
        return row == null || segment >= row.length ? 0 : row[segment];
    }

    /** How often a whole segment was delivered more than once, over all ranges remembered. */
    public synchronized int repeatedDeliveries() {
        int repeated = 0;
        for (short[] row : delivered.values()) {
            for (short count : row) {
                repeated += Math.max(0, count - 1);
            }
        }
        return repeated;
    }

    /**
     * The most media requests that were under way at the same time, that is, waiting for the simulator's delay; without
     * one it answers at once and this stays low.
     */
    public synchronized int maxConcurrency() {
        return inFlight.getOrDefault("", new int[2])[1];
    }

    /** The most media requests to this camera or gateway that were under way at the same time. */
    public synchronized int maxConcurrency(String device) {
        return inFlight.getOrDefault(device, new int[2])[1];
    }

    /** Forgets everything but what is under way. */
    public synchronized void clear() {
        requests.clear();
        segments.clear();
        delivered.clear();
        inFlight.values().forEach(counts -> counts[1] = counts[0]);
        total = 0;
        bytes = 0;
    }
}
