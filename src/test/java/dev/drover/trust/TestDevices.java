package dev.drover.trust;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;

/** Devices with certificates that no authority knows. */
final class TestDevices {

    private static final char[] PASSWORD = "secret".toCharArray();

    private TestDevices() {}

    record Device(X509Certificate certificate, SSLContext tls) {}

    static Device make(Path folder, String name) throws Exception {
        new CertificateGenerator(folder, true)
                .generate(new CertificateRequest()
                        .withName(name)
                        .withPassword(new String(PASSWORD))
                        .withCN("someone else")
                        .withFormat(Format.PKCS12));
        KeyStore store =
                KeyStore.getInstance(folder.resolve(name + "-keystore.p12").toFile(), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new Device((X509Certificate) store.getCertificate(store.aliases().nextElement()), context);
    }
}
