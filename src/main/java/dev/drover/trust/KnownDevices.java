package dev.drover.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

/**
 * Certificates of LAN devices by their address, as an SSH client knows its hosts: learned on first use, pinned ever after.
 *
 * <p>Kept in a text file, a line each: {@code host:port sha256}. To accept a device's new certificate, delete its line.
 */
public class KnownDevices {

    private static final Logger LOG = Logger.getLogger(KnownDevices.class);

    private final Path file;
    private final boolean learns;
    private final String setting;
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    /** The same for what {@code footage.lan-trust} is about. */
    public KnownDevices(Path file, boolean learns) {
        this(file, learns, "footage.lan-trust");
    }

    /**
     * @param file   the list, made when the first device is learned
     * @param learns whether an unknown device is trusted on first use; otherwise only listed ones are
     * @param setting what says so
     */
    public KnownDevices(Path file, boolean learns, String setting) {
        this.file = file;
        this.learns = learns;
        this.setting = setting;
        read();
    }

    private void read() {
        fingerprints.clear();
        if (Files.isReadable(file)) {
            try {
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(line -> line.split("\\s+", 2))
                        .filter(parts -> parts.length == 2)
                        .forEach(parts -> fingerprints.put(parts[0], parts[1].toLowerCase()));
            } catch (IOException unreadable) {
                throw new IllegalStateException("The list of known devices, " + file + ", cannot be read", unreadable);
            }
        }
    }

    /**
     * Accepts the certificate of a device or says why not.
     *
     * @throws CertificateException when the device shows another certificate than the one it is known by, or is unknown and
     *                              learning is off
     */
    synchronized void check(String device, X509Certificate certificate) throws CertificateException {
        String shown = fingerprint(certificate);
        if (!shown.equals(fingerprints.get(device))) {
            // Somebody may have corrected the list meanwhile
            read();
        }
        String known = fingerprints.get(device);
        if (shown.equals(known)) {
            return;
        }
        if (known != null) {
            throw new CertificateException("The device at " + device + " shows another certificate (" + shown
                    + ") than the one it is known by (" + known + "). If it was replaced or reset, delete its line in "
                    + file);
        }
        if (!learns) {
            throw new CertificateException("The device at " + device + " is not known. To trust it, add the line \""
                    + device + " " + shown + "\" to " + file + ", or set " + setting + "=first-use");
        }
        remember(device, shown);
    }

    /** Whether exactly this certificate is pinned for the device. */
    boolean knows(String device, X509Certificate certificate) {
        return fingerprint(certificate).equals(fingerprints.get(device));
    }

    private void remember(String device, String shown) throws CertificateException {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    device + " " + shown + System.lineSeparator(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new CertificateException("The device at " + device + " could not be added to " + file, failed);
        }
        fingerprints.put(device, shown);
        LOG.infof("Trusting the device at %s from now on by its certificate %s", device, shown);
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
