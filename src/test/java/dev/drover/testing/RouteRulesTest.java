package dev.drover.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.drover.testing.RouteHouse.Exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** A small house in which every rule is kept, and for each rule ways to break it. */
class RouteRulesTest {

    private static final RouteFile POLL = RouteFile.of("footage/poll-alerts.camel.yaml", """
            # An alert is seen at the latest two polls after it happened.
            - route:
                id: poll-alerts
                description: Looks for new alerts on a schedule.
                routeConfigurationId: on-vendor-trouble-try-later
                from:
                  uri: quartz:poll-alerts
                  parameters:
                    cron: "{{footage.poll.cron}}"
                  steps:
                    - bean:
                        ref: alerts
                        method: since
                    - to:
                        uri: direct:fetch-alerts
                    - filter:
                        simple: ${body.complete} == false
                        steps:
                          - log:
                              message: "${body.camera}: ${body.missing} s missing"
                              loggingLevel: WARN
                    - toD:
                        uri: seda:download-camera-${body.camera}
            """);

    private static final RouteFile FETCH = RouteFile.of("footage/fetch-alerts.camel.yaml", """
            # Either all alerts of the window come back or an exception does.
            # Body in: AlertQuery. Body out: AlertPage.
            - route:
                id: fetch-alerts
                description: Fetches the alerts of a time window.
                errorHandler:
                  noErrorHandler: {}
                from:
                  uri: direct:fetch-alerts
                  steps:
                    - split:
                        method:
                          ref: alerts
                          method: since
                        aggregationStrategy: "#alerts"
                        steps:
                          - setHeader:
                              name: CamelFileName
                              simple: ${body.name}.mp4
                          - to:
                              uri: file:data
                              parameters:
                                tempPrefix: .part-
                          - to:
                              uri: sql:classpath:sql/finish-job.sql
            """);

    private static final RouteFile DOWNLOAD = RouteFile.of("footage/download-camera.camel.yaml", """
            # One download at a time per camera.
            - routeTemplate:
                id: download-camera
                description: Downloads the footage of one camera.
                parameters:
                  - name: camera
                route:
                  routeConfigurationId: on-vendor-trouble-try-later
                  from:
                    uri: seda:download-camera-{{camera}}
                    steps:
                      - to:
                          uri: direct:call-rhombus
            """);

    private static final RouteFile RHOMBUS = RouteFile.of("shared/call-rhombus.camel.yaml", """
            # A request is sent once; whoever asked decides whether to ask again.
            # Body in: RhombusRequest. Body out: the answer's bytes.
            - route:
                id: call-rhombus
                description: Sends one request to Rhombus.
                errorHandler:
                  noErrorHandler: {}
                from:
                  uri: direct:call-rhombus
                  steps:
                    - setHeader:
                        name: x-auth-apikey
                        constant: "{{rhombus.api-key}}"
                    - to:
                        uri: https:rhombus
                        parameters:
                          connectTimeout: "{{rhombus.connect-timeout}}"
                          httpMethod: POST
                    - to:
                        uri: exec:ffmpeg
            """);

    private static final RouteFile POLICY = RouteFile.of("shared/on-vendor-trouble-try-later.camel.yaml", """
            # Nothing is lost: the job comes again.
            - routeConfiguration:
                id: on-vendor-trouble-try-later
                description: Puts what failed back for later.
                onException:
                  - onException:
                      exception:
                        - java.lang.Exception
                      handled:
                        constant: "true"
            """);

    private static final String MAP = """
            | file | starts when | body in → out | calls | settings |
            |---|---|---|---|---|
            | [poll](footage/poll-alerts.camel.yaml) | the cron fires | – | `download-camera` `fetch-alerts` | `footage.poll.cron` |
            | `footage/fetch-alerts.camel.yaml` | called | AlertQuery → AlertPage | the job table | |
            | `footage/download-camera.camel.yaml` | a camera is seen | Job | `call-rhombus` | – |
            | `shared/call-rhombus.camel.yaml` | called | … | Rhombus | `rhombus.api-key`, `rhombus.connect-timeout` |
            | `shared/on-vendor-trouble-try-later.camel.yaml` | something fails | | | |
            """;

    private static final RouteHouse HOUSE = houseOf(List.of(POLL, FETCH, DOWNLOAD, RHOMBUS, POLICY));

    /** A bean as routes may call it, and some methods as they may not. */
    public static final class Alerts {
        public String since(String before) {
            return before;
        }

