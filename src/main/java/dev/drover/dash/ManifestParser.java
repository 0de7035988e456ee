package dev.drover.dash;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Reads DASH VOD manifests with numbered (or timed) segment templates.
 *
 * <p>Rhombus devices put {@code SegmentTemplate} directly under {@code AdaptationSet} (Rhombus Python sample), others,
 * FFmpeg among them, under {@code Representation}; attributes are inherited from the Period down. Of several
 * representations the one with the highest bandwidth is taken, of several periods the first. Input is limited to 1 MB;
 * a document type definition is refused and nothing outside the document is ever read.
 *
 * <p>All methods throw {@link ManifestException} for whatever is wrong with the manifest.
 */
@Named("mpd")
@Singleton
@RegisterForReflection
public class ManifestParser {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 100_000;
    private static final Duration RHOMBUS_SEGMENT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_SEGMENT = Duration.ofMillis(100);
    private static final Duration LONGEST_SEGMENT = Duration.ofHours(1);

    /** The video of the manifest, or its audio where it has no video. */
    public Manifest parse(InputStream manifest) {
        return read(manifest, List.of(Kind.VIDEO, Kind.UNKNOWN, Kind.AUDIO));
    }

    /** {@link #parse(InputStream)} of a manifest in memory. */
    public Manifest parse(byte[] manifest) {
        return parse(new ByteArrayInputStream(manifest));
    }

    /** The video of the manifest; an adaptation set that does not say what it holds is taken for video. */
    public Manifest video(InputStream manifest) {
        return read(manifest, List.of(Kind.VIDEO, Kind.UNKNOWN));
    }

    /** The audio of the manifest; an adaptation set that does not say what it holds is taken for audio. */
    public Manifest audio(InputStream manifest) {
        return read(manifest, List.of(Kind.AUDIO, Kind.UNKNOWN));
    }

    private enum Kind {
        VIDEO,
        AUDIO,
        UNKNOWN,
        OTHER
    }

    private static Manifest read(InputStream in, List<Kind> wanted) {
        Element mpd = tree(bytes(in));
        if (!mpd.name.equals("MPD")) {
            throw new ManifestException("The manifest is no DASH manifest: its root is <" + quote(mpd.name) + ">");
        }
        if (mpd.attribute("type").orElse("static").equals("dynamic")) {
            throw new ManifestException(
                    "The manifest describes a live stream (type=\"dynamic\"); recorded footage needs a VOD manifest");
        }
        Element period = mpd.first("Period")
                .orElseThrow(() -> new ManifestException("The manifest has no Period: it holds no footage"));
        List<Element> sets = period.all("AdaptationSet").toList();
        for (Kind kind : wanted) {
            for (Element set : sets) {
                if (kind(set) == kind && templated(period, set)) {
                    return manifest(mpd, period, set);
                }
            }
        }
        boolean any = sets.stream().anyMatch(set -> templated(period, set));
        throw new ManifestException(
                any
                        ? "The manifest has no " + wanted.get(0).name().toLowerCase(Locale.ROOT) + " track"
                        : "The manifest has no SegmentTemplate: it does not say how its segments are named");
    }

