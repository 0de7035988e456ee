package dev.drover.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Reads route files and tries them without touching what runs: each route is built as if it were to run, with all its endpoints,
 * beans, settings and expressions, and thrown away again.
 */
@Singleton
class RouteReader {

    private static final Pattern LINE = Pattern.compile("\\bline (\\d+)\\b");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9#$_][A-Za-z0-9._:#$/-]{2,}");
    /** Words of messages that are also words of every route file and lead nowhere. */
    private static final Set<String> EVERYWHERE = Set.of(
            "bean", "for:", "message", "method", "name", "parameters", "route", "simple", "steps", "type", "uri");
    /** What a required parameter of a template is while the template is tried. */
    private static final String ANY = "any";

    private final CamelContext context;

    RouteReader(CamelContext context) {
        this.context = context;
    }

    /**
     * Reads a file.
     *
     * @throws RouteFault if it could not be read, or is not YAML, or not as Camel's YAML is, or holds nothing, or something without an id
     */
    ParsedRoutes parse(RouteSource source) throws RouteFault {
        if (source.fault().isPresent()) {
            throw new RouteFault(source.path(), 0, source.fault().get());
        }
        if (source.text().isBlank()) {
            throw new RouteFault(source.path(), 0, "the file is empty");
        }
        try {
            Collection<RoutesBuilder> found = PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(List.of(ResourceHelper.fromString(source.path(), source.text())));
            if (found.isEmpty() || !(found.iterator().next() instanceof RouteConfigurationBuilder builder)) {
                throw new RouteFault(source.path(), 0, "there is no route in it");
            }
            builder.setCamelContext(context);
            builder.configuration();
            builder.configureRoutes(context);
            ParsedRoutes parsed = new ParsedRoutes(source, builder);
            demandIds(parsed);
            return parsed;
        } catch (RouteFault fault) {
            throw fault;
        } catch (Exception | Error bad) {
            throw fault(source, survivable(bad), 0);
        }
    }

    private static void demandIds(ParsedRoutes parsed) throws RouteFault {
        String path = parsed.source().path();
        if (parsed.brings().isEmpty() && parsed.routes().isEmpty()) {
            throw new RouteFault(path, 0, "there is no route in it: a file is a list that begins with '- route:'");
        }
        Set<String> seen = new HashSet<>();
        for (RouteDefinition route : parsed.routes()) {
            if (route.getId() == null || !route.hasCustomIdAssigned()) {
                throw new RouteFault(
                        path, route.getLineNumber(), "the route has no id; write '- route:' and 'id:' below it");
            }
            if (!seen.add(route.getId())) {
                throw new RouteFault(
                        path, route.getLineNumber(), "two routes in this file have the id " + route.getId());
            }
        }
    }

    /**
     * Builds everything in a file once and throws it away.
     *
     * @throws RouteFault naming the first thing that cannot be built
     */
    void tryOut(ParsedRoutes parsed) throws RouteFault {
        Set<Endpoint> before = new HashSet<>(context.getEndpoints());
        try {
            for (RouteConfigurationDefinition policy : parsed.policies()) {
                build(parsed.source(), standIn(policy), Map.of());
            }
            for (RouteTemplateDefinition template : parsed.templates()) {
                build(parsed.source(), prepared(template), parameters(template));
            }
            for (RouteDefinition route : parsed.routes()) {
                build(parsed.source(), route, Map.of());
            }
        } finally {
            for (Endpoint endpoint : context.getEndpoints()) {
                if (!before.contains(endpoint)) {
                    removeQuietly(endpoint);
                }
            }
        }
    }

    private void removeQuietly(Endpoint endpoint) {
        try {
            context.removeEndpoint(endpoint);
        } catch (Exception stays) {
            // It does no harm: nobody sends to it
        }
    }

