package dev.drover.clips;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
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
                .setIncludeHidden(false)
                .setDirectoryListing(false)
                .setFilesReadOnly(false);
        router.get(PATH + "*").handler(files);
        router.head(PATH + "*").handler(files);
    }

    private void describe(RoutingContext context) {
        String name = name(context.normalizedPath());
        Optional<String> tag = name.isEmpty() || name.contains("/") || name.contains("\\") || name.startsWith(".")
                ? Optional.empty()
                : tag(name);
        if (tag.isEmpty()) {
            context.fail(404);
            return;
        }
        HttpServerRequest request = context.request();
        String plain = name.replaceAll("[^ -~]|[\"\\\\%]", "_");
        context.response()
                .putHeader(HttpHeaders.ETAG, tag.get())
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + plain + "\""
                                + (plain.equals(name) ? "" : "; filename*=UTF-8''" + ClipAnswers.encoded(name)));
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.strip().equals("*") || known.contains(tag.get()))) {
            context.response().setStatusCode(304).end();
            return;
        }
        String rangeOf = request.getHeader("If-Range");
        if (rangeOf != null && !rangeOf.strip().equals(tag.get())) {
            request.headers().remove("Range");
        }
        context.next();
    }

    /** The name of the file that a path means, as the handler of files understands it; empty where it means none. */
    private static String name(String path) {
        try {
            return URIDecoder.decodeURIComponent(path, false).substring(PATH.length());
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    /** What changes with the file; none where there is no such file, or it is none of ours. */
    private Optional<String> tag(String name) {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return file.isRegularFile()
                    ? Optional.of("\"" + Long.toHexString(file.size()) + "-"
                            + Long.toHexString(file.lastModifiedTime().toMillis()) + "\"")
                    : Optional.empty();
        } catch (java.io.IOException | java.nio.file.InvalidPathException none) {
            return Optional.empty();
        }
    }
}
