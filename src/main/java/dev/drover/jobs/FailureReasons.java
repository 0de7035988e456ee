package dev.drover.jobs;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.springframework.core.NestedRuntimeException;

import dev.drover.trust.TlsFailures;

/** Says in one line what went wrong and what to do, with nothing secret in it. */
@Named("failureReasons")
@Singleton
@RegisterForReflection
public class FailureReasons {

    private static final Pattern SECRETS =
            Pattern.compile("(?i)(x-auth-(?!scheme)[a-z]+|token|password|apikey|api[-_]key|RFT|bearer)"
                    + "(\"?\\s*[=:]\\s*\"?|(?<=bearer)\\s+)[^\\s&;,\"']+");

    public String of(Exception failure) {
        Throwable cause = failure;
        while ((cause instanceof CamelExecutionException
                        || cause instanceof CamelExchangeException
                        || cause instanceof RuntimeCamelException
                        || cause instanceof java.util.concurrent.ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof NestedRuntimeException nested && nested.getRootCause() instanceof SQLException failed) {
            cause = failed;
        }
        return redacted(words(cause)).replaceAll("\\s+", " ").strip();
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof UnknownHostException) {
            return "No network, or a wrong address: " + message + ". Check the connection, DNS and that host";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "No connection: " + message + ". Check that the address is right and reachable from here";
        }
        if (cause instanceof InterruptedIOException) {
            return "No answer in time: " + message;
        }
        if (cause instanceof SSLException untrusted) {
            return "No trusted connection: " + TlsFailures.words(untrusted);
        }
        if (cause instanceof InvalidPathException) {
            return "A name cannot be written here: " + message
                    + ". Where no language is set, set LC_ALL=C.UTF-8 and start Drover again";
        }
        if (cause instanceof SQLException
                && (message.contains("SQLITE_FULL") || message.contains("SQLITE_IOERR_SHM"))) {
            return "No space left for the job table, in the folder .drover of the data folder. Make room there";
        }
        if (cause instanceof SQLException) {
            return "The job table could not be read or written: " + message;
        }
        if (cause instanceof FileSystemException) {
            return "A file could not be read or written: " + message;
        }
        return message;
    }

    /** The text without query strings, without user and password in addresses, and without values that look like secrets. */
    static String redacted(String text) {
        return SECRETS.matcher(
                        text.replaceAll("(https?://[^\\s?]+)\\?\\S*", "$1").replaceAll("(?<=://)[^/@\\s]+@", "…@"))
                .replaceAll("$1$2…");
    }
}