        public String between(String from, String to) {
            return from + to;
        }

        public String all() {
            return "";
        }
    }

    /** One way to break a rule: in {@code file}, {@code good} becomes {@code bad}. */
    private record Breach(RouteRules rule, RouteFile file, String good, String bad) {}

    private static final List<Breach> BREACHES = List.of(
            new Breach(RouteRules.READABLE, FETCH, "- route:", "- route: ]"),
            new Breach(RouteRules.READABLE, FETCH, "- route:", "- rout:"),
            new Breach(RouteRules.READABLE, FETCH, "- route:", "- onException: {exception: [x]}\n- route:"),
            new Breach(RouteRules.READABLE, FETCH, "- route:", "- route: {id: x, from: {uri: 'timer:x'}}\n- route:"),
            new Breach(RouteRules.NAME, POLICY, "- routeConfiguration:", "- route:"),
            new Breach(RouteRules.ONE_NAME, FETCH, "id: fetch-alerts", "id: get-alerts"),
            new Breach(RouteRules.ONE_NAME, FETCH, "    id: fetch-alerts\n", ""),
            new Breach(RouteRules.ONE_NAME, FETCH, "uri: direct:fetch-alerts", "uri: direct:get-alerts"),
            new Breach(RouteRules.ONE_NAME, POLL, "uri: quartz:poll-alerts", "uri: stub:poll-alerts"),
            new Breach(RouteRules.ONE_NAME, DOWNLOAD, "uri: seda:download-camera-", "uri: seda:camera-"),
            new Breach(RouteRules.SHORT, FETCH, "- route:", "\n".repeat(40) + "- route:"),
            new Breach(RouteRules.PROMISE, POLL, "# An alert is seen", "\n# An alert is seen"),
            new Breach(
                    RouteRules.PROMISE,
                    FETCH,
                    "# Either all alerts of the window come back or an exception does.\n",
                    ""),
            new Breach(RouteRules.PROMISE, FETCH, "Body out:", "Gives"),
            new Breach(RouteRules.DESCRIPTION, FETCH, "    description: Fetches the alerts of a time window.\n", ""),
            new Breach(RouteRules.DESCRIPTION, FETCH, "of a time window.", "of a window. All of them."),
            new Breach(RouteRules.SCHEMA, FETCH, "- split:", "- slpit:"),
            new Breach(RouteRules.SCHEMA, FETCH, "id: fetch-alerts", "id: fetch-alerts\n    streamCache: \"false\""),
            new Breach(RouteRules.URIS, FETCH, "uri: file:data\n", "uri: file:data?delete=true\n"),
            new Breach(RouteRules.URIS, FETCH, "uri: file:data\n", "uri: file:" + "data/".repeat(20) + "\n"),
            new Breach(RouteRules.OPTIONS, FETCH, "tempPrefix: .part-", "tmpPrefix: .part-"),
            new Breach(RouteRules.OPTIONS, FETCH, "tempPrefix: .part-", "autoCreate: perhaps"),
            new Breach(RouteRules.OPTIONS, FETCH, "uri: file:data\n", "uri: fiel:data\n"),
            new Breach(RouteRules.OPTIONS, POLL, "uri: seda:download-camera-${body.camera}", "uri: ${body.target}"),
            new Breach(RouteRules.EXPRESSIONS, POLL, "simple: ${body.complete} == false", "jq: .complete"),
            new Breach(RouteRules.EXPRESSIONS, POLL, "simple: ${body.complete} == false", "groovy: body.complete"),
            new Breach(RouteRules.EXPRESSIONS, POLL, "== false", "== false && ${body.missing} > 0"),
            new Breach(RouteRules.EXPRESSIONS, POLL, "== false", "== ${body.other}"),
            new Breach(RouteRules.EXPRESSIONS, POLL, "${body.complete} ==", "${body.find(1)} =="),
            new Breach(RouteRules.EXPRESSIONS, POLL, "${body.complete} ==", "${body.list[${body.index}]} =="),
            new Breach(RouteRules.EXPRESSIONS, POLL, "${body.camera}: ", "${date:now:yyyy}: "),
            new Breach(RouteRules.EXPRESSIONS, POLL, "${body.camera}: ", "${bean:alerts}: "),
            new Breach(RouteRules.SQL, FETCH, "sql:classpath:sql/finish-job.sql", "sql:delete from job"),
            new Breach(RouteRules.SQL, FETCH, "sql/finish-job.sql", "sql/no-such.sql"),
            new Breach(
                    RouteRules.SQL,
                    FETCH,
                    "uri: sql:classpath:sql/finish-job.sql",
                    "uri: sql:classpath:sql/finish-job.sql\n                  parameters: {onConsume: delete from job}"),
            new Breach(RouteRules.HEADERS, FETCH, "name: CamelFileName", "name: fileName"),
            new Breach(RouteRules.DOORS, FETCH, "uri: file:data\n", "uri: http:rhombus\n"),
            new Breach(RouteRules.DOORS, FETCH, "uri: file:data\n", "uri: exec:ffmpeg\n"),
            new Breach(RouteRules.ERRORS, FETCH, "noErrorHandler: {}", "defaultErrorHandler: {}"),
            new Breach(
                    RouteRules.ERRORS, FETCH, "id: fetch-alerts", "routeConfigurationId: on-vendor-trouble-try-later"),
            new Breach(RouteRules.ERRORS, FETCH, "- split:", "- doTry: {steps: []}\n        - split:"),
            new Breach(RouteRules.ERRORS, FETCH, "- split:", "- filter: {handled: true}\n        - split:"),
            new Breach(RouteRules.ERRORS, POLL, "    routeConfigurationId: on-vendor-trouble-try-later\n", ""),
            new Breach(RouteRules.ERRORS, POLL, "on-vendor-trouble-try-later", "on-vendor-trouble-give-up"),
            new Breach(RouteRules.ERRORS, DOWNLOAD, "      routeConfigurationId: on-vendor-trouble-try-later\n", ""),
            new Breach(RouteRules.CALLS, POLL, "uri: direct:fetch-alerts", "uri: direct:fetch-alarms"),
            new Breach(RouteRules.CALLS, POLL, "seda:download-camera-${", "seda:download-door-${"),
            new Breach(RouteRules.BEANS, POLL, "ref: alerts", "ref: alarms"),
            new Breach(RouteRules.BEANS, POLL, "method: since", "method: until"),
            new Breach(RouteRules.BEANS, POLL, "method: since", "method: between"),
            new Breach(RouteRules.BEANS, POLL, "            method: since\n", ""),
            new Breach(RouteRules.BEANS, FETCH, "method: since", "method: between"),
            new Breach(RouteRules.BEANS, FETCH, "method: since", "method: between(${body})"),
            new Breach(RouteRules.BEANS, FETCH, "method: since", "method: since(${body}, ${variable.to})"),
            new Breach(RouteRules.BEANS, FETCH, "method: since", "method: all(${body})"),
            new Breach(RouteRules.BEANS, FETCH, "method: since", "method: since('yesterday')"),
            new Breach(RouteRules.BEANS, FETCH, "method: since", "method: between(${body}, 3)"),
            new Breach(RouteRules.EXPRESSIONS, FETCH, "method: since", "method: since(${bodyAs(String)})"),
            new Breach(RouteRules.BEANS, FETCH, "\"#alerts\"", "\"#alarms\""),
            new Breach(RouteRules.SETTINGS, POLL, "footage.poll.cron", "footage.poll.corn"),
            new Breach(RouteRules.SETTINGS, POLL, "{{footage.poll.cron}}", "{{footage.poll.cron:0 * * * * ?}}"),
            new Breach(RouteRules.LOGGING, POLL, "loggingLevel: WARN", "loggingLevel: INFO"),
            new Breach(RouteRules.LOGGING, POLL, "loggingLevel: WARN", "logName: drover"),
            new Breach(RouteRules.MAP, POLL, "uri: direct:fetch-alerts", "uri: direct:call-rhombus"),
            new Breach(RouteRules.MAP, POLL, "{{footage.poll.cron}}", "0/15 * * * * ?"));

