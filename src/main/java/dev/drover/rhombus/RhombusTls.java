package dev.drover.rhombus;

import javax.net.ssl.KeyManager;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.drover.files.DataFolder;
import dev.drover.trust.AuthorityTls;
import dev.drover.trust.ClientCertificate;
import dev.drover.trust.DeviceTls;
import dev.drover.trust.KnownDevices;
import dev.drover.trust.LanTrust;

/** TLS towards Rhombus: the REST API verified as usual, media hosts also by pinned certificate, both with the client certificate. */
@Singleton
public class RhombusTls {

    private final RhombusSettings settings;

    public RhombusTls(RhombusSettings settings) {
        this.settings = settings;
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
    DeviceTls media(DataFolder folder, @ConfigProperty(name = "footage.lan-trust") LanTrust lanTrust) {
        return new DeviceTls(
                new KnownDevices(folder.state().resolve("known-devices"), lanTrust == LanTrust.FIRST_USE), keys());
    }

    private KeyManager[] keys() {
        return settings.certificate().isPresent() && settings.privateKey().isPresent()
                ? new KeyManager[] {
                    ClientCertificate.read(
                            settings.certificate().get(), settings.privateKey().get())
                }
                : new KeyManager[0];
    }
}
