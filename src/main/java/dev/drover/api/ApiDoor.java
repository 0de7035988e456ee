package dev.drover.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.drover.routing.HeldRequests;

/**
 * The door of the API: who does not know the token, or asks too often, comes no further. What the server itself refuses looks like all
 * other errors.
 */
@Singleton
public class ApiDoor {

    private static final Logger LOG = Logger.getLogger("serve-clips");

    /** Before all others. */
    private static final int FIRST = -1000;

    /** After those who wait for a clip, before the routes. */
    private static final int BEFORE_ROUTES = -400;

    private static final int ASK_AGAIN_SECONDS = 10;

    private static final String CHECKED = "drover.checked";
    private static final String HEAD = "drover.head";
    private static final String AGAIN = "drover.again";
    private static final String FILES = "/videos/";
    private static final String HEALTH = "/health";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Map<Integer, String> REFUSALS = Map.of(
            400, "Bad Request",
            404, "Not Found",
            405, "Method Not Allowed",
            406, "Not Acceptable",
            413, "Request Entity Too Large",
            415, "Unsupported Media Type",
            416, "Requested Range Not Satisfiable",
            500, "Internal server error");

    private final ApiToken token;
    private final HeldRequests held;
    private final RequestRate rate;
    private final WrongTokens wrong = new WrongTokens();
    private final boolean open;
    private final long largest;
    /** None where it may be called as one likes. */
    private final Optional<LocalNames> names;

    ApiDoor(
            ApiToken token,
            ApiSettings settings,
            HeldRequests held,
            @ConfigProperty(name = "quarkus.http.host-enabled") boolean open,
            @ConfigProperty(name = "quarkus.http.host") String address,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        this.token = token;
        this.held = held;
        this.rate = new RequestRate(settings.requestsPerSecond(), System.nanoTime());
        this.open = open;
        this.largest = largest.asLongValue();
        List<String> more = new ArrayList<>(settings.allowedHosts().orElse(List.of()));
        settings.host().ifPresent(more::add);
        this.names = token.needed() || !LocalNames.isOnlyHere(address)
                ? Optional.empty()
                : Optional.of(new LocalNames(more));
    }

    void guard(@Observes Router router) {
        if (!open) {
            return;
        }
        router.route().order(FIRST).handler(this::check).failureHandler(this::refuse);
        router.route().order(BEFORE_ROUTES).handler(context -> enter(router, context));
        router.route().order(BEFORE_ROUTES + 1).handler(this::endAnew);
        REFUSALS.forEach((status, words) -> router.errorHandler(status, context -> {
            if (status == 405) {
                context.response().putHeader(HttpHeaders.ALLOW, allowed(router, context.normalizedPath()));
            }
            answer(context, ApiAnswer.error(status, words));
        }));
    }

