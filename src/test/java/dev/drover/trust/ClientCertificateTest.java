package dev.drover.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.testing.KeyFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Client certificates of all forms that people have, shown to a server that demands one; and what cannot be used. */
@Timeout(120)
class ClientCertificateTest {

    @TempDir
    static Path folder;

    private static KeyFiles server;
    private static KeyFiles rsa;
    private static KeyFiles ec;
    private static KeyFiles ed;

    @BeforeAll
    static void make() throws Exception {
        server = KeyFiles.ofServer(folder, "server");
        rsa = KeyFiles.make(folder, "rsa", "RSA");
        ec = KeyFiles.make(folder, "ec", "EC");
        ed = KeyFiles.make(folder, "ed", "Ed25519");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3,RSA", "TLSv1.2,RSA", "TLSv1.3,EC", "TLSv1.2,EC", "TLSv1.3,Ed25519"})
    void isShownEvenToAServerThatNamesOtherAuthorities(String protocol, String algorithm) throws Exception {
        KeyFiles files = algorithm.equals("RSA") ? rsa : algorithm.equals("EC") ? ec : ed;
        assertThat(shown(protocol, ClientCertificate.read(files.certificate(), files.key())))
                .isEqualTo(files.x509());
    }

    @Test
    void olderFormsOfKeysAreRead() throws Exception {
        Path pkcs1 = write("pkcs1.key", KeyFiles.pem("RSA PRIVATE KEY", bare(rsa)));
        assertThat(shown("TLSv1.3", ClientCertificate.read(rsa.certificate(), pkcs1)))
                .isEqualTo(rsa.x509());
        Path sec1 = write(
                "sec1.key",
                // OpenSSL writes the curve before the key
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + KeyFiles.pem("EC PRIVATE KEY", bare(ec)));
        ClientCertificate read = ClientCertificate.read(ec.certificate(), sec1);
        assertThat(((ECPrivateKey) read.getPrivateKey("drover")).getS())
                .isEqualTo(((ECPrivateKey) ec.privateKey()).getS());
    }

    @Test
    void oneFileMayHoldAllAndTheChainMayStandInAnyOrder() throws Exception {
        Path all = write(
                "all.pem",
                "Subject: a heading as some tools write it\n" + Files.readString(server.certificate())
                        + Files.readString(rsa.key()).replace("\n", "\r\n") + Files.readString(rsa.certificate()));
        assertThat(ClientCertificate.read(all, all).getCertificateChain("drover"))
                .containsExactly(rsa.x509(), server.x509());
    }

    @Test
    void whatCannotBeUsedIsNamedWithItsFile() throws Exception {
        Path none = folder.resolve("none.pem");
        refused(none, rsa.key(), "rhombus.certificate (-c) names " + none, "does not exist");
        refused(rsa.certificate(), none, "rhombus.private-key (-p) names " + none, "does not exist");
        refused(folder, rsa.key(), "is a folder");
        refused(
                rsa.certificate(),
                ec.key(),
                ec.key().toString(),
                "does not belong to",
                rsa.certificate().toString());
        refused(rsa.certificate(), server.key(), "does not belong to");
        refused(rsa.key(), rsa.key(), "holds no certificate");
        refused(rsa.certificate(), rsa.certificate(), "holds no private key");
        refused(rsa.store(), rsa.store(), "holds no certificate");
        refused(write("torn.pem", KeyFiles.pem("CERTIFICATE", new byte[] {0x30, 1, 2})), rsa.key(), "damaged");
        refused(rsa.certificate(), write("torn.key", KeyFiles.pem("PRIVATE KEY", new byte[] {0x30})), "damaged");
        refused(
                rsa.certificate(),
                write("pkcs8-encrypted.key", KeyFiles.pem("ENCRYPTED PRIVATE KEY", new byte[40])),
                "encrypted",
                "openssl pkey");
        refused(
                rsa.certificate(),
                write(
                        "pkcs1-encrypted.key",
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
                                + "-----END RSA PRIVATE KEY-----\n"),
                "encrypted");
    }

    @Test
    void whatIsNotValidNowSaysSinceOrFromWhen() throws Exception {
        KeyFiles over = KeyFiles.make(folder, "over", "EC", "-startdate", "-9d", "-validity", "2");
        refused(
                over.certificate(),
                over.key(),
                "expired",
                over.x509().getNotAfter().toInstant().toString());
        KeyFiles early = KeyFiles.make(folder, "early", "EC", "-startdate", "+2d", "-validity", "9");
        refused(early.certificate(), early.key(), "valid only from", "clock");
    }

    private static void refused(Path certificate, Path key, String... words) throws IOException {
        assertThatThrownBy(() -> ClientCertificate.read(certificate, key))
                .isInstanceOf(ClientCertificate.UnusableException.class)
                .hasMessageContainingAll(words)
                .hasNoCause()
                .message()
                .hasLineCount(1);
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What PKCS#8 wraps: the content of its third and last part, an octet string. */
    private static byte[] bare(KeyFiles files) throws Exception {
        ByteBuffer der =
                ByteBuffer.wrap(new PKCS8EncodedKeySpec(files.privateKey().getEncoded()).getEncoded());
        enter(der);
        for (int part = 0; part < 2; part++) {
            int length = enter(der);
            der.position(der.position() + length);
        }
        byte[] bare = new byte[enter(der)];
        der.get(bare);
        return bare;
    }

    private static int enter(ByteBuffer der) {
        der.get();
        int length = der.get() & 0xff;
        if (length < 0x80) {
            return length;
        }
        byte[] bytes = new byte[length - 0x80];
        der.get(bytes);
        return new BigInteger(1, bytes).intValueExact();
    }

    /** The certificate that a server gets to see which demands one and lists an authority nobody has heard of. */
    private static X509Certificate shown(String protocol, ClientCertificate own) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(server.open(), KeyFiles.PASSWORD.toCharArray());
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(keys.getKeyManagers(), new TrustManager[] {new Curious(server.x509())}, null);
        SSLContext asking = SSLContext.getInstance("TLS");
        asking.init(new ClientCertificate[] {own}, new TrustManager[] {new Curious(server.x509())}, null);
        try (SSLServerSocket listening = (SSLServerSocket)
                serving.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            listening.setEnabledProtocols(new String[] {protocol});
            CompletableFuture<X509Certificate> seen = new CompletableFuture<>();
            Thread accepting = new Thread(() -> {
                try (SSLSocket client = (SSLSocket) listening.accept()) {
                    client.startHandshake();
                    seen.complete((X509Certificate) client.getSession().getPeerCertificates()[0]);
                } catch (IOException failed) {
                    seen.completeExceptionally(failed);
                }
            });
            accepting.start();
            try (SSLSocket client = (SSLSocket) asking.getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                client.startHandshake();
                return seen.get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** Wants to see any certificate, but names an authority of its own. */
    private record Curious(X509Certificate authority) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {authority};
        }
    }
}
