package dev.drover.reolink;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import dev.drover.files.DataFolder;
import dev.drover.trust.DeviceTls;
import dev.drover.trust.KnownDevices;
import dev.drover.trust.LanTrust;

/** TLS towards recorders, which have certificates of their own: pinned, or learned on first use. */
@Singleton
public class NvrTls {

    @Produces
    @Singleton
    @Named("nvrTls")
    DeviceTls devices(DataFolder folder, NvrSettings settings) {
        return new DeviceTls(new KnownDevices(
                folder.state().resolve("known-devices"), settings.trust() == LanTrust.FIRST_USE, "nvr.trust"));
    }
}
