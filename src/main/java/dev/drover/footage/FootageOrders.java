package dev.drover.footage;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.quartz.CronExpression;

import dev.drover.files.DataFolder;
import dev.drover.rhombus.AlertQuery;
import dev.drover.rhombus.AlertSearch;
import dev.drover.rhombus.Camera;
import dev.drover.rhombus.DeviceId;
import dev.drover.rhombus.PolicyAlert;

/** What is wanted, from orders and alerts: which alerts a poll asks for, which footage an alert or a backup means. */
@Named("footageOrders")
@Singleton
@RegisterForReflection
public class FootageOrders {

    private static final long OPEN_ALERT_DAYS = 1;
    private static final LocalDate NEVER = LocalDate.EPOCH.plusDays(1);

    private final FootageSettings settings;
    private final DataFolder folder;
    private final Clock clock;

    public FootageOrders(FootageSettings settings, DataFolder folder, Clock clock) {
        this.settings = settings;
        this.folder = folder;
        this.clock = clock;
    }

    /** The alerts of a poll: all since the watermark, and those shortly before it again, for alerts appear late and grow. */
    public AlertOrder sinceWatermark(List<Map<String, Object>> watermark) {
        Instant after = watermark.isEmpty()
                ? clock.instant().minus(settings.lookBack())
                : readTo(watermark).minus(settings.overlap());
        AlertQuery query = new AlertQuery(
                Optional.of(after), Optional.empty(), Integer.MAX_VALUE, Optional.empty(), Optional.empty());
        return new AlertOrder(query, settings.alertBuffer(), settings.useWan(), "", List.of());
    }

    /** The order together with the names of the cameras. */
    public AlertOrder named(AlertOrder order, List<Camera> cameras) {
        return new AlertOrder(order.query(), order.buffer(), order.wan(), order.run(), cameras);
    }

    public AlertSearch search(AlertOrder order) {
        return AlertSearch.of(order.query());
    }

    /** How far the alerts have been read: up to the newest, but not past one that may still grow. A search that found none says
     * only that there was nothing in the time the first one looks back. */
    public Watermark watermark(AlertSearch search) {
        Instant oldestOpen = clock.instant().minus(Duration.ofDays(OPEN_ALERT_DAYS));
        Optional<Instant> open = search.oldestOpen().filter(start -> start.isAfter(oldestOpen));
        return new Watermark(open.or(search::newest)
                .filter(read -> read.isBefore(clock.instant()))
                .orElse(clock.instant().minus(settings.lookBack()))
                .toEpochMilli());
    }

    /** The footage an alert means: that of each of its cameras, from a little before to a little after it. */
    public List<FootageRequest> ofAlert(PolicyAlert alert, AlertOrder order) {
        Instant alertStart = alert.start().orElseThrow();
        long start = Math.max(0, alertStart.getEpochSecond() - order.buffer().toSeconds());
        long seconds = alert.durationSeconds().orElse(settings.defaultDuration().toSeconds())
                + 2 * order.buffer().toSeconds();
        return alert.cameras().stream()
                .filter(camera -> order.query()
                        .camera()
                        .map(DeviceId::withoutFacet)
                        .map(camera::equals)
                        .orElse(true))
                .map(camera -> request(
                        camera,
                        alert.deviceName()
                                .filter(name -> alert.cameras().size() == 1)
                                .orElse(order.nameOf(camera)),
                        alert.uuid().isEmpty() ? "unknown" + alertStart.toEpochMilli() : alert.uuid(),
                        alert.type(),
                        start,
                        Math.max(1, seconds),
                        order.wan(),
                        order.run()))
                .toList();
    }

    /** The footage a backup means: the range of each camera that is asked for. A command leaves out those that are offline; the
     * service waits for them. */
    public List<FootageRequest> ofBackup(BackupOrder order, List<Camera> cameras) {
        return cameras.stream()
                .filter(camera ->
                        order.location().map(camera.locationUuid()::equals).orElse(true))
                .filter(camera -> order.camera()
                        .map(DeviceId::withoutFacet)
                        .map(camera.uuid()::equals)
                        .orElse(true))
                .filter(camera -> order.run().isEmpty() || !camera.offline())
                .map(camera -> request(
                        camera.uuid(),
                        camera.name(),
                        "",
                        "",
                        order.startSeconds(),
                        order.seconds(),
                        order.wan(),
                        order.run()))
                .toList();
    }

    /**
     * The day that is due for its backup: the one before the cron last fired, yesterday or today, by the configured zone. It has 23
     * or 25 hours where the clock was changed.
     *
     * @param kept the end of the last day that was backed up; empty before the first look, which only notes what is past
     */
    public BackupDay backupDue(List<Map<String, Object>> kept) {
        boolean firstLook = kept.isEmpty();
        Instant backedUpTo = firstLook ? Instant.EPOCH : readTo(kept);
        LocalDate fired = lastFired();
        Instant end = startOf(fired);
        boolean news = end.isAfter(backedUpTo);
        boolean due = news && !firstLook && !fired.equals(NEVER);
        return new BackupDay(end.toEpochMilli(), news, due, wholeDay(fired.minusDays(1)));
    }

    private BackupOrder wholeDay(LocalDate day) {
        Instant start = startOf(day);
        long seconds = Duration.between(start, startOf(day.plusDays(1))).toSeconds();
        return new BackupOrder(
                start.getEpochSecond(), seconds, Optional.empty(), Optional.empty(), settings.useWan(), "");
    }

    /** The day on which the cron fired last, today or yesterday; {@link #NEVER} where that is longer ago. */
    private LocalDate lastFired() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), folder.zone());
        if (firedSince(today)) {
            return today;
        }
        LocalDate yesterday = today.minusDays(1);
        return firedSince(yesterday) ? yesterday : NEVER;
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(folder.zone()).toInstant();
    }

    private static Instant readTo(List<Map<String, Object>> kept) {
        return Instant.ofEpochMilli(((Number) kept.get(0).get("read_to")).longValue());
    }

    /** Whether the cron has fired since the begin of a day. */
    private boolean firedSince(LocalDate day) {
        try {
            CronExpression cron = new CronExpression(settings.backup().cron());
            cron.setTimeZone(TimeZone.getTimeZone(folder.zone()));
            // What comes "after" is at least a second later
            Date first = cron.getNextValidTimeAfter(Date.from(startOf(day).minusSeconds(1)));
            return first != null && !first.toInstant().isAfter(clock.instant());
        } catch (ParseException wrong) {
            throw new IllegalArgumentException(
                    "footage.backup.cron is \"" + settings.backup().cron()
                            + "\", which is no Quartz cron expression; write for instance 0 15 3 * * ?",
                    wrong);
        }
    }

    private FootageRequest request(
            String camera, String name, String alert, String type, long start, long seconds, boolean wan, String run) {
        long exists =
                Instant.ofEpochSecond(start + seconds).plus(settings.settle()).toEpochMilli();
        long now = clock.millis();
        return new FootageRequest(camera, name, alert, type, start, seconds, wan, run, Math.max(exists, now), now);
    }

    /**
     * A day and its backup.
     *
     * @param endMillis its end, in milliseconds since 1970
     * @param news      whether it is later than the one that is kept
     * @param due       whether it is to be backed up now
     */
    @RegisterForReflection
    public record BackupDay(long endMillis, boolean news, boolean due, BackupOrder order) {}

    /** How far alerts have been read, in milliseconds since 1970. */
    @RegisterForReflection
    public record Watermark(long watermarkMillis) {}
}
