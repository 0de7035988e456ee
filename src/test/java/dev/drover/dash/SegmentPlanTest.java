package dev.drover.dash;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class SegmentPlanTest {
    private static final URI MPD = URI.create("https://cam.test:8000/dash/1750000000_60/clip.mpd?x-auth-ft=a%2Fb&s=1");

    @Test
    void namesEachSegmentBesideTheManifestWithItsQuery() {
        SegmentPlan plan = plan("seg_init.mp4", "seg_$Number$.m4v", 0, 5);

        assertThat(plan.initialization())
                .hasToString("https://cam.test:8000/dash/1750000000_60/seg_init.mp4?x-auth-ft=a%2Fb&s=1");
        assertThat(plan.initializationFileName()).isEqualTo("header.mp4");
        assertThat(plan)
                .containsExactly(
                        new SegmentRequest(0, 0, at("seg_0.m4v"), "segment-00000.m4v", seconds(0), seconds(2), false),
                        new SegmentRequest(1, 1, at("seg_1.m4v"), "segment-00001.m4v", seconds(2), seconds(2), false),
                        new SegmentRequest(2, 2, at("seg_2.m4v"), "segment-00002.m4v", seconds(4), seconds(1), true));
    }

    @ParameterizedTest
    @CsvSource({"PT0.1S,1", "PT2S,1", "PT2.0005S,1", "PT2.1S,2", "PT7S,4", "PT60S,30", "PT24H,43200"})
    void roundsTheNumberOfSegmentsUp(Duration asked, int count) {
        SegmentPlan plan = new SegmentPlan(manifest("i", "$Number$", 1, Optional.empty()), MPD, asked);

        assertThat(plan.count()).isEqualTo(count);
        assertThat(StreamSupport.stream(plan.spliterator(), false).count()).isEqualTo(count);
        assertThat(plan).last().extracting(SegmentRequest::last).isEqualTo(true);
        assertThat(plan).filteredOn(SegmentRequest::last).hasSize(1);
    }

    @Test
    void honoursTheStartNumberPaddingAndEscapes() {
        assertThat(plan("i", "a$$b_$Number%05d$.m4s", 41, 4))
                .extracting(request -> request.uri().getRawPath())
                .containsExactly("/dash/1750000000_60/a$b_00041.m4s", "/dash/1750000000_60/a$b_00042.m4s");
    }

    @Test
    void followsATimeline() {
        Manifest manifest = new Manifest(
                "i",
                "$Time$_$Number$.m4s",
                3,
                seconds(2),
                Optional.empty(),
                List.of(
                        new Manifest.Run(5000, 2000, 2),
                        new Manifest.Run(9000, 1500, 1),
                        new Manifest.Run(20000, 2000, Long.MAX_VALUE)),
                1000,
                Optional.empty());

        assertThat(new SegmentPlan(manifest, MPD, seconds(18)))
                .extracting(
                        r -> r.uri().getPath().replaceFirst(".*/", ""),
                        SegmentRequest::nominalStart,
                        r -> r.nominalDuration().toMillis())
                .containsExactly(
                        tuple("5000_3.m4s", seconds(0), 2000L),
                        tuple("7000_4.m4s", seconds(2), 2000L),
                        tuple("9000_5.m4s", seconds(4), 1500L),
                        tuple("20000_6.m4s", seconds(15), 2000L),
                        tuple("22000_7.m4s", seconds(17), 1000L));
    }

    @Test
    void endsWhereTheTimelineEnds() {
        Manifest manifest = new Manifest(
                "i",
                "$Number$",
                1,
                seconds(2),
                Optional.empty(),
                List.of(new Manifest.Run(0, 2, 3)),
                1,
                Optional.empty());

        assertThat(new SegmentPlan(manifest, MPD, seconds(60)))
                .hasSize(3)
                .last()
                .matches(SegmentRequest::last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.test/$Number$",
                "https://evil.test/$Number$",
                "HTTPS://cam.test:8000/$Number$",
                "file:/etc/passwd?$Number$",
                "\\\\evil.test\\$Number$",
                "/\\evil.test/$Number$",
            })
    void refusesAManifestThatLeadsAway(String media) {
        assertThatThrownBy(() -> plan("i", media, 1, 2)).isInstanceOf(ManifestException.class);
        assertThatThrownBy(() -> plan(media, "$Number$", 1, 2)).isInstanceOf(ManifestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.test/", "https://evil.test/", "http://cam.test:8000/", "https://cam.test/", "data:,x"})
    void refusesABaseUrlThatLeadsAway(String baseUrl) {
        assertThatThrownBy(() -> new SegmentPlan(manifest("i", "$Number$", 1, Optional.of(baseUrl)), MPD, seconds(2)))
                .isInstanceOf(ManifestException.class);
    }

    @ParameterizedTest
    @CsvSource({"media/,/dash/1750000000_60/media/1", "https://CAM.test:8000/other/,/other/1", "../x/,/dash/x/1"})
    void followsABaseUrlOnTheSameHost(String baseUrl, String path) {
        assertThat(new SegmentPlan(manifest("i", "$Number$", 1, Optional.of(baseUrl)), MPD, seconds(2)))
                .first()
                .satisfies(request -> assertThat(request.uri().getPath()).isEqualTo(path))
                .satisfies(request -> assertThat(request.uri().getRawQuery()).isEqualTo("x-auth-ft=a%2Fb&s=1"));
    }

    @Test
    void keepsTheLocalNameSafeWhateverTheManifestSays() {
        assertThat(plan("../../i", "../../../etc/$Number$/x.m4v/..", 1, 4))
                .extracting(SegmentRequest::fileName)
                .containsExactly("segment-00000.bin", "segment-00001.bin");
    }

    private static SegmentPlan plan(String initialization, String media, long startNumber, int asked) {
        return new SegmentPlan(manifest(initialization, media, startNumber, Optional.empty()), MPD, seconds(asked));
    }

    private static Manifest manifest(String init, String media, long startNumber, Optional<String> baseUrl) {
        return new Manifest(init, media, startNumber, seconds(2), Optional.empty(), List.of(), 1, baseUrl);
    }

    private static URI at(String name) {
        return URI.create("https://cam.test:8000/dash/1750000000_60/" + name + "?x-auth-ft=a%2Fb&s=1");
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