    private void build(RouteSource source, RouteDefinition definition, Map<String, String> parameters)
            throws RouteFault {
        Properties local = new Properties();
        local.putAll(parameters);
        try {
            if (!parameters.isEmpty()) {
                context.getPropertiesComponent().setLocalProperties(local);
            }
            Route route = context.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .getModelReifierFactory()
                    .createRoute(context, definition);
            for (RoutePolicy policy : route.getRoutePolicyList()) {
                context.removeService(policy);
            }
            ServiceHelper.stopAndShutdownServices(route.getEventDrivenProcessors());
        } catch (Exception | Error bad) {
            throw fault(source, survivable(bad), definition.getLineNumber());
        } finally {
            if (!parameters.isEmpty()) {
                context.getPropertiesComponent().setLocalProperties(null);
            }
        }
    }

    /** A route with nothing but this policy: it is built only as a part of one. */
    private RouteDefinition standIn(RouteConfigurationDefinition policy) {
        RouteDefinition route = new RouteDefinition("direct:" + policy.getId());
        route.setId(policy.getId());
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        steps.addAll(policy.getOnExceptions());
        steps.addAll(policy.getOnCompletions());
        steps.add(new LogDefinition("tried"));
        steps.forEach(route::addOutput);
        return route;
    }

    private RouteDefinition prepared(RouteTemplateDefinition template) {
        RouteDefinition route = template.asRouteDefinition();
        route.setId(template.getId());
        RoutesDefinition routes = new RoutesDefinition();
        routes.setCamelContext(context);
        routes.prepareRoute(route);
        return route;
    }

    private static Map<String, String> parameters(RouteTemplateDefinition template) {
        Map<String, String> parameters = new java.util.HashMap<>();
        if (template.getTemplateParameters() != null) {
            for (RouteTemplateParameterDefinition each : template.getTemplateParameters()) {
                parameters.put(each.getName(), each.getDefaultValue() == null ? ANY : each.getDefaultValue());
            }
        }
        return parameters;
    }

    /**
     * A failure that is the file's own: an error, too. A native binary throws one where it meets a type that it was not told of, and
     * a file of very many brackets ends the stack.
     */
    static Exception survivable(Throwable failure) {
        if (failure instanceof Exception exception) {
            return exception;
        }
        if (failure instanceof StackOverflowError) {
            return new IllegalStateException("too much is nested in it");
        }
        if (failure instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        return new IllegalStateException(failure.toString());
    }

    /** What is wrong and in which line; Camel tells the line of bad YAML only, others are found by the words of the reason. */
    static RouteFault fault(RouteSource source, Throwable failure, int lineOfRoute) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            if (cause instanceof MarkedYamlEngineException) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            int line = marked.getProblemMark().get().getLine() + 1;
            String problem = marked.getProblem() == null ? marked.getContext() : marked.getProblem();
            return new RouteFault(source.path(), line, oneLine(problem));
        }
        String reason = cause.getMessage() == null
                ? "Camel cannot understand it (" + cause.getClass().getSimpleName() + "). Is it cut off?"
                : oneLine(cause.getMessage());
        Matcher told = LINE.matcher(reason);
        if (told.find()) {
            return new RouteFault(source.path(), Integer.parseInt(told.group(1)), reason);
        }
        String words = failure instanceof FailedToCreateRouteException ? reason : reason + " " + failure.getMessage();
        int line = source.lineOf(WORD.matcher(words)
                .results()
                .map(word -> word.group().replace("://", ":"))
                .filter(word -> !EVERYWHERE.contains(word))
                .toList());
        return new RouteFault(source.path(), line > 0 ? line : Math.max(0, lineOfRoute), reason);
    }

    private static String oneLine(String text) {
        String line = String.valueOf(text)
                .strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("@[0-9a-f]+ of type: \\S+", "")
                .replaceAll("[\\w.]+\\.(\\w+)Definition@[0-9a-f]+", "$1")
                .replaceFirst("\\.+$", "");
        return line.length() > 400 ? line.substring(0, 400) + "…" : line;
    }
}
