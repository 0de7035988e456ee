package dev.drover.trust;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * TLS for connections that may end at a LAN device: verified as usual, with the device's pinned certificate as the only
 * alternative. A pinned certificate counts for its own host and port whatever name it carries.
 */
public class DeviceTls extends SSLContextParameters implements HostnameVerifier {

    private final KnownDevices devices;
    private final KeyManager[] keys;
    private final HostnameVerifier usual = new DefaultHostnameVerifier();

    /** @param keys what identifies Drover itself (mTLS); empty for none */
    public DeviceTls(KnownDevices devices, KeyManager... keys) {
        this.devices = devices;
        this.keys = keys.clone();
    }

    @Override
    public SSLContext createSSLContext(CamelContext camelContext) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509ExtendedTrustManager authorities = Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("This Java has no X.509 trust manager"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys, new TrustManager[] {new DeviceTrustManager(authorities, devices, LanAddresses::contains)}, null);
        return context;
    }

    @Override
    public boolean verify(String host, SSLSession session) {
        try {
            String device = host + ":" + session.getPeerPort();
            return (session.getPeerCertificates()[0] instanceof X509Certificate certificate
                            && devices.knows(device, certificate))
                    || usual.verify(host, session);
        } catch (SSLPeerUnverifiedException noCertificate) {
            return false;
        }
    }
}
