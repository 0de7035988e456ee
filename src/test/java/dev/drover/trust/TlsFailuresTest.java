package dev.drover.trust;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** As Java 17 and 25 word them. */
class TlsFailuresTest {

    private static String words(String message, Throwable cause) {
        SSLException failure = new SSLHandshakeException(message);
        failure.initCause(cause);
        return TlsFailures.words(failure);
    }

    @Test
    void whatJavaSaysBecomesWhatToDo() {
        assertThat(words(
                        "PKIX path building failed",
                        new CertificateException(
                                new CertPathBuilderException("unable to find valid certification path"))))
                .contains("no authority", "trustStore")
                .doesNotContain("PKIX");
        assertThat(words("PKIX path validation failed", new CertificateExpiredException("NotAfter")))
                .contains("expired", "clock");
        assertThat(TlsFailures.words(new SSLException("Received fatal alert: certificate_required")))
                .contains("certificate_required", "rhombus.certificate");
        assertThat(TlsFailures.words(new SSLException("(certificate_unknown) Received fatal alert: bad_certificate")))
                .contains("(bad_certificate)");
        assertThat(TlsFailures.words(new SSLException("Unsupported or unrecognized SSL message")))
                .contains("http://");
    }

    @Test
    void whatWeSayOurselvesStays() {
        assertThat(words("The device at 10.0.0.2:8000 is not known", new CertificateException("x")))
                .isEqualTo("The device at 10.0.0.2:8000 is not known");
    }
}