    @TestFactory
    Stream<DynamicTest> aGoodFileKeepsEveryRule() {
        return HOUSE.files().stream().flatMap(file -> Arrays.stream(RouteRules.values())
                .map(rule -> dynamicTest(file + ": " + rule, () -> assertThat(rule.check(file, HOUSE))
                        .isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> aBadFileIsFound() {
        return BREACHES.stream()
                .map(breach -> dynamicTest(breach.rule() + ": " + breach.bad().strip(), () -> {
                    assertThat(breach.file().text()).contains(breach.good());
                    RouteFile bad = RouteFile.of(
                            breach.file().path(), breach.file().text().replace(breach.good(), breach.bad()));
                    List<RouteFile> files = new ArrayList<>(HOUSE.files());
                    files.replaceAll(file -> file.path().equals(bad.path()) ? bad : file);
                    assertThat(breach.rule().check(bad, houseOf(files))).isNotEmpty();
                }));
    }

    @Test
    void aBeanIsCalledWithWhatTheLineNames() {
        for (String call : List.of("since", "since(${body})", "between(${body}, ${variable.to})", "all")) {
            RouteFile file = RouteFile.of(FETCH.path(), FETCH.text().replace("method: since", "method: " + call));
            assertThat(RouteRules.BEANS.check(file, HOUSE)).as(call).isEmpty();
        }
    }

    @Test
    void aDurationInMillisecondsIsASetting() {
        RouteFile file =
                RouteFile.of(POLL.path(), POLL.text().replace("{{footage.poll.cron}}", "{{millis:footage.poll.cron}}"));
        assertThat(file.settings()).containsExactly("footage.poll.cron");
        assertThat(RouteRules.SETTINGS.check(file, HOUSE)).isEmpty();
    }

    @Test
    void badNamesAreFound() {
        for (String path : List.of(
                "footage/alerts.camel.yaml",
                "footage/fetchAlerts.camel.yaml",
                "footage/fetch_alerts.camel.yaml",
                "footage/fetch-alerts.camel.yml",
                "footage/fetch-alerts.yaml",
                "footage/fetch-alerts.v2.camel.yaml",
                "shared/on-fetch-alerts.camel.yaml")) {
            RouteFile file = RouteFile.of(path, FETCH.text());
            assertThat(RouteRules.NAME.check(file, HOUSE)).as(path).isNotEmpty();
        }
    }

    @Test
    void aRouteThatNothingCallsIsFound() {
        assertThat(RouteRules.CALLS.check(FETCH, houseOf(List.of(FETCH)))).isNotEmpty();
        assertThat(RouteRules.CALLS.check(FETCH, houseOf(List.of(FETCH)).withSources("\"direct:fetch-alerts-again\"")))
                .isNotEmpty();
        assertThat(RouteRules.CALLS.check(FETCH, houseOf(List.of(FETCH)).withSources("\"direct:fetch-alerts\"")))
                .isEmpty();
        assertThat(RouteRules.CALLS.check(FETCH, houseOf(List.of(FETCH)).withSources("call(\"fetch-alerts\", query)")))
                .isEmpty();
        assertThat(RouteRules.CALLS.check(
                        DOWNLOAD, houseOf(List.of(DOWNLOAD, RHOMBUS)).withSources("")))
                .isNotEmpty();
    }

    @Test
    void aRouteThatOnlyJavaCallsMayNameAPolicy() {
        RouteFile file = RouteFile.of(
                FETCH.path(),
                FETCH.text()
                        .replace(
                                "    errorHandler:\n      noErrorHandler: {}\n",
                                "    routeConfigurationId: on-vendor-trouble-try-later\n"));
        RouteHouse house = houseOf(List.of(file, POLICY));
        assertThat(RouteRules.ERRORS.check(file, house)).isNotEmpty();
        assertThat(RouteRules.ERRORS.check(file, house.withSources("\"direct:fetch-alerts\"")))
                .isEmpty();
    }

    @Test
    void aRouteThatOnlyARestFileCallsMayNameAPolicy() {
        RouteFile file = RouteFile.of(
                FETCH.path(),
                FETCH.text()
                        .replace(
                                "    errorHandler:\n      noErrorHandler: {}\n",
                                "    routeConfigurationId: on-vendor-trouble-try-later\n"));
        RouteFile rest = RouteFile.of(
                "clips/serve-clips.camel.yaml",
                "- rest:\n    id: serve-clips\n    get:\n      - path: /a\n        to: direct:fetch-alerts\n");
        assertThat(RouteRules.ERRORS.check(file, houseOf(List.of(file, POLICY, rest))))
                .isEmpty();
        assertThat(RouteRules.ERRORS.check(file, houseOf(List.of(file, POLICY, rest, POLL))))
                .isNotEmpty();
    }

    @Test
    void aSecondProcessDoorIsFound() {
        RouteFile second = RouteFile.of("shared/call-nvr.camel.yaml", RHOMBUS.text());
        assertThat(RouteRules.DOORS.check(second, houseOf(List.of(RHOMBUS, second))))
                .isNotEmpty();
    }

    @Test
    void exceptionsAreGranted() {
        RouteFile file = RouteFile.of(
                FETCH.path(),
                FETCH.text()
                        .replace("uri: file:data\n", "uri: http:x\n")
                        .replace("noErrorHandler", "defaultErrorHandler"));
        RouteHouse house = houseOf(List.of(file))
                .withExceptions(new Exceptions(Map.of("fetch-alerts", "why"), Map.of("fetch-alerts", "why")));
        assertThat(RouteRules.DOORS.check(file, house)).isEmpty();
        assertThat(RouteRules.ERRORS.check(file, house)).isEmpty();
    }

    @Test
    void aMissingTestAndAMissingRowAreFound() {
        RouteHouse bare = RouteHouse.of(POLL);
        assertThat(RouteRules.TEST.check(POLL, bare)).isNotEmpty();
        assertThat(RouteRules.MAP.check(POLL, bare)).isNotEmpty();
        assertThat(RouteRules.MAP.check(POLL, bare.withMap("| `footage/poll-alerts.camel.yaml` | too short |")))
                .isNotEmpty();
    }

    @Test
    void aRowThatSaysAnotherStartIsFound() {
        assertThat(startComplaints(FETCH, MAP.replace("| called | AlertQuery", "| an alert is seen | AlertQuery")))
                .singleElement()
                .asString()
                .contains("it is called");
        assertThat(startComplaints(POLL, MAP.replace("| the cron fires |", "| called |")))
                .singleElement()
                .asString()
                .contains("it is not called");
        assertThat(startComplaints(
                        FETCH, MAP.replace("| called | AlertQuery", "| called, also by a command | AlertQuery")))
                .singleElement()
                .asString()
                .contains("no command");
        RouteFile upkeep = RouteFile.of("jobs/keep-leases.camel.yaml", """
                - route:
                    id: keep-leases
                    precondition: "{{jobs.kept}}"
                    from:
                      uri: timer:keep-leases
                      parameters: {period: "5000"}
                      steps: []
                """);
        RouteFile first =
                RouteFile.of(upkeep.path(), upkeep.text().replace("period: \"5000\"", "delay: \"0\", repeatCount: 1"));
        RouteFile taker = RouteFile.of(upkeep.path(), upkeep.text().replace("timer:keep-leases", "sql:keep.sql"));
        String row = "| `jobs/keep-leases.camel.yaml` | %s | – | – | `jobs.kept` |";
        assertThat(startComplaints(upkeep, row.formatted("every 5 s, only if wanted")))
                .isEmpty();
        assertThat(startComplaints(upkeep, row.formatted("each minute"))).hasSize(2);
        assertThat(startComplaints(first, row.formatted("Drover starts, only if wanted")))
                .isEmpty();
        assertThat(startComplaints(first, row.formatted("now, only if wanted"))).hasSize(1);
        assertThat(startComplaints(taker, row.formatted("now and then, only if wanted")))
                .hasSize(2);
    }

    private static List<String> startComplaints(RouteFile file, String map) {
        RouteHouse house = HOUSE.files().contains(file) ? HOUSE : RouteHouse.of(file);
        return RouteRules.MAP.check(file, house.withMap(map));
    }

    @Test
    void aRowWithoutAFileIsFound() {
        assertThat(HOUSE.strayRows()).isEmpty();
        assertThat(RouteHouse.of(POLL).withMap(MAP).strayRows()).hasSize(4).doesNotContain(POLL.path());
    }

    @Test
    void everyRuleIsBrokenSomewhereHere() {
        Set<RouteRules> shown = EnumSet.of(RouteRules.TEST);
        BREACHES.forEach(breach -> shown.add(breach.rule()));
        assertThat(shown).containsExactlyInAnyOrder(RouteRules.values());
    }

    private static RouteHouse houseOf(List<RouteFile> files) {
        return RouteHouse.of(files.toArray(RouteFile[]::new))
                .withMap(MAP)
                .withSettings("footage.poll.cron", "rhombus.api-key", "rhombus.connect-timeout")
                .withSources("addRouteFromTemplate(\"download-camera\")")
                .withBean("alerts", Alerts.class)
                .withTests("PollAlertsTest", "FetchAlertsTest", "DownloadCameraTest", "CallRhombusTest")
                .withSql("sql/finish-job.sql");
    }
}
