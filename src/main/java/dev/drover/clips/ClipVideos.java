package dev.drover.clips;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.URIDecoder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.drover.files.DataFolder;

/**
 * Sends the files of clips, those directly in their folder and no others. The HTTP server's own handler knows ranges; it is told here
 * what a file is, and whether the client has it already.
 */
@Singleton
public class ClipVideos {

    private static final String PATH = "/videos/";
    private static final Pattern RANGE = Pattern.compile("(?i)\\s*bytes\\s*=\\s*(\\d{0,40})\\s*-\\s*(\\d{0,40})\\s*");
    /** As far as that handler can count. */
    private static final BigInteger END = BigInteger.valueOf(Long.MAX_VALUE);

    private final Path folder;
    private final boolean open;
    private final Instance<ClipMetrics> metrics;

    ClipVideos(
            DataFolder folder,
            Instance<ClipMetrics> metrics,
            @ConfigProperty(name = "quarkus.http.host-enabled") boolean open) {
        this.folder = folder.results("videos");
        this.metrics = metrics;
        this.open = open;
    }

    void serve(@Observes Router router) {
        if (!open) {
            return;
        }
        // All counters exist from the start
        metrics.get();
        router.get(PATH + "*").handler(this::describe);
        router.head(PATH + "*").handler(this::describe);
        StaticHandler files = StaticHandler.create(FileSystemAccess.ROOT, folder.toString())
                .setCachingEnabled(false)
                .setAlwaysAsyncFS(true)
                .setIncludeHidden(false)
                .setDirectoryListing(false)
                .setFilesReadOnly(false);
        router.get(PATH + "*").handler(files);
        router.head(PATH + "*").handler(files);
    }

    private void describe(RoutingContext context) {
        String name = name(context.normalizedPath());
        if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            context.fail(404);
            return;
        }
        // A disk may take its time, and nobody else is to wait for it
        context.request().pause();
        context.vertx().executeBlocking(() -> found(name), false).onComplete(looked -> {
            context.request().resume();
            Optional<BasicFileAttributes> file = looked.succeeded() ? looked.result() : Optional.empty();
            file.ifPresentOrElse(known -> answer(context, name, known), () -> context.fail(404));
        });
    }

    private static void answer(RoutingContext context, String name, BasicFileAttributes file) {
        String tag = tag(file);
        HttpServerRequest request = context.request();
        String plain = name.replaceAll("[^ -~]|[\"\\\\%]", "_");
        context.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + plain + "\""
                                + (plain.equals(name) ? "" : "; filename*=UTF-8''" + ClipAnswers.encoded(name)));
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.strip().equals("*") || known.contains(tag))) {
            context.response().setStatusCode(304).end();
            return;
        }
        String rangeOf = request.getHeader("If-Range");
        Optional<String> range = Optional.ofNullable(request.getHeader("Range"))
                .filter(asked -> request.method() == HttpMethod.GET)
                .filter(asked -> rangeOf == null || rangeOf.strip().equals(tag))
                .flatMap(asked -> range(asked, file.size()));
        if (request.method() == HttpMethod.HEAD) {
            // The handler of files tells it with the content only
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, "video/mp4");
        }
        request.headers().remove("Range");
        range.ifPresent(part -> request.headers().set("Range", part));
        context.next();
    }

    /**
     * A range as the handler of files knows it: it has no last bytes. None where all is to be sent: what is no range, or several, a server
     * need not follow.
     */
    static Optional<String> range(String asked, long size) {
        Matcher range = RANGE.matcher(asked);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        BigInteger last = range.group(2).isEmpty() ? BigInteger.valueOf(size) : new BigInteger(range.group(2));
        BigInteger first;
        if (range.group(1).isEmpty()) {
            first = BigInteger.valueOf(size).subtract(last).max(BigInteger.ZERO);
            last = BigInteger.valueOf(size);
        } else {
            first = new BigInteger(range.group(1));
        }
        return first.compareTo(last) > 0 && !range.group(2).isEmpty()
                ? Optional.empty()
                : Optional.of("bytes=" + first.min(END) + "-" + last.min(END));
    }

    /** The name of the file that a path means, as the handler of files understands it; empty where it means none. */
    private static String name(String path) {
        try {
            return path.startsWith(PATH) ? URIDecoder.decodeURIComponent(path.substring(PATH.length()), false) : "";
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    /** What changes with the file. */
    private static String tag(BasicFileAttributes file) {
        return "\"" + Long.toHexString(file.size()) + "-"
                + Long.toHexString(file.lastModifiedTime().toMillis()) + "\"";
    }

    /** None where there is no such file, or it is none of ours. */
    private Optional<BasicFileAttributes> found(String name) {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(file).filter(BasicFileAttributes::isRegularFile);
        } catch (IOException | InvalidPathException none) {
            return Optional.empty();
        }
    }
}
