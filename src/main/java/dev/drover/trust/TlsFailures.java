package dev.drover.trust;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What a connection that could not be trusted means, in words that say what to look at. */
public final class TlsFailures {

    private static final String ALERT = "Received fatal alert: ";

    private TlsFailures() {}

    /** Why the two sides did not come to trust each other, as the end of a sentence. */
    public static String words(SSLException failure) {
        if (caused(failure, CertificateExpiredException.class)
                || caused(failure, CertificateNotYetValidException.class)) {
            return "the certificate of the far side has expired or is not valid yet. Check the clock of this machine";
        }
        if (caused(failure, CertPathBuilderException.class)) {
            return "no authority that this Java knows vouches for the certificate of the far side. If it is a proxy or server"
                    + " of your own, put its certificate into a trust store, and name that in"
                    + " JAVA_OPTS: -Djavax.net.ssl.trustStore=FILE -Djavax.net.ssl.trustStorePassword=…";
        }
        String message = Optional.ofNullable(failure.getMessage()).orElse("no reason was given");
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "the far side does not speak TLS. Is the address http:// instead of https://?";
        }
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return "the far side ended the handshake (" + message.substring(alert + ALERT.length())
                    + "). If it wants a client certificate, check rhombus.certificate and rhombus.private-key (-c, -p)";
        }
        return message;
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> by) {
        // Chains of causes are short; one that goes in a circle ends here, too
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(20)
                .anyMatch(by::isInstance);
    }
}
