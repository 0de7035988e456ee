package dev.drover.capture;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class BucketTest {

    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** The example of AWS' own documentation. */
    @Test
    void aRequestIsSignedAsAmazonSays() {
        Instant time = Instant.parse("2013-05-24T00:00:00Z");
        Bucket bucket = new Bucket(
                Mappings.of(
                        CaptureSettings.class,
                        "capture.bucket-region",
                        "us-east-1",
                        "capture.bucket-key-id",
                        "AKIAIOSFODNN7EXAMPLE",
                        "capture.bucket-secret",
                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                Clock.fixed(time, ZoneOffset.UTC));
        assertThat(bucket.authorization("GET", "examplebucket.s3.amazonaws.com", "/", "lifecycle=", NOTHING, time))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
                        + "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }
}
