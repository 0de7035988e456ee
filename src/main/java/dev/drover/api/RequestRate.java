package dev.drover.api;

/** Lets so many through in a second, and as many at once after a quiet one. */
final class RequestRate {

    private final int perSecond;
    private double left;
    private long lastNanos;

    RequestRate(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.left = perSecond;
        this.lastNanos = nowNanos;
    }

    /** Whether one more may pass now. */
    synchronized boolean pass(long nowNanos) {
        left = Math.min(perSecond, left + (nowNanos - lastNanos) / 1e9 * perSecond);
        lastNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
