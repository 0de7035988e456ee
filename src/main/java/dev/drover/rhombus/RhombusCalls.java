package dev.drover.rhombus;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Names the calls of the Rhombus API for the routes. */
@Named("rhombusCalls")
@Singleton
@RegisterForReflection
public class RhombusCalls {

    private final RhombusSettings settings;

    public RhombusCalls(RhombusSettings settings) {
        this.settings = settings;
    }

    /** Where a call goes. */
    public String address(RhombusCall call) {
        return settings.apiUrl().toString().replaceFirst("/+$", "") + call.path();
    }

    public RhombusCall cameras() {
        return new RhombusCall.GetCameras();
    }

    public RhombusCall audioGateways() {
        return new RhombusCall.GetAudioGateways();
    }

    /** The next page of alerts. */
    public RhombusCall alerts(AlertSearch search) {
        return new RhombusCall.GetPolicyAlerts(search, "getPolicyAlertsV2");
    }

    /** The same from a service that does not know the newer operation. */
    public RhombusCall alertsOfOldService(AlertSearch search) {
        return new RhombusCall.GetPolicyAlerts(search, "getPolicyAlerts");
    }
}
