package dev.drover.trust;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * What Drover shows a server that wants to know who it is (mTLS): a certificate with those that vouch for it, and its key.
 *
 * <p>It is shown to every server that can take its kind of key, also when the server lists authorities that are not in the
 * chain, as {@code curl} and Python do: whether it is good enough is the server's to say.
 */
public final class ClientCertificate extends X509ExtendedKeyManager {

    private static final String ALIAS = "drover";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_ZERO = {0x02, 0x01, 0x00};

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain.toArray(X509Certificate[]::new);
        this.key = key;
    }

    /** A part of a PEM file. */
    private record Block(String label, String content) {

        boolean encrypted() {
            return label.equals("ENCRYPTED PRIVATE KEY") || content.contains("ENCRYPTED");
        }

        byte[] bytes() {
            return Base64.getMimeDecoder().decode(content);
        }
    }

    /**
     * Reads both files, which may be one and the same.
     *
     * @param certificate PEM: the certificate, and if wanted the chain to its authority
     * @param key PEM: its key, RSA, EC or Ed25519, as PKCS#8 or in the older forms of its own, not encrypted
     * @throws UnusableException when a file cannot be read or holds something else, when they do not belong together, or when
     *     the certificate is not valid now; the message names the setting and the file, and holds nothing of the key
     */
    public static ClientCertificate read(Path certificate, Path key) {
        String name = "rhombus.certificate (-c) names " + certificate;
        ClientCertificate read = pair(certificate, name, key, "rhombus.private-key (-p) names " + key);
        checkTime(read.chain[0], name);
        return read;
    }

    /**
     * Checks the files of a server of our own, as {@link #read} does. They may have expired: it may be wanted to see what a
     * client says to that.
     *
     * @param option the option that names both
     */
    public static void checkPair(String option, Path certificate, Path key) {
        pair(certificate, option + " names " + certificate, key, option + " names " + key);
    }

    private static ClientCertificate pair(Path certificate, String certificateName, Path key, String keyName) {
        List<X509Certificate> chain = certificates(certificate, certificateName);
        Block block = keyBlock(key, keyName);
        for (X509Certificate each : chain) {
            Optional<PrivateKey> fitting = fitting(block, each);
            if (fitting.isPresent()) {
                return new ClientCertificate(leafFirst(chain, each), fitting.get());
            }
        }
        throw new UnusableException(keyName + ", whose key does not belong to the certificate in " + certificate
                + ", is damaged, or of another kind than RSA, EC or Ed25519");
    }

    private static List<X509Certificate> certificates(Path file, String name) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> found = new ArrayList<>();
            for (Block block : blocks(file, name)) {
                if (block.label().equals("CERTIFICATE")) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
            if (found.isEmpty()) {
                throw new UnusableException(name
                        + ", which holds no certificate: in a PEM file, it begins with -----BEGIN CERTIFICATE-----");
            }
            return found;
        } catch (CertificateException | IllegalArgumentException damaged) {
            throw new UnusableException(name + ", in which a certificate is damaged");
        }
    }

    private static Block keyBlock(Path file, String name) {
        Block found = blocks(file, name).stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new UnusableException(name
                        + ", which holds no private key: in a PEM file, it begins with -----BEGIN PRIVATE KEY-----"));
        if (found.encrypted()) {
            throw new UnusableException(name
                    + ", which is encrypted, and Drover has no password for it. Decrypt it into a"
                    + " file that only you can read: (umask 077; openssl pkey -in " + file + " -out plain.key)");
        }
        return found;
    }

    private static List<Block> blocks(Path file, String name) {
        if (!Files.exists(file)) {
            throw new UnusableException(name + ", which does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new UnusableException(name + ", which is a folder");
        }
        try {
            // In this character set everything can be read, a file of another kind, too
            return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .results()
                    .map(found -> new Block(found.group(1), found.group(2)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UnusableException(name + ", which cannot be read; check who may read it");
        }
    }

    private static void checkTime(X509Certificate certificate, String name) {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException over) {
            throw new UnusableException(name + ", which has expired: it was valid until "
                    + certificate.getNotAfter().toInstant() + ". Get a new one in the Rhombus console");
        } catch (CertificateNotYetValidException early) {
            throw new UnusableException(name + ", which is valid only from "
                    + certificate.getNotBefore().toInstant() + ". Is the clock of this machine right?");
        }
    }

    /** Some write the chain in another order; servers want the certificate of the key first. */
    private static List<X509Certificate> leafFirst(List<X509Certificate> chain, X509Certificate leaf) {
        List<X509Certificate> ordered = new ArrayList<>(chain);
        ordered.remove(leaf);
        ordered.add(0, leaf);
        return ordered;
    }

    // ---- keys

    /** The key of a block, if it is the one of the certificate. */
    private static Optional<PrivateKey> fitting(Block block, X509Certificate certificate) {
        try {
            String kind = certificate.getPublicKey().getAlgorithm();
            Optional<String> signing = signing(kind);
            if (signing.isEmpty()) {
                return Optional.empty();
            }
            byte[] encoded = block.label().equals("PRIVATE KEY") ? block.bytes() : pkcs8(block.bytes(), certificate);
            PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return signsFor(key, certificate, signing.get()) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException otherKindOrDamaged) {
            return Optional.empty();
        }
    }

    private static Optional<String> signing(String kind) {
        return switch (kind) {
            case "RSA" -> Optional.of("SHA256withRSA");
            case "EC" -> Optional.of("SHA256withECDSA");
            case "EdDSA", "Ed25519" -> Optional.of("EdDSA");
            default -> Optional.empty();
        };
    }

    private static boolean signsFor(PrivateKey key, X509Certificate certificate, String signing)
            throws GeneralSecurityException {
        byte[] anything = certificate.getEncoded();
        Signature sign = Signature.getInstance(signing);
        sign.initSign(key);
        sign.update(anything);
        Signature verify = Signature.getInstance(signing);
        verify.initVerify(certificate.getPublicKey());
        verify.update(anything);
        return verify.verify(sign.sign());
    }

    /**
     * The older forms (PKCS#1, SEC 1) hold the bare numbers. PKCS#8 puts before them what kind of key it is and, for EC, on
     * which curve: the same words that stand at the beginning of the certificate's public key.
     */
    private static byte[] pkcs8(byte[] bare, X509Certificate certificate) {
        byte[] publicKey = certificate.getPublicKey().getEncoded();
        int start = contentAt(publicKey, 0);
        byte[] kind = Arrays.copyOfRange(publicKey, start, endAt(publicKey, start));
        return der(SEQUENCE, VERSION_ZERO, kind, der(OCTET_STRING, bare));
    }

    private static int contentAt(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < 0x80 ? 0 : length - 0x80);
    }

    private static int endAt(byte[] der, int at) {
        int content = contentAt(der, at);
        byte[] length = Arrays.copyOfRange(der, content == at + 2 ? at + 1 : at + 2, content);
        return content + new BigInteger(1, length).intValueExact();
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (content.size() < 0x80) {
            whole.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            // The sign is no part of it
            int from = length[0] == 0 ? 1 : 0;
            whole.write(0x80 + length.length - from);
            whole.write(length, from, length.length - from);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    // ---- as Java's TLS asks for it

    private String aliasFor(String... kinds) {
        return Arrays.asList(kinds).contains(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
        return aliasFor(kinds);
    }

    @Override
    public String chooseEngineClientAlias(String[] kinds, Principal[] issuers, SSLEngine engine) {
        return aliasFor(kinds);
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
        return aliasFor(kind) == null ? null : new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return ALIAS.equals(alias) ? chain.clone() : null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return ALIAS.equals(alias) ? key : null;
    }

    @Override
    public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] issuers) {
        return null;
    }

    /** The files cannot be used; the message is all that a person needs to mend it. */
    public static final class UnusableException extends RuntimeException {
        UnusableException(String message) {
            super(message);
        }
    }
}
