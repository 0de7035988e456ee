package dev.drover.rhombus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where a recording can be had: on the LAN if an address there answers, else through the cloud. */
@Named("mediaSources")
@Singleton
@RegisterForReflection
public class MediaSources {

    private final RhombusKey key;
    private final MediaHosts hosts;
    private final Duration lanTimeout;
    private final Duration readTimeout;

    public MediaSources(
            RhombusKey key,
            MediaHosts hosts,
            @ConfigProperty(name = "footage.lan-timeout") Duration lanTimeout,
            @ConfigProperty(name = "footage.read-timeout") Duration readTimeout) {
        this.key = key;
        this.hosts = hosts;
        this.lanTimeout = lanTimeout;
        this.readTimeout = readTimeout;
    }

    /** The addresses of one range of one device. */
    public MediaPlaces places(RecordingRange range, MediaUris uris, MediaSession session) {
        return new MediaPlaces(
                range.device(),
                range.wan()
                        ? List.of()
                        : uris.lanTemplates().stream()
                                .map(range::uri)
                                .filter(hosts::mayCarrySession)
                                .toList(),
                uris.wanTemplate().map(this::forCertificateKeys).map(range::uri),
                session.token());
    }

    /**
     * The LAN address that answers first. One that takes a connection and then is silent is not waited for longer than one that
     * takes none.
     *
     * @throws MediaException.NoSource when there is none, or none takes a connection in time
     */
    public MediaRequest overLan(MediaPlaces places) throws InterruptedException {
        if (places.lan().isEmpty()) {
            throw new MediaException.NoSource(places.device() + " has no LAN address");
        }
        URI answering = firstAnswering(places.lan())
                .orElseThrow(() -> new MediaException.NoSource(
                        "No LAN address of " + places.device() + " answered within " + lanTimeout.toMillis() + " ms"));
        return new MediaRequest(answering, MediaSource.LAN, false, places.token(), lanTimeout);
    }

    /**
     * The cloud address, asked with the API key.
     *
     * @throws MediaException.NoSource when there is none, or its host is not one that may see the key
     */
    public MediaRequest overWan(MediaPlaces places) {
        URI wan = wan(places);
        return new MediaRequest(wan, MediaSource.WAN, true, places.token(), readTimeout);
    }

    /** The cloud address, asked with the session alone: some edges want the one, some the other. */
    public MediaRequest overWanBySession(MediaPlaces places) {
        return new MediaRequest(wan(places), MediaSource.WAN, false, places.token(), readTimeout);
    }

    /** Credentials go only to known hosts: an answer of Rhombus names them, but does not choose them. */
    private URI wan(MediaPlaces places) {
        URI wan = places.wan()
                .orElseThrow(() -> new MediaException.NoSource(places.device()
                        + " cannot be reached: Rhombus gave no cloud address"
                        + (places.lan().isEmpty() ? " and no LAN address" : ", and no LAN address answered")));
        if (!hosts.maySeeKey(wan)) {
            throw new MediaException.NoSource("The cloud address of " + places.device() + " is at " + wan.getHost()
                    + ", which is none of rhombus.media-hosts, or not https. Add it there if it is to be trusted");
        }
        return wan;
    }

    /** Certificate keys are served by a host of its own (Rhombus Python sample). */
    private String forCertificateKeys(String template) {
        return key.scheme().equals("api") ? template.replaceFirst("\\.dash\\.", ".dash-internal.") : template;
    }

    private Optional<URI> firstAnswering(List<URI> addresses) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(addresses.size(), 8));
        try {
            return Optional.of(threads.invokeAny(
                    addresses.stream()
                            .<java.util.concurrent.Callable<URI>>map(uri -> () -> connected(uri))
                            .toList(),
                    lanTimeout.toMillis(),
                    TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException noneAnswered) {
            return Optional.empty();
        } finally {
            threads.shutdownNow();
        }
    }

    private URI connected(URI uri) throws IOException {
        int port = uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), (int) lanTimeout.toMillis());
            return uri;
        }
    }
}
