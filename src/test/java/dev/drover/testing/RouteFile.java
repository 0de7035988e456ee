package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One file under {@code routes/}, read but not judged: {@link RouteRules} does that.
 *
 * @param path relative to {@code routes/}, with {@code /}
 * @param text the file as it is
 * @param items the top-level list of the YAML document; empty when the text cannot be read
 * @param defect why the text cannot be read as a list of maps, if it cannot
 */
public record RouteFile(String path, String text, List<Map<String, Object>> items, Optional<String> defect) {

    /** What a file may hold; {@link #NONE} is a file that holds none of it, or several. */
    public enum Kind {
        ROUTE("route"),
        POLICY("routeConfiguration"),
        TEMPLATE("routeTemplate"),
        REST("rest"),
        NONE("");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    /** A map entry anywhere in the document; {@code at} leads to it: {@code route.from.steps[2].to}. */
    public record Entry(String at, String key, Object value) {
        /** Whether the entry lies in the free-form options of an endpoint, where keys are not Camel's words. */
        boolean inParameters() {
            return at.contains(".parameters.");
        }
    }

    /** A place where an endpoint is named; {@code parameters} as written. */
    public record Endpoint(String at, String uri, Map<String, Object> parameters) {
        public String scheme() {
            int colon = uri.indexOf(':');
            return colon < 0 ? uri : uri.substring(0, colon);
        }
    }

    /** A call of a bean's method; the method is empty when Camel is left to guess. */
    public record BeanCall(String at, String ref, Optional<String> method) {}

