package dev.drover.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A certificate and its key as PEM files, made new by the JDK's {@code keytool}, so that no test has files that expire.
 *
 * @param certificate {@code <name>.pem}
 * @param key {@code <name>.key}, PKCS#8
 * @param store {@code <name>.p12}: both, protected by {@link #PASSWORD}
 */
public record KeyFiles(Path certificate, Path key, Path store) {

    public static final String PASSWORD = "changeit";

    /**
     * Makes them.
     *
     * @param algorithm as keytool names it: RSA, EC or Ed25519
     * @param more further arguments of keytool, such as {@code -startdate -9d -validity 2}
     */
    public static KeyFiles make(Path folder, String name, String algorithm, String... more) throws Exception {
        KeyFiles files = new KeyFiles(
                folder.resolve(name + ".pem"), folder.resolve(name + ".key"), folder.resolve(name + ".p12"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                files.store.toString()));
        command.addAll(Arrays.asList(more));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve(name + ".log")));
        }
        Files.writeString(files.certificate, pem("CERTIFICATE", files.x509().getEncoded()));
        Files.writeString(files.key, pem("PRIVATE KEY", files.privateKey().getEncoded()));
        return files;
    }

    /** Makes those of a server at 127.0.0.1. */
    public static KeyFiles ofServer(Path folder, String name) throws Exception {
        return make(folder, name, "RSA", "-ext", "SAN=ip:127.0.0.1,dns:localhost");
    }

    public X509Certificate x509() throws Exception {
        KeyStore opened = open();
        return (X509Certificate) opened.getCertificate(opened.aliases().nextElement());
    }

    public PrivateKey privateKey() throws Exception {
        KeyStore opened = open();
        return (PrivateKey) opened.getKey(opened.aliases().nextElement(), PASSWORD.toCharArray());
    }

    public KeyStore open() throws Exception {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    /** A store that trusts this certificate, as a Java trust store. */
    public Path trusted() throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("trusted", x509());
        Path file = store.resolveSibling(store.getFileName() + "-trust");
        try (var out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** A part of a PEM file. */
    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
