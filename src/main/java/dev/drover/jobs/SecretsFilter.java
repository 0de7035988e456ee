package dev.drover.jobs;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Takes out of every message what looks like a secret, whoever wrote it: libraries that are made to tell more than usual tell of
 * headers and bodies.
 */
@LoggingFilter(name = "secrets")
public final class SecretsFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord line) {
        ExtLogRecord record = ExtLogRecord.wrap(line);
        String message = record.getFormattedMessage();
        if (message != null) {
            String clean = FailureReasons.redacted(message);
            if (!clean.equals(message)) {
                say(line, clean);
            }
        }
        StringBuilder causes = new StringBuilder();
        for (Throwable cause = line.getThrown(); cause != null; cause = cause.getCause()) {
            causes.append(": ").append(cause);
        }
        String redacted = FailureReasons.redacted(causes.toString());
        if (!redacted.contentEquals(causes)) {
            // Without its stack: only the whole of it can be printed
            say(line, record.getFormattedMessage() + redacted);
            line.setThrown(null);
        }
        return true;
    }

    private static void say(LogRecord line, String text) {
        if (line instanceof ExtLogRecord record) {
            record.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            line.setMessage(text);
            line.setParameters(null);
        }
    }
}
