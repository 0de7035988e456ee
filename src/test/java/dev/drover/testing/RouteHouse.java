package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Everything a route file is held against.
 *
 * @param files all files under {@code routes/}
 * @param map the rows of {@code routes/README.md} by the path of their file
 * @param settings the keys of {@code application.properties}
 * @param sources the text of all main sources
 * @param beans the {@code @Named} beans; a produced one has the type its producer declares
 * @param tests the simple names of all test classes
 * @param sql the resources {@code sql/*.sql}
 * @param exceptions what is allowed beyond the rules, and why
 */
public record RouteHouse(
        List<RouteFile> files,
        Map<String, MapRow> map,
        Set<String> settings,
        String sources,
        Map<String, Class<?>> beans,
        Set<String> tests,
        Set<String> sql,
        Exceptions exceptions) {

    /**
     * A row of the map.
     *
     * @param cells the text of its columns, the file's first
     */
    public record MapRow(String file, List<String> cells) {
        public static final int COLUMNS = 5;
        private static final Pattern NAME = Pattern.compile("`([^`]+)`");

        /** What the column says that starts the route. */
        String starts() {
            return cells.get(1);
        }

        /** The names in back quotes in the column that lists the routes called. */
        Set<String> calls() {
            return names(3);
        }

        /** The names in back quotes in the column that lists the settings. */
        Set<String> settings() {
            return names(4);
        }

        private Set<String> names(int column) {
            return NAME.matcher(cells.get(column))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * What is allowed beyond the rules: the id of a route and the reason.
     *
     * @param webDoors files outside {@code routes/shared} that may use {@code http:} or {@code https:}
     * @param ownErrors called routes that may handle errors themselves
     */
    public record Exceptions(Map<String, String> webDoors, Map<String, String> ownErrors) {
        public static final Exceptions NONE = new Exceptions(Map.of(), Map.of());
    }

    private static final Path ROUTES = Path.of("routes");
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Path SQL = Path.of("src/main/resources/sql");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._/-]+\\.camel\\.yaml");

    /** The project whose directory the tests run in. */
    public static RouteHouse ofThisProject(Exceptions exceptions) {
        return new RouteHouse(
                RouteFile.under(ROUTES),
                readMap(Files.exists(ROUTES.resolve("README.md")) ? read(ROUTES.resolve("README.md")) : ""),
                SettingsFile.ofThisProject().keys(),
                files(MAIN, ".java").map(RouteHouse::read).collect(Collectors.joining("\n")),
                findBeans(),
                files(TEST, ".java")
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet()),
                files(SQL, ".sql")
                        .map(file -> "sql/" + SQL.relativize(file).toString().replace('\\', '/'))
                        .collect(Collectors.toSet()),
                exceptions);
    }

    /** A house of nothing but these files, to try rules in; the {@code with…} methods furnish it. */
    public static RouteHouse of(RouteFile... files) {
        return new RouteHouse(List.of(files), Map.of(), Set.of(), "", Map.of(), Set.of(), Set.of(), Exceptions.NONE);
    }

    public RouteHouse withMap(String markdown) {
        return new RouteHouse(files, readMap(markdown), settings, sources, beans, tests, sql, exceptions);
    }

    public RouteHouse withSettings(String... keys) {
        return new RouteHouse(files, map, Set.of(keys), sources, beans, tests, sql, exceptions);
    }

    public RouteHouse withSources(String text) {
        return new RouteHouse(files, map, settings, text, beans, tests, sql, exceptions);
    }

    public RouteHouse withBean(String name, Class<?> type) {
        return new RouteHouse(files, map, settings, sources, Map.of(name, type), tests, sql, exceptions);
    }

    public RouteHouse withTests(String... names) {
        return new RouteHouse(files, map, settings, sources, beans, Set.of(names), sql, exceptions);
    }

    public RouteHouse withSql(String... names) {
        return new RouteHouse(files, map, settings, sources, beans, tests, Set.of(names), exceptions);
    }

    public RouteHouse withExceptions(Exceptions allowed) {
        return new RouteHouse(files, map, settings, sources, beans, tests, sql, allowed);
    }

    /** The rows of the map that name no file that exists. */
    public Set<String> strayRows() {
        Set<String> stray = new TreeSet<>(map.keySet());
        files.forEach(file -> stray.remove(file.path()));
        return stray;
    }

    /** Reads the table rows whose first cell names a route file, as a link or as text. */
    static Map<String, MapRow> readMap(String markdown) {
        Map<String, MapRow> rows = new TreeMap<>();
        markdown.lines().filter(line -> line.startsWith("|")).forEach(line -> {
            List<String> cells = Stream.of(
                            line.strip().replaceAll("^\\||\\|$", "").split("\\|", -1))
                    .map(String::strip)
                    .toList();
            Matcher file = FILE.matcher(cells.get(0));
            String path = "";
            while (file.find()) {
                path = file.group().length() > path.length() ? file.group() : path;
            }
            if (!path.isEmpty()) {
                rows.put(path, new MapRow(path, cells));
            }
        });
        return rows;
    }

    private static Map<String, Class<?>> findBeans() {
        Map<String, Class<?>> beans = new HashMap<>();
        Set<JavaClass> classes = new HashSet<>(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.drover"));
        for (JavaClass found : classes) {
            if (found.isAnnotatedWith(Named.class)) {
                String name = found.getAnnotationOfType(Named.class).value();
                beans.put(name.isEmpty() ? decapitalized(found.getSimpleName()) : name, found.reflect());
            }
            boolean produces = found.getMethods().stream()
                    .anyMatch(method -> method.isAnnotatedWith(Produces.class) && method.isAnnotatedWith(Named.class));
            if (produces) {
                for (Method method : found.reflect().getDeclaredMethods()) {
                    Named named = method.getAnnotation(Named.class);
                    if (named != null) {
                        beans.put(named.value().isEmpty() ? method.getName() : named.value(), method.getReturnType());
                    }
                }
            }
        }
        return Map.copyOf(beans);
    }

    private static String decapitalized(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static Stream<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
