package dev.drover.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;

import dev.drover.testing.RouteFile.BeanCall;
import dev.drover.testing.RouteFile.Endpoint;
import dev.drover.testing.RouteFile.Entry;
import dev.drover.testing.RouteFile.Kind;
import dev.drover.testing.RouteHouse.MapRow;

/**
 * The house rules for route files. Each looks at one file and answers with what is wrong in it, in words that say what to do;
 * no words, no complaint.
 */
public enum RouteRules {
    READABLE("the file is YAML and holds one route, policy, template or REST definition") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            if (file.defect().isPresent()) {
                return List.of(file.defect().get());
            }
            if (file.kind() == Kind.NONE) {
                return List.of("holds none or several of route, routeConfiguration, routeTemplate, rest");
            }
            Set<String> companions = file.kind() == Kind.REST ? Set.of("restConfiguration") : Set.of();
            List<String> others = file.items().stream()
                    .flatMap(item -> item.keySet().stream())
                    .filter(key -> !companions.contains(key))
                    .toList();
            return complainIf(others.size() != 1, "one file is one thing, here are " + others);
        }
    },

    NAME("the name is verb-noun.camel.yaml, a policy's on-….camel.yaml") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            if (!file.fileName().matches("[a-z][a-z0-9]*(-[a-z0-9]+)+\\.camel\\.yaml")) {
                found.add("call it verb-noun.camel.yaml, in lower case, not '" + file.fileName() + "'");
            }
            if (file.kind() == Kind.POLICY != file.id().startsWith("on-")) {
                found.add("policies, and only they, are called on-…");
            }
            return found;
        }
    },

    ONE_NAME("the id is the file's name, and a called route is direct:<id>") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            String id = String.valueOf(file.definition().getOrDefault("id", "missing"));
            if (!id.equals(file.id())) {
                found.add("the id is " + id + ", it must be " + file.id());
            }
            if (file.route().isEmpty()) {
                return found;
            }
            String uri = file.fromUri().orElse("missing");
            String scheme = uri.replaceFirst(":.*", "");
            if (!scheme.equals("direct") && !TRIGGERS.contains(scheme)) {
                found.add("'from' is " + uri + ", it must be direct:" + file.id() + " or a trigger: " + TRIGGERS);
            }
            if (scheme.equals("direct") || scheme.equals("seda")) {
                String name = scheme + ":" + file.id();
                boolean named = file.kind() == Kind.TEMPLATE ? uri.startsWith(name) : uri.equals(name);
                if (!named) {
                    found.add("'from' is " + uri + ", it must be " + name);
                }
            }
            return found;
        }
    },

    SHORT("the file has at most 60 lines") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            long lines = file.text().lines().count();
            return complainIf(lines > 60, lines + " lines are two stories: cut the route in two");
        }
    },

    PROMISE("the first lines are a comment with the promise, and what goes in and out of a called route") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            String promise = file.promise();
            if (promise.replaceAll("(?s)\\bBody (in|out):.*", "").isBlank()) {
                found.add("the first lines must be a comment that says what the reader can rely on");
            }
            if (file.isCalled()) {
                for (String part : List.of("Body in:", "Body out:")) {
                    if (!promise.contains(part)) {
                        found.add("the comment must say '" + part + " …'");
                    }
                }
            }
            return found;
        }
    },

    DESCRIPTION("the description is one sentence") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            String description = RouteFile.string(file.definition().get("description"))
                    .or(() -> RouteFile.string(file.route().get("description")))
                    .orElse("")
                    .strip();
            if (description.isEmpty()) {
                return List.of("has no description");
            }
            return complainIf(
                    description.matches("(?s).*[.!?]\\s+\\S.*"), "the description is one sentence: " + description);
        }
    },

    SCHEMA("the file is valid by Camel's YAML schema") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            return Schema.INSTANCE.validate(JSON.valueToTree(file.items())).stream()
                    .map(ValidationMessage::getMessage)
                    .limit(5)
                    .toList();
        }
    },

    URIS("options stand under parameters, and no URI is longer than 100 characters") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (Endpoint endpoint : file.endpoints()) {
                if (endpoint.uri().contains("?")) {
                    found.add(endpoint.at() + ": write what follows the '?' of " + endpoint.uri() + " as parameters");
                }
                if (endpoint.uri().length() > 100) {
                    found.add(endpoint.at() + ": the URI has " + endpoint.uri().length() + " characters");
                }
            }
            file.entries().stream()
                    .filter(entry -> entry.at().matches(".*\\.(enrich|pollEnrich|recipientList|routingSlip)\\.[^.]+"))
                    .filter(entry -> entry.value() instanceof String text && text.matches("[a-z0-9-]+:[^ ]*\\?.*"))
                    .forEach(entry -> found.add(entry.at() + ": options in a URI; let a route of its own do it"));
            return found;
        }
    },

    OPTIONS("endpoints exist and have the options that they are given") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (Endpoint endpoint : file.endpoints()) {
                if (endpoint.scheme().contains("{")) {
                    found.add(endpoint.at() + ": write the component before the colon, not " + endpoint.uri());
                    continue;
                }
                if (!Catalog.INSTANCE.findComponentNames().contains(endpoint.scheme())) {
                    found.add(endpoint.at() + ": Camel has no component " + endpoint.scheme());
                    continue;
                }
                EndpointValidationResult result =
                        Catalog.INSTANCE.validateEndpointProperties(withOptions(endpoint), false);
                if (!result.isSuccess()) {
                    found.add(endpoint.at() + ": "
                            + result.summaryErrorMessage(false).strip());
                }
            }
            return found;
        }
    },

    EXPRESSIONS("an expression is a name: one path, at most one comparison, no program") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (Entry entry : file.entries()) {
                if (!entry.inParameters() && PROGRAMS.contains(entry.key())) {
                    found.add(entry.at() + ": " + entry.key() + " is a program in a string, write a bean");
                }
            }
            file.texts().forEach(entry -> {
                String text = entry.value().toString();
                if (!entry.inParameters() && isSimple(entry)) {
                    simpleComplaint(text).ifPresent(why -> found.add(entry.at() + ": " + why + ": " + text));
                } else if (!entry.key().equals("description")) {
                    pathComplaint(text).ifPresent(why -> found.add(entry.at() + ": " + why + ": " + text));
                }
            });
            return found;
        }
    },

    SQL("SQL stands in sql/*.sql") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (Endpoint endpoint : file.endpoints()) {
                if (!endpoint.scheme().equals("sql")) {
                    continue;
                }
                List<String> statements = new ArrayList<>(List.of(endpoint.uri().replaceFirst("^sql:/*", "")));
                endpoint.parameters().forEach((key, value) -> {
                    if (key.startsWith("onConsume")) {
                        statements.add(String.valueOf(value));
                    }
                });
                for (String statement : statements) {
                    if (!statement.matches("classpath:sql/[a-z0-9/-]+\\.sql")) {
                        found.add(endpoint.at() + ": move the SQL to classpath:sql/….sql: " + statement);
                    } else if (!house.sql().contains(statement.replace("classpath:", ""))) {
                        found.add(endpoint.at() + ": src/main/resources has no " + statement.replace("classpath:", ""));
                    }
                }
            }
            return found;
        }
    },

    HEADERS("headers are Camel's own, but on the way to a door in shared/") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            boolean door = file.path().startsWith("shared/")
                    || file.endpoints().stream().anyMatch(endpoint -> WEB.contains(endpoint.scheme()));
            return file.entries().stream()
                    .filter(entry -> entry.at().matches(".*\\.setHeaders?(\\.headers\\[\\d+])?\\.name"))
                    .filter(entry -> !door && !entry.value().toString().startsWith("Camel"))
                    .map(entry -> entry.at() + ": header " + entry.value() + ": put it into the body or a variable")
                    .toList();
        }
    },

    DOORS("processes and the web have one door each, in shared/") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (Endpoint endpoint : file.endpoints()) {
                String scheme = endpoint.scheme();
                boolean shared = file.path().startsWith("shared/");
                if (scheme.equals("exec")) {
                    List<String> doors = house.files().stream()
                            .filter(other -> other.endpoints().stream()
                                    .anyMatch(there -> there.scheme().equals("exec")))
                            .map(RouteFile::path)
                            .toList();
                    if (!shared || doors.size() > 1) {
                        found.add(endpoint.at() + ": exec: belongs into one route of shared/, it is in " + doors);
                    }
                }
                if (WEB.contains(scheme)
                        && !shared
                        && !house.exceptions().webDoors().containsKey(file.id())) {
                    found.add(endpoint.at() + ": call the door in shared/ instead of " + endpoint.uri());
                }
            }
            return found;
        }
    },

    ERRORS("the route that starts a flow owns its errors, called routes hand them back") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (Entry entry : file.entries()) {
                if (Set.of("doTry", "doCatch", "doFinally").contains(entry.key())) {
                    found.add(entry.at() + ": name a policy in shared/on-… instead of " + entry.key());
                }
                if (Set.of("handled", "continued").contains(entry.key()) && file.kind() != Kind.POLICY) {
                    found.add(entry.at() + ": only policies (shared/on-…) handle errors");
                }
            }
            if (file.route().isEmpty()) {
                return found;
            }
            boolean handsBack = RouteFile.map(file.route().get("errorHandler")).containsKey("noErrorHandler");
            Optional<String> policy = RouteFile.string(file.route().get("routeConfigurationId"));
            if (file.isCalled()) {
                boolean startedByJava =
                        !calledFromYaml(file, house) && calledFromJava(file, house) && policy.isPresent();
                List<RouteFile> callers = house.files().stream()
                        .filter(other -> other.calls().contains(file.id()))
                        .toList();
                // A REST file says where a flow begins, and its first route what happens then
                boolean startedByRest = policy.isPresent()
                        && !callers.isEmpty()
                        && callers.stream().allMatch(other -> other.kind() == Kind.REST);
                if (!handsBack
                        && !startedByJava
                        && !startedByRest
                        && !house.exceptions().ownErrors().containsKey(file.id())) {
                    found.add("a called route has errorHandler: {noErrorHandler: {}}, its caller decides");
                }
                if (handsBack && policy.isPresent()) {
                    found.add("noErrorHandler and a routeConfigurationId contradict each other");
                }
            } else if (policy.isEmpty()) {
                found.add("a route that starts a flow names its routeConfigurationId");
            }
            policy.filter(id -> house.files().stream()
                            .noneMatch(other ->
                                    other.kind() == Kind.POLICY && other.id().equals(id)))
                    .ifPresent(id -> found.add("there is no policy " + id + " (shared/" + id + ".camel.yaml)"));
            return found;
        }
    },

    CALLS("what is called exists, and what exists is called") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (String called : file.calls()) {
                boolean exists = house.files().stream()
                        .anyMatch(other -> other.id().equals(called)
                                && !other.route().isEmpty()
                                && other.fromUri()
                                        .filter(uri -> uri.matches("(direct|seda):.*"))
                                        .isPresent());
                if (!exists) {
                    found.add("calls " + called + ", but there is no such route");
                }
            }
            boolean template = file.kind() == Kind.TEMPLATE
                    && (house.sources().contains('"' + file.id() + '"')
                            || house.files().stream()
                                    .flatMap(RouteFile::texts)
                                    .anyMatch(entry -> entry.key().equals("routeTemplateRef")
                                            && entry.value().equals(file.id())));
            boolean needsCaller = file.kind() == Kind.TEMPLATE
                    || file.fromUri()
                            .filter(uri -> uri.matches("(direct|seda):.*"))
                            .isPresent();
            if (needsCaller && !template && !calledFromYaml(file, house) && !calledFromJava(file, house)) {
                found.add("nothing calls " + file.id() + ": neither a route nor src/main/java");
            }
            return found;
        }
    },

    BEANS("beans exist, and the method called takes what the line names, or the body") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            List<String> found = new ArrayList<>();
            for (BeanCall call : file.beanCalls()) {
                Class<?> type = house.beans().get(call.ref());
                if (type == null) {
                    found.add(call.at() + ": no bean is @Named(\"" + call.ref() + "\") in src/main/java");
                } else if (call.method().isEmpty()) {
                    found.add(call.at() + ": name the method of " + call.ref());
                } else {
                    Matcher parts = CALL.matcher(call.method().get());
                    if (!parts.matches()) {
                        found.add(call.at()
                                + ": name a method and, if need be, paths: measure(${body}, ${variable.presence})"
                                + ", not " + call.method().get());
                        continue;
                    }
                    String name = parts.group(1);
                    Optional<String> arguments = Optional.ofNullable(parts.group(2));
                    long named = arguments.stream()
                            .flatMap(text -> PATH.matcher(text).results())
                            .count();
                    List<Method> methods = Arrays.stream(type.getMethods())
                            .filter(method -> method.getName().equals(name))
                            .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
                            .toList();
                    boolean fits = methods.size() == 1
                            && (arguments.isPresent()
                                    ? methods.get(0).getParameterCount() == named
                                    : methods.get(0).getParameterCount() <= 1);
                    if (!fits) {
                        found.add(call.at() + ": " + type.getSimpleName() + " needs exactly one public method " + name
                                + " with " + (arguments.isPresent() ? named + " parameters" : "no parameter or one")
                                + ", it has " + methods);
                    }
                }
            }
            for (String reference : file.references()) {
                if (!house.beans().containsKey(reference)) {
                    found.add("#" + reference + ": no bean is @Named(\"" + reference + "\") in src/main/java");
                }
            }
            return found;
        }
    },

    SETTINGS("settings exist in application.properties, which alone has their defaults") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            return file.settings().stream()
                    .filter(key -> !house.settings().contains(key))
                    .map(key -> "{{" + key + "}} is not in application.properties")
                    .toList();
        }
    },

    LOGGING("log steps use the route's own category, and say a level only when it is not INFO") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            return file.entries().stream()
                    .filter(entry -> entry.at().matches(".*\\.log\\.(logName|loggingLevel|logLanguage)"))
                    .filter(entry ->
                            !entry.key().equals("loggingLevel") || entry.value().equals("INFO"))
                    .map(entry -> entry.at() + ": leave out " + entry.key() + ": " + entry.value())
                    .toList();
        }
    },

    MAP("routes/README.md has a row that tells what starts the file, what it calls and which settings it uses") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            MapRow row = house.map().get(file.path());
            if (row == null) {
                return List.of("add a row: | `" + file.path() + "` | starts when | body in → out | calls | settings |");
            }
            if (row.cells().size() != MapRow.COLUMNS) {
                return List.of("the row has " + row.cells().size() + " columns, not " + MapRow.COLUMNS);
            }
            List<String> found = new ArrayList<>(startComplaints(file, house, row.starts()));
            compare("calls", file.calls(), row.calls()).ifPresent(found::add);
            compare("settings", file.settings(), row.settings()).ifPresent(found::add);
            return found;
        }
    },

    TEST("the route has a test of its name") {
        @Override
        List<String> complaints(RouteFile file, RouteHouse house) {
            String test = Stream.of(file.id().split("-"))
                            .filter(part -> !part.isEmpty())
                            .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                            .collect(Collectors.joining())
                    + "Test";
            return complainIf(
                    !file.route().isEmpty() && !house.tests().contains(test), "there is no " + test + " in src/test");
        }
    };

    /** What may start a flow; everything else begins with {@code direct:}. */
    private static final Set<String> TRIGGERS =
            new TreeSet<>(Set.of("timer", "quartz", "sql", "seda", "file", "file-watch", "platform-http", "paho"));

    private static final Set<String> WEB = Set.of("http", "https");

    /** Languages in which one can write more than a name, and the ways around that. */
    private static final Set<String> PROGRAMS = Set.of(
            "csimple",
            "datasonnet",
            "groovy",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "logLanguage",
            "mvel",
            "ognl",
            "python",
            "script",
            "spel",
            "wasm",
            "xpath",
            "xquery");

    private static final Pattern COMPARISON = Pattern.compile("\\s(==|=~|!=~|!=|>=|<=|>|<|~~|!~~|!?contains|!?in"
            + "|!?is|!?range|!?regex|starts ?[wW]ith|!startsWith|ends ?[wW]ith|!endsWith)\\s");
    private static final Pattern PATH = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern CALL = Pattern.compile("(\\w+)(?:\\((\\$\\{[^{}]*}(?:, \\$\\{[^{}]*})*)\\))?");
    private static final Pattern NAME_PATH =
            Pattern.compile("(body|headers?|variables?|exchangeProperty|exception|exchangeId|routeId|fromRouteId|null)"
                    + "((\\??\\.|:)\\w[\\w-]*(\\(\\))?|\\[[^\\[\\]]+])*");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String promise;

    RouteRules(String promise) {
        this.promise = promise;
    }

    /** What is wrong with the file by this rule, one line each; empty when nothing is. */
    abstract List<String> complaints(RouteFile file, RouteHouse house);

    /** {@link #complaints} for callers outside the package, the file named in each line. */
    public List<String> check(RouteFile file, RouteHouse house) {
        return complaints(file, house).stream()
                .map(complaint -> "routes/" + file.path() + ": " + complaint)
                .toList();
    }

    @Override
    public String toString() {
        return promise;
    }

    private static List<String> complainIf(boolean wrong, String complaint) {
        return wrong ? List.of(complaint) : List.of();
    }

    private static boolean calledFromYaml(RouteFile file, RouteHouse house) {
        return house.files().stream().anyMatch(other -> other.calls().contains(file.id()));
    }

    private static boolean calledFromJava(RouteFile file, RouteHouse house) {
        return Pattern.compile("\\b(direct|seda):" + Pattern.quote(file.id()) + "(?![A-Za-z0-9])(?!-[A-Za-z0-9])")
                        .matcher(house.sources())
                        .find()
                || house.sources().contains('"' + file.id() + '"');
    }

    private static boolean isSimple(Entry entry) {
        return entry.key().equals("simple") || entry.at().endsWith(".simple.expression");
    }

    private static Optional<String> simpleComplaint(String text) {
        Optional<String> path = pathComplaint(text);
        if (path.isPresent()) {
            return path;
        }
        String outside = PATH.matcher(text).replaceAll("PATH");
        if (text.contains("&&") || text.contains("||")) {
            return Optional.of("no && and ||: give the condition a name in Java");
        }
        if (COMPARISON.matcher(outside).results().count() > 1) {
            return Optional.of("more than one comparison: give the condition a name in Java");
        }
        boolean many = PATH.matcher(text).results().count() > 1;
        return many ? Optional.of("more than one path: give the result a name in Java") : Optional.empty();
    }

    private static Optional<String> pathComplaint(String text) {
        Matcher paths = PATH.matcher(text);
        while (paths.find()) {
            if (!NAME_PATH.matcher(paths.group(1)).matches()) {
                return Optional.of("'" + paths.group(1) + "' is not a path from body, header, variable or exception");
            }
        }
        return PATH.matcher(text).replaceAll("").contains("${")
                ? Optional.of("an expression within an expression")
                : Optional.empty();
    }

    /** What the column "starts when" says against what the file says; of schedules that are settings, the file knows no more. */
    private static List<String> startComplaints(RouteFile file, RouteHouse house, String starts) {
        List<String> found = new ArrayList<>();
        List<RouteFile> callers = house.files().stream()
                .filter(other -> other.calls().contains(file.id()))
                .toList();
        boolean whenSomethingFails =
                !callers.isEmpty() && callers.stream().allMatch(other -> other.kind() == Kind.POLICY);
        boolean called = file.isCalled() && !whenSomethingFails;
        if (called != starts.matches("called\\b.*")) {
            found.add(
                    (called ? "it is called" : "it is not called") + ", its row on the map says it starts: " + starts);
        }
        if (starts.contains("command") && !house.sources().contains('"' + file.id() + '"')) {
            found.add("no command calls it, its row on the map says: " + starts);
        }
        Set<String> words = new TreeSet<>();
        Optional<String> millis = file.fromParameter("period").or(() -> file.fromParameter("trigger.repeatInterval"));
        millis.filter(text -> text.matches("\\d+"))
                .map(Long::parseLong)
                .ifPresent(every -> words.add(
                        every == 60_000
                                ? "each minute"
                                : every < 1000 ? "every " + every + " ms" : "every " + every / 1000 + " s"));
        file.fromParameter("repeatCount").filter("1"::equals).ifPresent(once -> words.add("Drover starts"));
        file.fromUri().filter(uri -> uri.startsWith("sql:")).ifPresent(sql -> words.add("job table"));
        if (file.route().containsKey("precondition")) {
            words.add("only if");
        }
        words.stream()
                .filter(word -> !starts.contains(word))
                .forEach(word -> found.add("its row on the map must say that it starts: " + word + ", not " + starts));
        return found;
    }

    private static Optional<String> compare(String what, Set<String> inFile, Set<String> onMap) {
        return inFile.equals(onMap)
                ? Optional.empty()
                : Optional.of("the file's " + what + " are " + inFile + ", its row on the map says " + onMap);
    }

    private static String withOptions(Endpoint endpoint) {
        String options = endpoint.parameters().entrySet().stream()
                .map(option -> option.getKey() + "="
                        + URLEncoder.encode(String.valueOf(option.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return options.isEmpty() ? endpoint.uri() : endpoint.uri() + "?" + options;
    }

    private static final class Schema {
        static final JsonSchema INSTANCE = load();

        private static JsonSchema load() {
            try (InputStream schema =
                    RouteRules.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json")) {
                // Camel marks old words with a keyword that draft-04 did not have
                JsonMetaSchema draft4 = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                        .keyword(new AnnotationKeyword("deprecated"))
                        .build();
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4, factory -> factory.metaSchema(draft4))
                        .getSchema(JSON.readTree(schema));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Catalog {
        static final CamelCatalog INSTANCE = new DefaultCamelCatalog(true);
    }
}
