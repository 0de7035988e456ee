package dev.drover.simulator;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * A certificate as LAN devices present it: signed by itself, for {@code localhost} and 127.0.0.1. The JDK cannot make
 * one, and a library for it would be in every binary, so the few DER structures of X.509 (RFC 5280) are written here.
 *
 * @param certificatePem the certificate
 * @param keyPem its private key, PKCS#8
 */
record SelfSignedCertificate(String certificatePem, String keyPem) {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final byte[] ECDSA_WITH_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] ALTERNATIVE_NAME = {0x55, 0x1D, 0x11};

    static SelfSignedCertificate create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            Instant now = Instant.now();
            byte[] algorithm = der(SEQUENCE, der(0x06, ECDSA_WITH_SHA256));
            byte[] name = der(
                    SEQUENCE,
                    der(
                            SET,
                            der(
                                    SEQUENCE,
                                    der(0x06, COMMON_NAME),
                                    der(0x0C, "simulated LAN device".getBytes(StandardCharsets.UTF_8)))));
            byte[] validity = der(SEQUENCE, time(now.minusSeconds(86_400)), time(now.plusSeconds(3650 * 86_400L)));
            byte[] names =
                    der(SEQUENCE, der(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)), der(0x87, new byte[] {
                        127, 0, 0, 1
                    }));
            byte[] extensions = der(0xA3, der(SEQUENCE, der(SEQUENCE, der(0x06, ALTERNATIVE_NAME), der(0x04, names))));
            byte[] content = der(
                    SEQUENCE,
                    der(0xA0, der(0x02, new byte[] {2})), // version 3
                    der(0x02, BigInteger.valueOf(now.toEpochMilli()).toByteArray()),
                    algorithm,
                    name,
                    validity,
                    name,
                    keys.getPublic().getEncoded(),
                    extensions);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            byte[] signed = der(SEQUENCE, content, algorithm, der(0x03, new byte[] {0}, signature.sign()));
            return new SelfSignedCertificate(
                    pem("CERTIFICATE", signed),
                    pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make an elliptic curve key", e);
        }
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return der(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.size() < 0x80) {
            out.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - from);
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }
}
