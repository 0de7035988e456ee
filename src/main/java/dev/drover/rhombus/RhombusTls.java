package dev.drover.rhombus;

import javax.net.ssl.KeyManager;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.drover.files.DataFolder;
import dev.drover.trust.AuthorityTls;
import dev.drover.trust.DeviceTls;
import dev.drover.trust.KnownDevices;

/** TLS towards Rhombus: the REST API verified as usual, media hosts also by pinned certificate, both with the client certificate. */
@Singleton
public class RhombusTls {

    private final RhombusSettings settings;
    private final Vertx vertx;

    public RhombusTls(RhombusSettings settings, Vertx vertx) {
        this.settings = settings;
        this.vertx = vertx;
    }

    @Produces
    @Singleton
    @Named("rhombusTls")
    SSLContextParameters api() {
        return new AuthorityTls(keys());
    }

    @Produces
    @Singleton
    @Named("mediaTls")
    DeviceTls media(DataFolder folder, @ConfigProperty(name = "footage.lan-trust") String lanTrust) {
        return new DeviceTls(
                new KnownDevices(folder.state().resolve("known-devices"), lanTrust.equals("first-use")), keys());
    }

    private KeyManager[] keys() {
        if (settings.certificate().isEmpty() || settings.privateKey().isEmpty()) {
            return new KeyManager[0];
        }
        try {
            return new PemKeyCertOptions()
                    .setCertPath(settings.certificate().get().toString())
                    .setKeyPath(settings.privateKey().get().toString())
                    .getKeyManagerFactory(vertx)
                    .getKeyManagers();
        } catch (Exception unusable) {
            throw new IllegalStateException(
                    "The client certificate cannot be used: rhombus.certificate is "
                            + settings.certificate().get() + ", rhombus.private-key is "
                            + settings.privateKey().get() + "; both must be PEM files that belong together ("
                            + unusable.getMessage() + ")",
                    unusable);
        }
    }
}
