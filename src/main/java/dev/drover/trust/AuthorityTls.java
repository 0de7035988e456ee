package dev.drover.trust;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** TLS as usual, verified by the public authorities this Java knows, with keys of our own where a server wants them. */
public class AuthorityTls extends SSLContextParameters {

    private final KeyManager[] keys;

    /** @param keys what identifies Drover itself (mTLS); empty for none */
    public AuthorityTls(KeyManager... keys) {
        this.keys = keys.clone();
    }

    @Override
    public SSLContext createSSLContext(CamelContext camelContext) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, null, null);
        return context;
    }
}
