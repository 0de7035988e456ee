package dev.drover.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.drover.footage.AlertOrder;
import dev.drover.rhombus.AlertQuery;
import dev.drover.rhombus.AlertSearch;
import dev.drover.rhombus.Camera;

/** {@code drover footage alerts}: the footage of recent alerts. */
@CommandLine.Command(
        name = "alerts",
        description = "Brings home the footage of recent alerts.",
        footer = {
            "",
            "Exit code 0: everything is on disk and complete. 1: something failed or is incomplete. 2: wrong usage."
        },
        mixinStandardHelpOptions = true)
class AlertsCommand implements Command {

    @Mixin
    private RhombusOptions rhombus;

    @Mixin
    private PlaceOptions places;

    private final FootageRun run = new FootageRun();

    @Option(
            names = {"-ma", "--max_alerts", "--max-alerts"},
            paramLabel = "N",
            defaultValue = "100",
            description = "The newest N alerts at most. Default: ${DEFAULT-VALUE}.")
    private int maxAlerts;

    @Option(
            names = {"-bt", "--before_time", "--before-time"},
            paramLabel = "EPOCH",
            converter = NumberOption.Epoch.class,
            description = "Only alerts before this time, in seconds since 1970.")
    private Optional<Long> before = Optional.empty();

    @Option(
            names = {"-at", "--after_time", "--after-time"},
            paramLabel = "EPOCH",
            converter = NumberOption.Epoch.class,
            description = "Only alerts after this time, in seconds since 1970.")
    private Optional<Long> after = Optional.empty();

    @Option(
            names = {"-ab", "--alert_buffer", "--alert-buffer"},
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Footage added before and after each alert. Default: ${DEFAULT-VALUE}.")
    private int buffer;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Map<String, String> settings() {
        demand(maxAlerts > 0, "--max-alerts must be at least 1, not " + maxAlerts);
        demand(buffer >= 0 && buffer <= 86_400, "--alert-buffer must be 0 to 86400 seconds, not " + buffer);
        demand(
                before.isEmpty() || after.isEmpty() || before.get() > after.get(),
                "--before-time must be later than --after-time");
        Map<String, String> settings = run.settings(rhombus.debug());
        rhombus.addTo(settings);
        return settings;
    }

    private void demand(boolean met, String otherwise) {
        if (!met) {
            throw new CommandLine.ParameterException(spec.commandLine(), otherwise);
        }
    }

    @Override
    public boolean downloads() {
        return true;
    }

    @Override
    public int run(Running drover) throws Exception {
        if (after.isPresent() && Instant.ofEpochSecond(after.get()).isAfter(drover.now())) {
            System.err.println("--after-time is " + Instant.ofEpochSecond(after.get()) + ", which is in the future");
            return Drover.WRONG_USAGE;
        }
        drover.startUnscheduled();
        AlertQuery query = new AlertQuery(
                after.map(Instant::ofEpochSecond),
                before.map(Instant::ofEpochSecond),
                maxAlerts,
                places.location,
                places.camera);
        AlertOrder order = new AlertOrder(query, Duration.ofSeconds(buffer), places.wan, drover.run(), List.of());
        AlertSearch search;
        try {
            search = drover.call("find-alerts", order, AlertSearch.class);
        } catch (Exception failed) {
            System.err.println("Failed to retrieve alerts: " + drover.reason(failed));
            return Drover.FAILED;
        }
        return search.found() == 0 ? nothingFound(drover) : run.await(drover, rhombus.debug());
    }

    /** No alerts where there is no such camera is no good news. */
    @SuppressWarnings("unchecked")
    private int nothingFound(Running drover) {
        try {
            if (places.given()
                    && ((List<Camera>) drover.call("list-cameras", "", List.class))
                            .stream().noneMatch(places::match)) {
                System.err.println("No camera matches. See: drover footage cameras");
                return Drover.FAILED;
            }
            System.out.println("No policy alerts found");
            return Drover.OK;
        } catch (Exception failed) {
            return CamerasCommand.notListed(drover, failed);
        }
    }
}
