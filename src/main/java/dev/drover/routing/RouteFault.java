package dev.drover.routing;

/** Why a route file cannot run. */
public final class RouteFault extends Exception {

    private final String path;
    private final int line;
    private final String reason;

    RouteFault(String path, int line, String reason) {
        super(place(path, line) + ": " + reason);
        this.path = path;
        this.line = line;
        this.reason = reason;
    }

    private static String place(String path, int line) {
        return line > 0 ? path + ":" + line : path;
    }

    /** The file, below the folder of the routes. */
    public String path() {
        return path;
    }

    /** The line, counted from 1; 0 where it is not known. */
    public int line() {
        return line;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }
}