    private static final String EXTENSION = ".camel.yaml";
    private static final Set<String> ENDPOINTS =
            Set.of("from", "to", "toD", "wireTap", "poll", "interceptFrom", "interceptSendToEndpoint");
    private static final Set<String> PROSE = Set.of("description", "message");
    private static final Pattern CALL = Pattern.compile("\\b(?:direct|seda):([A-Za-z0-9._-]+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    /** Reads a file as it would be read at {@code path}; never fails, see {@link #defect}. */
    public static RouteFile of(String path, String text) {
        Object document;
        try {
            document = new Load(LoadSettings.builder().setLabel(path).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            return new RouteFile(path, text, List.of(), Optional.of("is not YAML: " + e.getMessage()));
        }
        if (!(document instanceof List<?> list) || !list.stream().allMatch(item -> item instanceof Map)) {
            return new RouteFile(path, text, List.of(), Optional.of("is not a list of '- route:' and the like"));
        }
        return new RouteFile(path, text, list.stream().map(RouteFile::map).toList(), Optional.empty());
    }

    /** Every file under the folder that is not Markdown, sorted by path. */
    public static List<RouteFile> under(Path routes) {
        try (Stream<Path> files = Files.walk(routes)) {
            List<RouteFile> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String path = routes.relativize(file).toString().replace('\\', '/');
                if (!path.endsWith(".md")) {
                    found.add(of(path, Files.readString(file)));
                }
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The name that file, route, endpoint, test and log category share. */
    public String id() {
        String name = fileName();
        return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    }

    public Kind kind() {
        Set<Kind> kinds = new LinkedHashSet<>();
        for (Kind kind : Kind.values()) {
            items.stream().filter(item -> item.containsKey(kind.key)).forEach(item -> kinds.add(kind));
        }
        return kinds.size() == 1 ? kinds.iterator().next() : Kind.NONE;
    }

    /** The route, policy, template or REST definition; empty where there is none. */
    public Map<String, Object> definition() {
        String key = kind().key;
        return items.stream()
                .filter(item -> item.containsKey(key))
                .findFirst()
                .map(item -> map(item.get(key)))
                .orElse(Map.of());
    }

    /** The route, also when it is a template's; empty for policies and REST. */
    public Map<String, Object> route() {
        Map<String, Object> definition = definition();
        if (kind() == Kind.TEMPLATE && definition.containsKey("route")) {
            return map(definition.get("route"));
        }
        return kind() == Kind.ROUTE || kind() == Kind.TEMPLATE ? definition : Map.of();
    }

    /** Where the route begins: {@code direct:fetch-alerts}; empty for policies and REST. */
    public Optional<String> fromUri() {
        return string(map(route().get("from")).get("uri"));
    }

    /** A parameter of where the route begins, as text: {@code period}, {@code 5000}. */
    public Optional<String> fromParameter(String name) {
        return Optional.ofNullable(
                        map(map(route().get("from")).get("parameters")).get(name))
                .map(String::valueOf);
    }

    /** Whether others call this route and wait for its answer. */
    public boolean isCalled() {
        return fromUri().filter(uri -> uri.startsWith("direct:")).isPresent();
    }

    /** The comment lines at the top, without their {@code #}. */
    public String promise() {
        return text.lines()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(1).strip())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    public List<Entry> entries() {
        List<Entry> found = new ArrayList<>();
        items.forEach(item -> collect(item, "", found));
        return found;
    }

    public List<Endpoint> endpoints() {
        List<Endpoint> found = new ArrayList<>();
        for (Entry entry : entries()) {
            if (entry.inParameters() || !ENDPOINTS.contains(entry.key())) {
                continue;
            }
            if (entry.value() instanceof String uri) {
                found.add(new Endpoint(entry.at(), uri, Map.of()));
            } else {
                Map<String, Object> value = map(entry.value());
                string(value.get("uri"))
                        .ifPresent(uri -> found.add(new Endpoint(entry.at(), uri, map(value.get("parameters")))));
            }
        }
        return found;
    }

    public List<BeanCall> beanCalls() {
        List<BeanCall> found = new ArrayList<>();
        for (Entry entry : entries()) {
            boolean option = entry.at().endsWith(".bean.method") || entry.at().endsWith(".method.method");
            boolean call = entry.key().equals("bean") || entry.key().equals("method");
            if (entry.inParameters() || option || !call) {
                continue;
            }
            if (entry.value() instanceof String ref) {
                found.add(new BeanCall(entry.at(), ref, Optional.empty()));
            } else {
                Map<String, Object> value = map(entry.value());
                found.add(new BeanCall(entry.at(), string(value.get("ref")).orElse(""), string(value.get("method"))));
            }
        }
        return found;
    }

    /** Beans named as {@code "#name"} in options and attributes, without the {@code #}. */
    public Set<String> references() {
        return texts().map(Entry::value)
                .map(Object::toString)
                .filter(value -> value.matches("#[A-Za-z][A-Za-z0-9]*"))
                .map(value -> value.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The {@code direct:} and {@code seda:} routes this file sends to. A name that is completed at run time
     * ({@code direct:download-camera-${body.camera}}) counts as what is known of it: {@code download-camera}.
     */
    public Set<String> calls() {
        Set<String> found = new TreeSet<>();
        texts().filter(entry -> !PROSE.contains(entry.key()) && !entry.at().endsWith("from.uri"))
                .flatMap(entry -> CALL.matcher(entry.value().toString()).results())
                .map(match -> match.group(1).replaceFirst("-$", ""))
                .forEach(found::add);
        return found;
    }

    /**
     * The {@code {{settings}}} this file uses, without the parameters that a template declares itself. A duration may be
     * asked for in bare milliseconds: {@code {{millis:footage.poll-every}}}, and whether a setting is set: {@code
     * {{given:clips.source}}} (routing.RouteStart).
     */
    public Set<String> settings() {
        Set<String> own = new TreeSet<>();
        if (kind() == Kind.TEMPLATE) {
            for (String part : List.of("parameters", "beans")) {
                if (definition().get(part) instanceof List<?> list) {
                    list.forEach(item -> string(map(item).get("name")).ifPresent(own::add));
                }
            }
        }
        return texts().flatMap(
                        entry -> PLACEHOLDER.matcher(entry.value().toString()).results())
                .map(match -> match.group(1).strip().replaceFirst("^(millis|given):", ""))
                .filter(Predicate.not(own::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All strings of the document with the key under which they stand. */
    public Stream<Entry> texts() {
        return entries().stream().flatMap(entry -> {
            if (entry.value() instanceof String) {
                return Stream.of(entry);
            }
            if (entry.value() instanceof List<?> list) {
                return list.stream()
                        .filter(String.class::isInstance)
                        .map(value -> new Entry(entry.at(), entry.key(), value));
            }
            return Stream.empty();
        });
    }

    static Map<String, Object> map(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> copy.put(String.valueOf(key), inner));
        }
        return copy;
    }

    static Optional<String> string(Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static void collect(Object value, String at, List<Entry> found) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                String place = at.isEmpty() ? String.valueOf(key) : at + "." + key;
                found.add(new Entry(place, String.valueOf(key), inner == null ? "" : inner));
                collect(inner, place, found);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), at + "[" + i + "]", found);
            }
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
