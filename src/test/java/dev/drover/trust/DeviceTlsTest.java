package dev.drover.trust;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Real handshakes with devices whose certificates carry another name and no known authority. */
@Timeout(60)
class DeviceTlsTest {

    @TempDir
    Path folder;

    @Test
    void aDeviceIsTrustedOnFirstUseAndByNoOtherCertificateThereafter() throws Exception {
        TestDevices.Device own = TestDevices.make(folder, "own");
        TestDevices.Device strange = TestDevices.make(folder, "strange");
        DeviceTls tls = new DeviceTls(new KnownDevices(folder.resolve("known-devices"), true));
        int port = connect(tls, own, 0);
        assertThat(connect(tls, own, port)).isEqualTo(port);
        assertThatThrownBy(() -> connect(tls, strange, port))
                .isInstanceOf(SSLException.class)
                .hasStackTraceContaining("another certificate");
    }

    @Test
    void whereNothingIsLearnedAnUnknownDeviceIsRefused() throws Exception {
        TestDevices.Device own = TestDevices.make(folder, "own");
        DeviceTls tls = new DeviceTls(new KnownDevices(folder.resolve("known-devices"), false));
        assertThatThrownBy(() -> connect(tls, own, 0)).isInstanceOf(SSLException.class);
    }

    @Test
    void theRestApiKnowsNoDevices() throws Exception {
        TestDevices.Device own = TestDevices.make(folder, "own");
        try (SSLServerSocket server = serve(own, 0)) {
            try (SSLSocket client = (SSLSocket) new AuthorityTls()
                    .createSSLContext(new DefaultCamelContext())
                    .getSocketFactory()
                    .createSocket("127.0.0.1", server.getLocalPort())) {
                assertThatThrownBy(client::startHandshake).isInstanceOf(SSLException.class);
            }
        }
    }

    /** Shakes hands and verifies the name as Drover's HTTP client does; answers the port. */
    private static int connect(DeviceTls tls, TestDevices.Device device, int port) throws Exception {
        try (SSLServerSocket server = serve(device, port);
                SSLSocket client = (SSLSocket) tls.createSSLContext(new DefaultCamelContext())
                        .getSocketFactory()
                        .createSocket("127.0.0.1", server.getLocalPort())) {
            client.startHandshake();
            SSLSession session = client.getSession();
            if (!tls.verify("127.0.0.1", session)) {
                throw new SSLException("the name does not fit");
            }
            return server.getLocalPort();
        }
    }

    private static SSLServerSocket serve(TestDevices.Device device, int port) throws IOException {
        SSLServerSocket server =
                (SSLServerSocket) device.tls().getServerSocketFactory().createServerSocket();
        server.setReuseAddress(true);
        // The one before may still be closing
        await().ignoreExceptions().until(() -> {
            server.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        });
        CompletableFuture.runAsync(() -> {
            while (!server.isClosed()) {
                try (SSLSocket client = (SSLSocket) server.accept()) {
                    client.startHandshake();
                } catch (IOException refusedOrClosed) {
                    // The next one, or the end
                }
            }
        });
        return server;
    }
}
