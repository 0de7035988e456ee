package dev.drover.clips;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.drover.api.ApiAnswer;
import dev.drover.api.ApiException;

/** The documentation of the API: its contract, and the page that lets one try it. They are packaged, nothing comes from elsewhere. */
@Named("clipPages")
@Singleton
@RegisterForReflection
public class ClipPages {

    private static final String FOLDER = "api/";

    private record Page(String resource, String type) {}

    private static final Map<String, Page> PAGES = Map.of(
            "/openapi.json", new Page("openapi.json", "application/json"),
            "/docs", new Page("docs.html", "text/html; charset=utf-8"),
            "/docs/start.js", new Page("start.js", "text/javascript; charset=utf-8"),
            "/docs/swagger-ui-bundle.js", new Page("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
            "/docs/swagger-ui.css", new Page("swagger-ui.css", "text/css; charset=utf-8"));

    /**
     * The page at a path.
     *
     * @throws ApiException 404 where there is none
     */
    public ApiAnswer page(String path) throws ApiException, IOException {
        Page page = PAGES.get(path.length() > 1 ? path.replaceFirst("/$", "") : path);
        if (page == null) {
            throw ApiException.notFound("Not Found");
        }
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + page.resource())) {
            if (file == null) {
                throw ApiException.notFound("Not Found");
            }
            return ApiAnswer.content(page.type(), new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
