package dev.drover.dash;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * All segments that make up a wanted stretch of time, made one by one as they are asked for: a day is as cheap as a
 * minute.
 *
 * @param manifest what the device said
 * @param manifestUri where it said so; its host, port and query are those of all requests
 * @param asked how much footage is wanted, above 0
 */
@RegisterForReflection
public record SegmentPlan(Manifest manifest, URI manifestUri, Duration asked) implements Iterable<SegmentRequest> {
    // Less than this is rounding, not footage
    private static final long SLACK_NANOS = 1_000_000;
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*");
    private static final Pattern ENDING = Pattern.compile(".*(\\.[A-Za-z0-9]{1,5})$");

    /** @throws ManifestException if a name in the manifest leads to another host */
    public SegmentPlan {
        if (asked.isZero() || asked.isNegative()) {
            throw new IllegalArgumentException("A download needs a duration above 0 s, not " + asked);
        }
        if (!manifestUri.isAbsolute() || manifestUri.getRawAuthority() == null) {
            throw new IllegalArgumentException("A manifest needs a full URI with a host");
        }
        resolve(manifest, manifestUri, manifest.initialization());
        resolve(manifest, manifestUri, NameTemplate.expand(manifest.media(), 0, OptionalLong.of(0)));
    }

    /** Where the header file is. */
    public URI initialization() {
        return resolve(manifest, manifestUri, manifest.initialization());
    }

    /** A safe local name for the header file; sorts before the segments. */
    public String initializationFileName() {
        return "header" + ending(manifest.initialization(), ".mp4");
    }

    /** How many segments there are. */
    public int count() {
        if (manifest.timeline().isEmpty()) {
            long segment = manifest.segmentDuration().toNanos();
            long count = (asked.toNanos() - SLACK_NANOS + segment - 1) / segment;
            return Math.toIntExact(Math.max(1, count));
        }
        long wanted = toUnits(asked);
        long origin = manifest.timeline().get(0).time();
        long count = 0;
        for (Manifest.Run run : manifest.timeline()) {
            long begin = run.time() - origin;
            if (begin >= wanted) {
                break;
            }
            count += Math.min(run.count(), (wanted - begin + run.duration() - 1) / run.duration());
        }
        return Math.toIntExact(count);
    }

    @Override
    public Iterator<SegmentRequest> iterator() {
        int count = count();
        String ending = ending(manifest.media(), ".bin");
        return new Iterator<>() {
            private int index;
            private int run;
            private long inRun;

            @Override
            public boolean hasNext() {
                return index < count;
            }

            @Override
            public SegmentRequest next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                OptionalLong time = OptionalLong.empty();
                Duration start;
                Duration length;
                if (manifest.timeline().isEmpty()) {
                    length = manifest.segmentDuration();
                    start = length.multipliedBy(index);
                } else {
                    while (inRun == manifest.timeline().get(run).count()) {
                        run++;
                        inRun = 0;
                    }
                    Manifest.Run now = manifest.timeline().get(run);
                    long at = now.time() + inRun * now.duration();
                    inRun++;
                    time = OptionalLong.of(at);
                    start = fromUnits(at - manifest.timeline().get(0).time());
                    length = fromUnits(now.duration());
                }
                Duration left = asked.minus(start);
                boolean last = index == count - 1;
                long number = manifest.startNumber() + index;
                SegmentRequest request = new SegmentRequest(
                        index,
                        number,
                        resolve(manifest, manifestUri, NameTemplate.expand(manifest.media(), number, time)),
                        "segment-%05d%s".formatted(index, ending),
                        start,
                        last && left.compareTo(length) < 0 ? left : length,
                        last);
                index++;
                return request;
            }
        };
    }

    private long toUnits(Duration duration) {
        long nanos = duration.getNano() * manifest.timescale();
        return Math.addExact(
                Math.multiplyExact(duration.getSeconds(), manifest.timescale()), (nanos + 999_999_999) / 1_000_000_000);
    }

    private Duration fromUnits(long units) {
        return ManifestParser.duration(units, manifest.timescale());
    }

    private static String ending(String name, String otherwise) {
        var matcher = ENDING.matcher(name);
        return matcher.matches() ? matcher.group(1) : otherwise;
    }

    // The credentials of the manifest's host go with every request, so no name may lead away from it
    private static URI resolve(Manifest manifest, URI manifestUri, String name) {
        if (name.startsWith("//") || SCHEME.matcher(name).matches() || name.indexOf('\\') >= 0) {
            throw new ManifestException("The manifest names a segment outside its own folder, which is refused: "
                    + ManifestParser.quote(name));
        }
        try {
            URI base = manifestUri;
            if (manifest.baseUrl().isPresent()) {
                base = base.resolve(new URI(manifest.baseUrl().get().replace(" ", "%20")));
            }
            URI resolved = base.resolve(new URI(name.replace(" ", "%20"))).normalize();
            if (!sameOrigin(resolved, manifestUri)) {
                throw new ManifestException("The manifest leads to another host (" + resolved.getHost() + " instead of "
                        + manifestUri.getHost() + "), which is refused");
            }
            return withQuery(resolved, manifestUri.getRawQuery());
        } catch (URISyntaxException e) {
            throw new ManifestException(
                    "The manifest names something that is no URI: " + ManifestParser.quote(name), e);
        }
    }

    private static boolean sameOrigin(URI one, URI other) {
        return other.getScheme().equalsIgnoreCase(one.getScheme())
                && other.getRawAuthority().equalsIgnoreCase(one.getRawAuthority());
    }

    // Tokens of Rhombus media may travel in the query of the manifest (React SDK): segments need them as well
    private static URI withQuery(URI uri, String manifestQuery) {
        String own = uri.getRawQuery();
        String query = own == null ? manifestQuery : manifestQuery == null ? own : own + "&" + manifestQuery;
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath()
                + (query == null ? "" : "?" + query));
    }
}
