package dev.drover;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.drover.testing.RouteFile;
import dev.drover.testing.RouteHouse;
import dev.drover.testing.RouteHouse.Exceptions;
import dev.drover.testing.RouteRules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Holds every file under {@code routes/} to every house rule; {@code RouteRulesTest} shows that each rule can fail. */
class RouteFilesTest {

    /** Routes that need not keep a rule, each with its reason. Think twice before adding one. */
    private static final Exceptions EXCEPTIONS = new Exceptions(
            // http: and https: outside routes/shared
            Map.of(),
            // called routes that handle errors themselves
            Map.ofEntries(
                    Map.entry(
                            "accept-clip",
                            "what was held for a clip that is not accepted is let go here, whoever asked"),
                    Map.entry(
                            "call-rhombus",
                            "a single request is made again here, so that the flow need not start over for it"),
                    Map.entry(
                            "read-over-lan",
                            "what is wrong on the LAN is told here, before the cloud takes its place; it goes on to the caller"),
                    Map.entry("ask-nvr", "a single request is made again here, in the session that there is"),
                    Map.entry("name-channel", "a channel whose name cannot be had ends no round of pictures"),
                    Map.entry(
                            "take-picture",
                            "a channel that gives no picture ends no round, what concerns the whole NVR does"),
                    Map.entry("analyze-frame", "a picture that is none ends no directory"),
                    Map.entry("listen-to-segment", "a segment without sound says nothing, and the next one comes"),
                    Map.entry("clip-incident", "an incident without a recording is told of all the same"),
                    Map.entry("store-incident", "one whose pictures cannot be stored holds up no other"),
                    Map.entry("tell-incident", "one that cannot be told of holds up no other"),
                    Map.entry(
                            "fetch-segments",
                            "a single segment is asked for again here, and one that does not come ends no flow")));

    private static final Pattern EXCEPTION_NAMES =
            Pattern.compile("(?m)^\\s+- ([a-z]+(?:\\.[a-z0-9]+)+\\.[A-Z][\\w$]*)$");

    private final RouteHouse house = RouteHouse.ofThisProject(EXCEPTIONS);

    @TestFactory
    Stream<DynamicNode> everyFileKeepsEveryRule() {
        return house.files().stream()
                .map(file -> dynamicContainer(
                        file.path(),
                        Arrays.stream(RouteRules.values())
                                .map(rule ->
                                        dynamicTest(file.path() + ": " + rule, () -> assertThat(rule.check(file, house))
                                                .as("%s: %s", file.path(), rule)
                                                .isEmpty()))));
    }

    @Test
    void thereAreRoutes() {
        assertThat(house.files()).isNotEmpty();
    }

    @Test
    void noTwoFilesHaveOneName() {
        assertThat(house.files()).extracting(RouteFile::id).doesNotHaveDuplicates();
    }

    @Test
    void theMapShowsNothingThatDoesNotExist() {
        assertThat(house.strayRows())
                .as("rows of routes/README.md without a file")
                .isEmpty();
    }

    /** Camel looks them up by their names, which works in a native binary only for classes that are registered. */
    @Test
    void exceptionsInPoliciesAreRegisteredForReflection() throws ReflectiveOperationException {
        List<Class<?>> registered = List.of(Class.forName("dev.drover.routing.JdkReflection")
                .getAnnotation(RegisterForReflection.class)
                .targets());
        List<String> named = house.files().stream()
                .flatMap(file -> EXCEPTION_NAMES.matcher(file.text()).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(named).contains("java.lang.Exception", "dev.drover.jobs.StoppedException");
        for (String name : named) {
            Class<?> type = Class.forName(name);
            assertThat(registered.contains(type) || type.isAnnotationPresent(RegisterForReflection.class))
                    .as("%s is annotated with @RegisterForReflection or listed in JdkReflection", name)
                    .isTrue();
        }
    }

    @Test
    void exceptionsAreStillNeeded() {
        assertThat(house.files())
                .extracting(RouteFile::id)
                .containsAll(EXCEPTIONS.webDoors().keySet())
                .containsAll(EXCEPTIONS.ownErrors().keySet());
    }
}
