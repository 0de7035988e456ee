package dev.drover.cli;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Which keys of Quarkus are settings, only Quarkus knows, and it warns of those that are not and goes on. One that stands in the
 * user's file stops the start instead, as any other key there that is no setting.
 */
final class UnknownKeys implements Filter {

    /** Kept, for a logger that nobody holds may lose its filter. */
    private static final Logger WARNS = Logger.getLogger("io.quarkus.config");

    private static final String WARNING = "Unrecognized configuration key";

    private UnknownKeys() {}

    /** Must come before Quarkus starts. */
    static void refuse() {
        WARNS.setFilter(new UnknownKeys());
    }

    @Override
    public boolean isLoggable(LogRecord warning) {
        Object[] named = warning.getParameters();
        if (String.valueOf(warning.getMessage()).startsWith(WARNING) && named != null && named.length > 0) {
            Settings.current().refuseUnknown(String.valueOf(named[0]));
        }
        return true;
    }
}
