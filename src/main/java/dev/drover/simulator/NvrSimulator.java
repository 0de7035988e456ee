package dev.drover.simulator;

import java.net.URI;
import java.util.List;

/** A simulated Reolink NVR. */
public final class NvrSimulator implements AutoCloseable {

    private final NvrOptions options;
    private final SimulatorServer server = new SimulatorServer(1);
    private final SwitchedPort port;

    private NvrSimulator(NvrOptions options) {
        this.options = options;
        this.port = new SwitchedPort(
                server,
                options.host(),
                options.port(),
                () -> options.tls().map(Certificates::of).orElseGet(Certificates::selfSigned),
                request -> request.response().setStatusCode(404).end());
    }

    /** Starts listening and returns when the ports are open. */
    public static NvrSimulator start(NvrOptions options, NvrPictures pictures) {
        NvrSimulator simulator = new NvrSimulator(options);
        simulator.server.await(simulator.port.become(SwitchedPort.State.PLAIN), "listen");
        return simulator;
    }

    /** Where the device listens. */
    public URI url() {
        return URI.create("http://" + SimulatorServer.shown(options.host()) + ":" + port.number());
    }

    /** Where the simulator is controlled from this machine; it always listens. */
    public URI controlUrl() {
        return url();
    }

    public NvrOptions options() {
        return options;
    }

    /** How gently it was treated so far. */
    public NvrEvidence evidence() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The latest requests, in the order in which they ended. */
    public List<NvrRequest> requests() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Forgets the requests and begins the evidence anew; sessions stay. */
    public void clearEvidence() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The faults in force. */
    public List<NvrFault> faults() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Replaces all faults and forgets how often they struck. */
    public void setFaults(List<NvrFault> faults) {
        throw new UnsupportedOperationException("not yet");
    }

    /** As {@link #setFaults(List)}, as written on the command line. */
    public void setFaults(String faults) {
        setFaults(NvrFault.parse(faults));
    }

    /** Adds a channel, or replaces the one with the same number: another name, online or offline. */
    public void put(NvrChannel channel) {
        throw new UnsupportedOperationException("not yet");
    }

    /** The channels as they are. */
    public List<NvrChannel> channels() {
        throw new UnsupportedOperationException("not yet");
    }

    /** All sessions die, and connections are refused for a while; returns when they are. */
    public void reboot() {
        throw new UnsupportedOperationException("not yet");
    }

    /** All sessions die. */
    public void endSessions() {
        throw new UnsupportedOperationException("not yet");
    }

    /** How many sessions there are now. */
    public int sessions() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void close() {
        server.close();
        port.close();
    }
}
