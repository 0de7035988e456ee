package dev.drover.capture;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.files.FileException;

/** A bucket that understands S3: where its objects are, and how requests are signed (AWS signature, version 4). */
@Named("bucket")
@Singleton
@RegisterForReflection
public class Bucket {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";

    private final CaptureSettings settings;
    private final Clock clock;

    public Bucket(CaptureSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A request that is signed.
     *
     * @param date as the header has it
     * @param hash of the content
     */
    @RegisterForReflection
    public record Request(String address, String date, String hash, String authorization, byte[] content) {}

    /** The request that puts a file into the bucket. */
    public Request sign(Evidence.Upload upload) {
        URI endpoint = URI.create(settings.bucketEndpoint().orElseThrow().replaceFirst("/+$", ""));
        String path = endpoint.getRawPath() + "/" + settings.bucket() + "/" + encoded(upload.key());
        byte[] content = content(upload.file());
        String hash = hex(sha256(content));
        Instant now = clock.instant();
        return new Request(
                endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path,
                date(now),
                hash,
                authorization("PUT", endpoint.getRawAuthority(), path, "", hash, now),
                content);
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw FileException.of("read " + file.getFileName(), file.getParent(), failed);
        }
    }

    /** Where everybody finds an object. */
    String publicAddress(String key) {
        return settings.bucketPublicUrl()
                        .orElseGet(() -> settings.bucketEndpoint().orElseThrow().replaceFirst("/+$", "") + "/"
                                + settings.bucket())
                        .replaceFirst("/+$", "")
                + "/" + encoded(key);
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String date(Instant time) {
        return DATE.format(time.atOffset(ZoneOffset.UTC));
    }

    /**
     * The header that shows who asks.
     *
     * @param host with its port, as the request names it
     * @param path encoded
     * @param query encoded and in order
     * @param hash of the content
     */
    String authorization(String method, String host, String path, String query, String hash, Instant time) {
        String date = date(time);
        String scope = date.substring(0, 8) + "/" + settings.bucketRegion() + "/s3/aws4_request";
        String request = String.join(
                "\n",
                method,
                path,
                query,
                "host:" + host,
                "x-amz-content-sha256:" + hash,
                "x-amz-date:" + date,
                "",
                SIGNED,
                hash);
        String text = String.join(
                "\n", "AWS4-HMAC-SHA256", date, scope, hex(sha256(request.getBytes(StandardCharsets.UTF_8))));
        byte[] key = ("AWS4" + secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=" + settings.bucketKeyId().orElse("") + "/" + scope + ",SignedHeaders="
                + SIGNED + ",Signature=" + hex(hmac(key, text));
    }

    private String secret() {
        Optional<String> ofFile =
                settings.bucketSecretFile().map(file -> new String(content(file), StandardCharsets.UTF_8).strip());
        return ofFile.or(settings::bucketSecret).orElse("");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
