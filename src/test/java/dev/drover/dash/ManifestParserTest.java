package dev.drover.dash;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManifestParserTest {
    private final ManifestParser parser = new ManifestParser();

    @Test
    void readsTheTemplateUnderTheAdaptationSet() {
        Manifest manifest = parse("""
                <?xml version="1.0" encoding="UTF-8"?>
                <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT60S">
                  <Period id="0" start="PT0S">
                    <AdaptationSet mimeType="video/mp4">
                      <SegmentTemplate timescale="1000" duration="2000" startNumber="0"
                                       initialization="seg_init.mp4" media="seg_$Number$.m4v"/>
                      <Representation id="v0" codecs="avc1.640028" bandwidth="4000000"/>
                    </AdaptationSet>
                  </Period>
                </MPD>""");

        assertThat(manifest.initialization()).isEqualTo("seg_init.mp4");
        assertThat(manifest.media()).isEqualTo("seg_$Number$.m4v");
        assertThat(manifest.startNumber()).isZero();
        assertThat(manifest.segmentDuration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(manifest.presentationDuration()).contains(Duration.ofSeconds(60));
        assertThat(manifest.timeline()).isEmpty();
    }

    @Test
    void readsTheSmallestManifestsWithTheirDefaults() {
        Manifest manifest =
                parse("<MPD><Period><AdaptationSet><Representation id=\"0\"><SegmentTemplate media='seg_$Number$.webm'"
                        + " initialization='seg_init_audio.hdr'/></Representation></AdaptationSet></Period></MPD>");

        assertThat(manifest.startNumber()).isEqualTo(1);
        assertThat(manifest.segmentDuration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(manifest.presentationDuration()).isEmpty();
    }

    @Test
    void inheritsFromThePeriodDownAndTakesTheHighestBandwidth() {
        Manifest manifest = parse("""
                <m:MPD xmlns:m="urn:mpeg:dash:schema:mpd:2011" mediaPresentationDuration="P0Y0M0DT0H1M0.500S"><m:Period>
                  <m:SegmentTemplate timescale="90000"/>
                  <m:AdaptationSet contentType="video">
                    <m:SegmentTemplate duration="180180" startNumber="7" initialization="$RepresentationID$/i.mp4"
                      media="$RepresentationID$/$Bandwidth%08d$/$Number%05d$.m4s"/>
                    <m:Representation id="low" bandwidth="100"/>
                    <m:Representation id="hi$" bandwidth="200"><m:SegmentTemplate startNumber="9"/></m:Representation>
                  </m:AdaptationSet>
                </m:Period></m:MPD>""");

        assertThat(manifest.initialization()).isEqualTo("hi$/i.mp4");
        assertThat(manifest.media()).isEqualTo("hi$$/00000200/$Number%05d$.m4s");
        assertThat(manifest.startNumber()).isEqualTo(9);
        assertThat(manifest.segmentDuration()).isEqualTo(Duration.ofMillis(2002));
        assertThat(manifest.presentationDuration()).contains(Duration.ofMillis(60_500));
    }

    @Test
    void choosesVideoOrAudioAndTakesAnUnmarkedSetForEither() {
        String audio = set("mimeType='audio/webm'", "a_$Number$.webm");
        String video = set("mimeType='video/mp4'", "v_$Number$.m4v");
        String text = set("mimeType='text/vtt'", "t_$Number$.vtt");
        String unmarked = set("", "u_$Number$.m4v");

        assertThat(parse(mpd(audio + text + video)).media()).isEqualTo("v_$Number$.m4v");
        assertThat(parse(mpd(text + audio)).media()).isEqualTo("a_$Number$.webm");
        assertThat(parser.audio(stream(mpd(video + audio))).media()).isEqualTo("a_$Number$.webm");
        assertThat(parser.audio(stream(mpd(unmarked))).media()).isEqualTo("u_$Number$.m4v");
        assertThat(parser.video(stream(mpd(unmarked))).media()).isEqualTo("u_$Number$.m4v");
        assertThatThrownBy(() -> parser.audio(stream(mpd(video + text))))
                .isInstanceOf(ManifestException.class)
                .hasMessage("The manifest has no audio track");
    }

    @Test
    void readsASegmentTimeline() {
        Manifest manifest =
                parse(mpd("<AdaptationSet><SegmentTemplate timescale='1000' initialization='i' media='$Time$.m4s'>"
                        + "<SegmentTimeline><S t='5000' d='2000' r='2'/><S d='1500'/><S t='20000' d='2000' r='-1'/>"
                        + "</SegmentTimeline></SegmentTemplate></AdaptationSet>"));

        assertThat(manifest.timeline())
                .containsExactly(
                        new Manifest.Run(5000, 2000, 3),
                        new Manifest.Run(11000, 1500, 1),
                        new Manifest.Run(20000, 2000, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                    | empty",
                "Too many api requests                 | no valid XML; it begins with: Too many api requests",
                "<html><body>oops</body></html>        | no DASH manifest: its root is <html>",
                "<MPD type='dynamic'/>                 | live stream",
                "<MPD/>                                | no Period",
                "<MPD><Period><AdaptationSet/></Period></MPD> | no SegmentTemplate",
                "<MPD><Period><AdaptationSet>          | no valid XML",
                "<MPD><Period><AdaptationSet><SegmentTemplate media='s_$Number$'/></AdaptationSet></Period></MPD> | no attribute \"initialization\"",
                "<MPD><Period><AdaptationSet><SegmentTemplate initialization='i' media='s'/></AdaptationSet></Period></MPD> | the same name",
                "<MPD><Period><AdaptationSet><SegmentTemplate initialization='i' media='$Number$$Foo$'/></AdaptationSet></Period></MPD> | unknown $…$ part",
                "<MPD><Period><AdaptationSet><SegmentTemplate initialization='i' media='$Time$'/></AdaptationSet></Period></MPD> | no SegmentTimeline",
                "<MPD><Period><AdaptationSet><SegmentTemplate initialization='i' media='$Number$' startNumber='x'/></AdaptationSet></Period></MPD> | \"startNumber\" that is no number: x",
                "<MPD><Period><AdaptationSet><SegmentTemplate initialization='i' media='$Number$' timescale='0'/></AdaptationSet></Period></MPD> | out of range",
                "<MPD><Period><AdaptationSet><SegmentTemplate initialization='i' media='$Number$' timescale='1000000' duration='1'/></AdaptationSet></Period></MPD> | plausible",
            })
    void saysWhatIsWrong(String manifest, String message) {
        assertThatThrownBy(() -> parse(manifest))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(message);
    }

    @Test
    void quotesForeignTextOnOneShortLine() {
        assertThatThrownBy(() -> parse("\u001b[31mnot\nxml" + "x".repeat(1000)))
                .isInstanceOfSatisfying(ManifestException.class, e -> assertThat(e.getMessage())
                        .doesNotContain("\n", "\u001b")
                        .hasSizeLessThan(150));
    }

    @Test
    void readsNothingOutsideTheManifest(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s_$Number$");
        String manifest = "<!DOCTYPE MPD [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + "<MPD><Period><AdaptationSet><SegmentTemplate initialization='i' media='s$Number$'/>&x;"
                + "</AdaptationSet></Period></MPD>";

        assertThatThrownBy(() -> parse(manifest))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("document type definition");
    }

    @Test
    void refusesAnEndlessManifestAndReportsABrokenConnection() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        };

        assertThatThrownBy(() -> parser.parse(endless)).hasMessageContaining("larger than 1 MB");
        assertThatThrownBy(() -> parser.parse(broken))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("Connection reset");
        assertThatThrownBy(() -> parse("<a>".repeat(5000))).isInstanceOf(ManifestException.class);
    }

    private Manifest parse(String manifest) {
        return parser.parse(manifest.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream stream(String manifest) {
        return new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8));
    }

    private static String mpd(String sets) {
        return "<MPD><Period>" + sets + "</Period></MPD>";
    }

    private static String set(String attributes, String media) {
        return "<AdaptationSet " + attributes + "><SegmentTemplate initialization='i' media='" + media
                + "'/></AdaptationSet>";
    }
}