    private static Manifest manifest(Element mpd, Element period, Element set) {
        Optional<Element> representation = set.all("Representation")
                .max(Comparator.comparingLong(r -> number(r.attribute("bandwidth"), "bandwidth", 0)));
        // From the innermost to the outermost: the first that has an attribute decides
        List<Element> levels = Stream.of(representation, Optional.of(set), Optional.of(period))
                .flatMap(Optional::stream)
                .toList();
        List<Element> templates = levels.stream()
                .flatMap(level -> level.first("SegmentTemplate").stream())
                .toList();

        String id = representation.flatMap(r -> r.attribute("id")).orElse("");
        String bandwidth = representation.flatMap(r -> r.attribute("bandwidth")).orElse("0");
        String media = NameTemplate.settle(required(templates, "media"), id, bandwidth);
        String header = NameTemplate.settle(required(templates, "initialization"), id, bandwidth);
        if (!NameTemplate.varies(media)) {
            throw new ManifestException("The manifest gives all segments the same name: " + quote(media));
        }
        long startNumber = number(inherited(templates, "startNumber"), "startNumber", 1);
        long timescale = number(inherited(templates, "timescale"), "timescale", 1);
        if (timescale < 1 || timescale > 0xFFFF_FFFFL || startNumber < 0 || startNumber > Long.MAX_VALUE / 2) {
            throw new ManifestException(
                    "The manifest has a startNumber or timescale out of range: " + startNumber + ", " + timescale);
        }
        List<Manifest.Run> timeline = templates.stream()
                .flatMap(template -> template.first("SegmentTimeline").stream())
                .findFirst()
                .map(ManifestParser::timeline)
                .orElse(List.of());
        if (media.contains("$Time") && timeline.isEmpty()) {
            throw new ManifestException("The manifest names segments by $Time$ but has no SegmentTimeline");
        }
        for (Manifest.Run run : timeline) {
            plausible(duration(run.duration(), timescale));
        }
        Optional<Duration> said = inherited(templates, "duration")
                .map(text -> duration(number(Optional.of(text), "duration", 0), timescale));
        Duration segment = timeline.isEmpty()
                ? said.orElse(RHOMBUS_SEGMENT)
                : duration(timeline.get(0).duration(), timescale);
        return new Manifest(
                NameTemplate.expand(header, 0, OptionalLong.of(0)),
                media,
                startNumber,
                plausible(segment),
                period.attribute("duration")
                        .or(() -> mpd.attribute("mediaPresentationDuration"))
                        .flatMap(ManifestParser::isoDuration),
                timeline,
                timescale,
                baseUrl(Stream.of(Optional.of(mpd), Optional.of(period), Optional.of(set), representation)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    private static boolean templated(Element period, Element set) {
        return Stream.concat(Stream.of(period, set), set.all("Representation"))
                .anyMatch(level -> level.first("SegmentTemplate").isPresent());
    }

    private static Kind kind(Element set) {
        String said = Stream.concat(Stream.of(set), set.all("Representation"))
                .flatMap(element -> Stream.of(element.attribute("contentType"), element.attribute("mimeType")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (said.isEmpty()) {
            return Kind.UNKNOWN;
        }
        return said.startsWith("video") ? Kind.VIDEO : said.startsWith("audio") ? Kind.AUDIO : Kind.OTHER;
    }

    private static List<Manifest.Run> timeline(Element timeline) {
        List<Manifest.Run> runs = new ArrayList<>();
        List<Element> entries = timeline.all("S").toList();
        long at = 0;
        try {
            for (int i = 0; i < entries.size(); i++) {
                Element entry = entries.get(i);
                long time = number(entry.attribute("t"), "t", at);
                long length = number(entry.attribute("d"), "d", 0);
                long repeats = number(entry.attribute("r"), "r", 0);
                if (time < at || length < 1) {
                    throw new ManifestException(
                            "The manifest's SegmentTimeline goes backwards or has an empty segment");
                }
                long count = repeats + 1;
                if (repeats < 0) {
                    Optional<String> next =
                            i + 1 < entries.size() ? entries.get(i + 1).attribute("t") : Optional.empty();
                    count = next.isPresent()
                            ? Math.max(0, (number(next, "t", 0) - time + length - 1) / length)
                            : Long.MAX_VALUE;
                }
                runs.add(new Manifest.Run(time, length, count));
                if (count == Long.MAX_VALUE) {
                    break;
                }
                at = Math.addExact(time, Math.multiplyExact(length, count));
                if (repeats < 0) {
                    at = time;
                }
            }
        } catch (ArithmeticException e) {
            throw new ManifestException("The manifest's SegmentTimeline has numbers out of range", e);
        }
        return runs;
    }

    private static Optional<String> baseUrl(List<Element> outerToInner) {
        Optional<String> base = Optional.empty();
        for (Element element : outerToInner) {
            Optional<String> own =
                    element.first("BaseURL").map(e -> e.text.toString().strip());
            if (own.isPresent() && !own.get().isEmpty()) {
                String url = own.get();
                try {
                    base = Optional.of(
                            base.isPresent()
                                    ? new URI(base.get()).resolve(new URI(url)).toString()
                                    : url);
                } catch (URISyntaxException e) {
                    throw new ManifestException("The manifest has a BaseURL that is no URI: " + quote(url), e);
                }
            }
        }
        return base;
    }

    private static Optional<String> inherited(List<Element> templates, String attribute) {
        return templates.stream()
                .flatMap(template -> template.attribute(attribute).stream())
                .findFirst();
    }

    private static String required(List<Element> templates, String attribute) {
        return inherited(templates, attribute)
                .filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        new ManifestException("The manifest's SegmentTemplate has no attribute \"" + attribute + "\""));
    }

    private static long number(Optional<String> text, String name, long otherwise) {
        try {
            return text.map(String::strip).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new ManifestException(
                    "The manifest has a \"" + name + "\" that is no number: " + quote(text.orElse("")), e);
        }
    }

    private static Duration plausible(Duration segment) {
        if (segment.compareTo(SHORTEST_SEGMENT) < 0 || segment.compareTo(LONGEST_SEGMENT) > 0) {
            throw new ManifestException("The manifest has segments of " + segment + "; 0.1 s to 1 h are plausible");
        }
        return segment;
    }

    /** Exact to the nanosecond without overflow for any timescale that fits 32 bits. */
    static Duration duration(long units, long timescale) {
        return Duration.ofSeconds(
                Math.floorDiv(units, timescale), Math.floorMod(units, timescale) * 1_000_000_000L / timescale);
    }

    // xs:duration also knows years and months, which DASH packagers write as zeros
    private static Optional<Duration> isoDuration(String text) {
        try {
            return Optional.of(
                    Duration.parse(text.strip().replaceFirst("^P0+Y", "P").replaceFirst("^P0+M", "P")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ManifestException("The manifest is larger than 1 MB, which no VOD manifest is");
            }
            return bytes;
        } catch (IOException e) {
            throw new ManifestException("The manifest could not be read: " + e.getMessage(), e);
        }
    }

    private static Element tree(byte[] bytes) {
        if (bytes.length == 0) {
            throw new ManifestException("The manifest is empty");
        }
        // Not newFactory(): which parser is on the class path must not decide what is safe
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return tree(reader);
            } finally {
                reader.close();
            }
        } catch (ManifestException e) {
            throw e;
        } catch (XMLStreamException | RuntimeException e) {
            // RuntimeException: the parser's own messages may be missing in a native image
            String begin = new String(bytes, 0, Math.min(bytes.length, 320), StandardCharsets.UTF_8);
            throw new ManifestException("The manifest is no valid XML; it begins with: " + quote(begin), e);
        }
    }

    private static Element tree(XMLStreamReader reader) throws XMLStreamException {
        Deque<Element> open = new ArrayDeque<>();
        Element root = null;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() == MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                        throw new ManifestException("The manifest is nested too deep or has too many elements");
                    }
                    Element element = new Element(reader.getLocalName());
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                    }
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.peek().children.add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD ->
                    throw new ManifestException("The manifest has a document type definition, which is refused");
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
        if (root == null) {
            throw new ManifestException("The manifest has no root element");
        }
        return root;
    }

    /** Foreign text made fit for a message: one line, printable, at most 80 characters. */
    static String quote(String text) {
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    private static final class Element {
        private final String name;
        private final Map<String, String> attributes = new HashMap<>();
        private final List<Element> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        private Element(String name) {
            this.name = name;
        }

        private Optional<String> attribute(String attribute) {
            return Optional.ofNullable(attributes.get(attribute));
        }

        private Stream<Element> all(String child) {
            return children.stream().filter(element -> element.name.equals(child));
        }

        private Optional<Element> first(String child) {
            return all(child).findFirst();
        }
    }
}
