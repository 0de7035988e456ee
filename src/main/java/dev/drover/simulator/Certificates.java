package dev.drover.simulator;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;

/** A server's certificate with its key. */
record Certificates(PemKeyCertOptions pem) {

    static Certificates of(TlsFiles files) {
        return new Certificates(new PemKeyCertOptions()
                .addCertPath(files.certificate().toString())
                .addKeyPath(files.key().toString()));
    }

    /** One that nobody knows, for {@code localhost} and 127.0.0.1, made new. */
    static Certificates selfSigned() {
        SelfSignedCertificate made = SelfSignedCertificate.create();
        return new Certificates(new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(made.certificatePem()))
                .addKeyValue(Buffer.buffer(made.keyPem())));
    }

    void configure(HttpServerOptions options) {
        options.setSsl(true)
                .setKeyCertOptions(pem)
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(TrustOptions.wrap(new AnyClient()));
    }

    /** The simulator wants to know whether a client has a certificate, not whose it is. */
    private static final class AnyClient implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
