package dev.drover.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.rest.RestDefinition;

/** What a route file holds, read by Camel but not running. */
record ParsedRoutes(RouteSource source, RouteConfigurationBuilder builder) {

    /** Its routes, those that a REST definition stands for, too. */
    List<RouteDefinition> routes() {
        List<RouteDefinition> all = new ArrayList<>(builder.getRouteCollection().getRoutes());
        rests().forEach(rest -> all.addAll(rest.asRouteDefinition(builder.getContext())));
        return all;
    }

    List<RestDefinition> rests() {
        return builder.getRestCollection().getRests();
    }

    List<RouteTemplateDefinition> templates() {
        return builder.getRouteTemplateCollection().getRouteTemplates();
    }

    List<TemplatedRouteDefinition> templated() {
        return builder.getTemplatedRouteCollection().getTemplatedRoutes();
    }

    List<RouteConfigurationDefinition> policies() {
        return builder.getRouteConfigurationCollection().getRouteConfigurations();
    }

    /** Ids of the routes that it brings by itself. */
    List<String> routeIds() {
        List<String> ids =
                new ArrayList<>(routes().stream().map(RouteDefinition::getId).toList());
        templated().forEach(route -> ids.add(route.getRouteId()));
        return ids;
    }

    Set<String> restIds() {
        return rests().stream().map(RestDefinition::getId).collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> policyIds() {
        return policies().stream()
                .map(RouteConfigurationDefinition::getId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> templateIds() {
        return templates().stream().map(RouteTemplateDefinition::getId).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The policies and templates that it cannot do without: each id with the kind of it. */
    Map<String, String> needs() {
        Map<String, String> needs = new LinkedHashMap<>();
        routes().forEach(route -> addPolicies(route, needs));
        templates().forEach(template -> addPolicies(template.getRoute(), needs));
        templated().forEach(route -> needs.put(route.getRouteTemplateRef(), "route template"));
        policyIds().forEach(needs::remove);
        templateIds().forEach(needs::remove);
        return needs;
    }

    private static void addPolicies(RouteDefinition route, Map<String, String> needs) {
        if (route != null && route.getRouteConfigurationId() != null) {
            for (String id : route.getRouteConfigurationId().split(",")) {
                needs.put(id.strip(), "error policy (routeConfiguration)");
            }
        }
    }

    /** Policies come before templates, and these before what is made from them; what starts by itself comes last. */
    int rank() {
        if (!policies().isEmpty()) {
            return 0;
        }
        if (!templates().isEmpty()) {
            return 1;
        }
        return entrances().isEmpty() ? 3 : 2;
    }

    /** What must not be there twice: the kind and the id of everything that it brings, and what its routes are called by. */
    Set<String> brings() {
        Set<String> all = new TreeSet<>();
        routeIds().forEach(id -> all.add("route " + id));
        templateIds().forEach(id -> all.add("route template " + id));
        policyIds().forEach(id -> all.add("error policy " + id));
        entrances().forEach(name -> all.add("direct:" + name));
        return all;
    }

    /** The names under which its routes are called: {@code fetch-alerts} for {@code direct:fetch-alerts}. */
    Set<String> entrances() {
        return routes().stream()
                .flatMap(route -> direct(route.getInput().getEndpointUri()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names that its routes call, as far as they are known before. */
    Set<String> calls() {
        Set<String> calls = new TreeSet<>();
        routes().forEach(route -> addCalls(route, calls));
        templates().forEach(template -> addCalls(template.getRoute(), calls));
        policies().forEach(policy -> policy.getOnExceptions().forEach(reaction -> addCalls(reaction, calls)));
        return calls;
    }

    /** What others may need of it: {@code direct:} names, and ids of policies and templates. */
    Set<String> offers() {
        Set<String> all = new TreeSet<>(policyIds());
        all.addAll(templateIds());
        entrances().forEach(name -> all.add("direct:" + name));
        return all;
    }

    /** What it needs of others, or has itself, named as in {@link #offers}. */
    Set<String> wants() {
        Set<String> all = new TreeSet<>(needs().keySet());
        calls().forEach(name -> all.add("direct:" + name));
        return all;
    }

    private static void addCalls(ProcessorDefinition<?> part, Set<String> calls) {
        ProcessorDefinitionHelper.filterTypeInOutputs(part.getOutputs(), ToDefinition.class).stream()
                .flatMap(step -> direct(step.getEndpointUri()))
                .forEach(calls::add);
    }

    private static Stream<String> direct(String uri) {
        boolean named = uri != null && uri.startsWith("direct:") && !uri.contains("{{");
        return named
                ? Stream.of(uri.substring("direct:".length())
                        .replaceFirst("^//", "")
                        .replaceFirst("\\?.*", ""))
                : Stream.empty();
    }
}
