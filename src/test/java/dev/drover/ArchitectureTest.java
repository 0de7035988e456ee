package dev.drover;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The packages and who may know whom; see docs/design for the reasons. */
@AnalyzeClasses(packages = "dev.drover", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BASE = "dev.drover";

    /** Every package there may be. A new one is a decision: name it here. */
    private static final Set<String> PACKAGES = Set.of(
            // what a user gets
            "footage",
            "timelapse",
            "capture",
            "clips",
            // outside systems
            "rhombus",
            "reolink",
            // pure knowledge
            "dash",
            "frames",
            "ffmpeg",
            "media",
            // the machinery
            "jobs",
            "api",
            "files",
            "trust",
            "routing",
            "cli",
            "health",
            "graal",
            // what stands in for the outside
            "simulator");

    /** Packages that could be libraries of their own, and the packages of ours that each may use. */
    private static final Map<String, Set<String>> PURE = Map.of(
            "dash", Set.of(),
            "frames", Set.of(),
            "ffmpeg", Set.of(),
            "media", Set.of(),
            "files", Set.of());

    /** Where Camel's own interfaces are the point. Everything else is a function that a route calls. */
    private static final List<String> MAY_IMPORT_CAMEL = List.of(
            // finds, loads and watches the routes
            "dev.drover.routing.",
            // starts Camel with the routes that a command needs
            "dev.drover.cli.",
            // looks at Camel from outside
            "dev.drover.health.",
            // camel-exec's interface for whoever runs the process, and for what came of it
            "dev.drover.ffmpeg.KillTreeCommandExecutor",
            "dev.drover.ffmpeg.FfmpegResults",
            // camel-http's interface for whom a connection may talk to
            "dev.drover.trust.AuthorityTls",
            "dev.drover.trust.DeviceTls",
            "dev.drover.rhombus.RhombusTls",
            // makes a camera's route from its template, which YAML cannot say
            "dev.drover.footage.CameraRoutes",
            // looks behind the exceptions that Camel wraps around ours
            "dev.drover.jobs.FailureReasons",
            // hears from Camel that it stops
            "dev.drover.jobs.Stopping");

    /** Who may wait by sleeping. */
    private static final List<String> MAY_SLEEP = List.of(
            // nobody is told when an orphaned grandchild ends, it can only be looked at again
            "dev.drover.ffmpeg.ProcessTree");

    /** Who may ask the machine for the time, besides the class that produces the clock. */
    private static final List<String> MAY_READ_THE_CLOCK = List.of(
            // compares with the times of files, which are the machine's
            "dev.drover.simulator.MediaLibrary",
            // whoever checks a certificate does so by the machine's clock
            "dev.drover.simulator.SelfSignedCertificate",
            // a simulator alone lives in the present; Drover's commands give it their clock
            "dev.drover.simulator.SimulatorOptions",
            "dev.drover.simulator.NvrOptions");

    /** Who may start processes. */
    private static final List<String> MAY_START_PROCESSES = List.of(
            // the one executor behind the one exec: door
            "dev.drover.ffmpeg.");

    /** Mutable types that hide state behind a final field. */
    private static final List<Class<?>> MUTABLE = List.of(
            java.util.concurrent.atomic.AtomicBoolean.class,
            java.util.concurrent.atomic.AtomicInteger.class,
            java.util.concurrent.atomic.AtomicLong.class,
            java.util.concurrent.atomic.AtomicReference.class,
            java.util.concurrent.atomic.LongAdder.class,
            java.util.concurrent.ConcurrentMap.class,
            java.util.concurrent.BlockingQueue.class,
            java.util.concurrent.Executor.class,
            java.util.AbstractCollection.class,
            java.util.AbstractMap.class,
            java.util.Random.class,
            StringBuilder.class,
            ThreadLocal.class);

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NAMED = classes()
            .should()
            .resideInAnyPackage(Stream.concat(Stream.of(BASE), PACKAGES.stream().map(name -> BASE + "." + name + ".."))
                    .toArray(String[]::new))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_PACKAGE_IS_A_DRAWER = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..helper..", "..helpers..", "..common..", "..misc..", "..impl..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching(BASE + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule PURE_PACKAGES_KNOW_NO_FRAMEWORK = noClasses()
            .that(are("are in a pure package", type -> PURE.containsKey(packageOf(type)) && !mayImportCamel(type)))
            .should()
            .dependOnClassesThat(are(
                    "are Camel's, Quarkus's or Vert.x's, but annotations",
                    type -> Stream.of("org.apache.camel.", "io.quarkus.", "io.vertx.", "io.smallrye.", "jakarta.")
                                    .anyMatch(type.getName()::startsWith)
                            // an annotation's members, such as a naming strategy, come with it
                            && !type.getName().startsWith("io.smallrye.config.ConfigMapping$")
                            && !type.isAnnotation()))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PURE_PACKAGES_KNOW_ONLY_EACH_OTHER = pureDependencies();

    @ArchTest
    static final ArchRule CAMEL_IS_WHERE_IT_IS_THE_POINT = noClasses()
            .that(are("are not listed here", type -> !mayImportCamel(type)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("a bean is a function: what Camel does, a route says")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule BEANS_THAT_ROUTES_CALL_WORK_NATIVELY = classes()
            .that()
            .areAnnotatedWith(Named.class)
            .should()
            .beAnnotatedWith(Singleton.class)
            .andShould()
            .beAnnotatedWith(RegisterForReflection.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule STATE_IS_NOT_STATIC = fields().that()
            .areStatic()
            .and(areFields("not generated", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
            .should()
            .beFinal()
            .andShould()
            .haveRawType(are("no collection, counter, executor or the like that can change", type -> MUTABLE.stream()
                    .noneMatch(type::isAssignableTo)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_COMMANDS_PRINT = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".cli..")
            .should()
            .accessTargetWhere(accesses(
                    "System.out, System.err or printStackTrace",
                    access -> isOneOf(access, System.class, "out", "err")
                            || access.getTarget().getName().equals("printStackTrace")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PROCESSES_HAVE_ONE_DOOR = noClasses()
            .that(are(
                    "are not listed here", type -> MAY_START_PROCESSES.stream().noneMatch(type.getName()::startsWith)))
            .should()
            .accessTargetWhere(accesses(
                    "ProcessBuilder or Runtime.exec",
                    access -> access.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                            || isOneOf(access, Runtime.class, "exec")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NOTHING_SLEEPS = noClasses()
            .that(are("are not listed here", type -> !MAY_SLEEP.contains(type.getName())))
            .should()
            .accessTargetWhere(accesses(
                    "Thread.sleep",
                    access -> isOneOf(access, Thread.class, "sleep") || isOneOf(access, TimeUnit.class, "sleep")))
            .because("waiting is the route's word: delay, redelivery, a trigger")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_WEB_IS_REACHED_THROUGH_CAMEL = noClasses()
            .should()
            .dependOnClassesThat(are(
                    "are java.net.http or HttpURLConnection",
                    type -> type.getPackageName().startsWith("java.net.http")
                            || type.isAssignableTo(java.net.HttpURLConnection.class)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK_GIVEN = noClasses()
            .that(are(
                    "are neither listed here nor the class that produces the clock",
                    type -> !MAY_READ_THE_CLOCK.contains(type.getName())
                            && type.getMethods().stream()
                                    .noneMatch(method -> method.isAnnotatedWith(Produces.class)
                                            && method.getRawReturnType().isEquivalentTo(Clock.class))))
            .should()
            .accessTargetWhere(accesses("the machine's clock", ArchitectureTest::readsTheMachinesClock))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CERTIFICATES_ARE_LOOKED_AT = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*(TrustAll|NoopHostname|AllowAllHostname|InsecureTrust).*")
            .orShould()
            .accessTargetWhere(accesses("setTrustAll and the like", access -> Set.of(
                            "setTrustAll", "setVerifyHost", "setTrustAllCertificates")
                    .contains(access.getTarget().getName())))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_SIMULATOR_KNOWS_NO_CLIENT = noClasses()
            .that()
            .resideInAPackage(BASE + ".simulator..")
            .should()
            .dependOnClassesThat(are(
                    "are ours outside simulator and ffmpeg",
                    type -> type.getPackageName().startsWith(BASE)
                            && !Set.of("simulator", "ffmpeg").contains(packageOf(type))))
            .because("a simulator that shares the client's mistakes cannot show them")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_COMMANDS_START_THE_SIMULATOR = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".simulator..", BASE + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".simulator..")
            .allowEmptyShould(true);

    @Test
    void testsDoNotSleepEither() {
        NOTHING_SLEEPS.check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages(BASE));
    }

    /** The others run beside each other. */
    @Test
    void testsThatShareARunningDroverTakeTurns() {
        classes()
                .that()
                .areAnnotatedWith(QuarkusIntegrationTest.class)
                .should(be(describe(
                        "run in the same thread", type -> type.reflect().isAnnotationPresent(Execution.class))))
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages(BASE));
    }

    private static ArchRule pureDependencies() {
        return noClasses()
                .that(are("are in a pure package", type -> PURE.containsKey(packageOf(type))))
                .should(new ArchCondition<JavaClass>("use packages of ours that are not listed") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> {
                                    String to = packageOf(dependency.getTargetClass());
                                    return !to.isEmpty()
                                            && !to.equals(packageOf(type))
                                            && !PURE.get(packageOf(type)).contains(to);
                                })
                                .forEach(dependency ->
                                        events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean readsTheMachinesClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        if (owner.equals(System.class.getName())) {
            return name.equals("currentTimeMillis");
        }
        if (owner.equals(Clock.class.getName())) {
            return name.startsWith("system") || name.startsWith("tick");
        }
        boolean ofClock = access.getTarget().getFullName().contains("(" + Clock.class.getName() + ")");
        boolean now = owner.startsWith("java.time.") && name.equals("now") && !ofClock;
        boolean date = owner.equals("java.util.Date")
                && access.getTarget().getFullName().endsWith("<init>()");
        return now || date;
    }

    /** The first package below ours: {@code rhombus} for {@code dev.drover.rhombus.json.Reply}, empty for others. */
    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE + ".") ? name.substring(BASE.length() + 1).split("\\.")[0] : "";
    }

    private static boolean mayImportCamel(JavaClass type) {
        return MAY_IMPORT_CAMEL.stream().anyMatch(type.getName()::startsWith);
    }

    private static boolean isOneOf(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTargetOwner().isEquivalentTo(owner)
                && Arrays.asList(names).contains(access.getTarget().getName());
    }

    private static DescribedPredicate<JavaClass> are(String words, Predicate<JavaClass> test) {
        return describe(words, test);
    }

    private static DescribedPredicate<JavaField> areFields(String words, Predicate<JavaField> test) {
        return describe(words, test);
    }

    private static DescribedPredicate<JavaAccess<?>> accesses(String words, Predicate<JavaAccess<?>> test) {
        return describe(words, test);
    }
}