    /** The methods that a path has; Vert.x knows them, and keeps them to itself. */
    private static String allowed(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null && leads(route, path.split("/")))
                .flatMap(route -> route.methods().stream())
                .flatMap(method -> method == HttpMethod.GET ? Stream.of("GET", "HEAD") : Stream.of(method.name()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean leads(Route route, String[] asked) {
        String[] parts = route.getPath().split("/");
        return (route.isExactPath() ? parts.length == asked.length : parts.length <= asked.length)
                && IntStream.range(0, parts.length)
                        .allMatch(i -> parts[i].startsWith(":") || parts[i].equals(asked[i]));
    }

    private void refuse(RoutingContext context) {
        if (context.response().closed()) {
            // Who asked has gone, as from a download that he had enough of
            return;
        }
        if (context.failure() != null) {
            LOG.errorf("A request could not be answered: %s", context.failure());
            LOG.debug("Where that happened", context.failure());
        }
        if (context.response().headWritten()) {
            // A part has been sent: only the end of the connection tells that the rest does not come
            context.response().reset();
            return;
        }
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        String words =
                REFUSALS.getOrDefault(status, HttpResponseStatus.valueOf(status).reasonPhrase());
        answer(context, ApiAnswer.error(status, words));
    }

    private void check(RoutingContext context) {
        if (context.get(CHECKED) != null) {
            context.next();
            return;
        }
        if (context.request().method() == HttpMethod.HEAD
                && !context.request().path().startsWith(FILES)
                && context.get(HEAD) == null) {
            // The head of what a GET is answered: the server itself leaves the body out
            context.put(HEAD, true);
            context.reroute(HttpMethod.GET, context.request().uri());
            return;
        }
        if (context.request().method() == HttpMethod.POST) {
            // Camel has parameters among the headers, and a page of another site may send any. Real ones like these it
            // may not
            context.queryParams().remove(HttpHeaders.CONTENT_TYPE).remove(IDEMPOTENCY_KEY);
        }
        // What is replaced from now on was not there when it was chosen who may answer
        context.put(CHECKED, held.times());
        if (tooLarge(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            context.response().headers().add(HttpHeaders.CONNECTION, "close");
            answer(context, ApiAnswer.error(413, REFUSALS.get(413)));
        } else if (context.request().path().equals(HEALTH)) {
            context.next();
        } else if (!names.map(known -> calls(context.request(), known)).orElse(true)) {
            answer(context, ApiAnswer.error(421, names.get().allowed()));
        } else if (!token.shownBy(Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION)))) {
            refuseToken(context);
        } else if (!rate.pass(System.nanoTime())) {
            answer(context, ApiAnswer.error(429, "Too many requests").in(Optional.of(1)));
        } else {
            context.next();
        }
    }

    /** Browsers always say whom they call. */
    private static boolean calls(HttpServerRequest request, LocalNames names) {
        HostAndPort called = request.authority();
        return called == null ? !request.headers().contains(HttpHeaders.HOST) : names.has(called.host());
    }

    /**
     * Lets a request go on to the routes when they are not being replaced. If they have been since it came, it looks for who answers it
     * anew: Vert.x has chosen from those that were there.
     */
    private void enter(Router router, RoutingContext context) {
        if (context.request().path().startsWith(FILES)) {
            context.next();
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        boolean brief = context.request().path().equals(HEALTH);
        boolean may = held.enter(
                brief,
                stopped -> loop.runOnContext(released -> {
                    if (stopped) {
                        answer(
                                context,
                                ApiAnswer.error(503, "The service is stopping").in(Optional.of(ASK_AGAIN_SECONDS)));
                    } else {
                        again(router, context);
                    }
                }));
        // What waits does so with its body unread: Quarkus has paused it, and who answers reads on
        if (may && !context.get(CHECKED).equals(held.times())) {
            held.answered();
            again(router, context);
        } else if (may) {
            context.addEndHandler(end -> held.answered());
            context.next();
        }
    }

    private void again(Router router, RoutingContext context) {
        context.put(CHECKED, held.times());
        context.put(AGAIN, Look.BEGUN);
        router.handleContext(context);
    }

    /** Where nobody is found anew, Vert.x comes back here, to go on with those that were there before. */
    private void endAnew(RoutingContext context) {
        if (context.get(AGAIN) == Look.DONE) {
            answer(context, ApiAnswer.error(404, REFUSALS.get(404)));
            return;
        }
        if (context.get(AGAIN) == Look.BEGUN) {
            context.put(AGAIN, Look.DONE);
        }
        context.next();
    }

    private enum Look {
        BEGUN,
        DONE
    }

    private void refuseToken(RoutingContext context) {
        boolean shown = context.request().headers().contains(HttpHeaders.AUTHORIZATION);
        String address = context.request().remoteAddress().hostAddress();
        if (shown && wrong.tooMany(String.valueOf(address), System.nanoTime())) {
            answer(context, ApiAnswer.error(429, "Too many wrong tokens").in(Optional.of(1)));
            return;
        }
        context.response()
                .headers()
                .add("WWW-Authenticate", "Bearer")
                .add("WWW-Authenticate", "Basic realm=\"Drover\"");
        answer(context, ApiAnswer.error(401, "Not authenticated"));
    }

    /** What does not say its length is cut off by the server there. */
    private boolean tooLarge(String length) {
        return length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > largest;
    }

    private static void answer(RoutingContext context, ApiAnswer answer) {
        if (context.response().ended()) {
            return;
        }
        answer.retryAfter().ifPresent(seconds -> context.response().putHeader(HttpHeaders.RETRY_AFTER, seconds + ""));
        context.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.type())
                .end(answer.text());
    }
}
