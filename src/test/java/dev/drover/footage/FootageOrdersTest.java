package dev.drover.footage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.rhombus.AlertQuery;
import dev.drover.rhombus.AlertSearch;
import dev.drover.rhombus.Camera;
import dev.drover.rhombus.PolicyAlert;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

class FootageOrdersTest {

    private static final Instant NOW = Instant.parse("2025-06-15T12:00:00Z");
    private static final List<Camera> CAMERAS = List.of(
            new Camera("cam1", "Dock", "here", "GREEN"),
            new Camera("cam2", "Yard", "there", ""),
            new Camera("cam3", "Hall", "here", "RED"));

    private final FootageOrders orders = new FootageOrders(
            Mappings.of(FootageSettings.class),
            new DataFolder(Mappings.of(DroverSettings.class)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void theFirstPollLooksBackAnHourAndLaterOnesALittleBehindTheLast() {
        assertThat(orders.sinceWatermark(List.of()).query().after()).contains(NOW.minus(Duration.ofHours(1)));
        assertThat(orders.sinceWatermark(
                                List.of(Map.of("read_to", NOW.minusSeconds(30).toEpochMilli())))
                        .query()
                        .after())
                .contains(NOW.minusSeconds(30).minus(Duration.ofMinutes(10)));
    }

    @Test
    void theWatermarkDoesNotPassAnAlertThatMayGrowUnlessThatIsADayOld() {
        assertThat(watermark(Optional.of(NOW.minusSeconds(5)), Optional.empty()))
                .isEqualTo(NOW.minusSeconds(5));
        assertThat(watermark(Optional.of(NOW.minusSeconds(5)), Optional.of(NOW.minusSeconds(500))))
                .isEqualTo(NOW.minusSeconds(500));
        assertThat(watermark(Optional.of(NOW.minusSeconds(5)), Optional.of(NOW.minus(Duration.ofDays(2)))))
                .isEqualTo(NOW.minusSeconds(5));
        // A quiet first look says nothing of older alerts
        assertThat(watermark(Optional.empty(), Optional.empty())).isEqualTo(NOW.minus(Duration.ofHours(1)));
    }

    @Test
    void anAlertMeansItselfAndWhatIsAroundItOfEachCamera() {
        PolicyAlert alert = alert("a1", Optional.of(20L), List.of("cam1", "cam9"));
        List<FootageRequest> requests = orders.ofAlert(alert, order(Optional.empty()));

        assertThat(requests).extracting(FootageRequest::cameraName).containsExactly("Dock", "Unknown");
        assertThat(requests).extracting(FootageRequest::key).containsExactly("alert:a1:cam1", "alert:a1:cam9");
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.start()).isEqualTo(NOW.minusSeconds(600 + 30));
            assertThat(request.seconds()).isEqualTo(20 + 2 * 30);
            assertThat(request.notBeforeMillis()).isEqualTo(NOW.toEpochMilli());
        });
    }

    @Test
    void footageThatDoesNotExistYetIsWaitedFor() {
        PolicyAlert alert = alert("a1", Optional.of(600L), List.of("cam1"));
        assertThat(orders.ofAlert(alert, order(Optional.empty())).get(0).notBeforeMillis())
                .isEqualTo(NOW.plusSeconds(30 + 5).toEpochMilli());
    }

    @Test
    void anAlertWithoutLengthGetsTheUsualOneAndOneWithoutIdIsKnownByItsTime() {
        PolicyAlert alert = alert("", Optional.empty(), List.of("cam1"));
        FootageRequest request = orders.ofAlert(alert, order(Optional.empty())).get(0);
        assertThat(request.seconds()).isEqualTo(120 + 2 * 30);
        assertThat(request.alertUuid())
                .isEqualTo("unknown" + NOW.minusSeconds(600).toEpochMilli());
    }

    @Test
    void onlyTheCameraThatWasAskedForIsMeant() {
        PolicyAlert alert = alert("a1", Optional.of(20L), List.of("cam1", "cam2"));
        assertThat(orders.ofAlert(alert, order(Optional.of("cam2.v0"))))
                .extracting(FootageRequest::cameraUuid)
                .containsExactly("cam2");
    }

    @Test
    void aBackupIsOfAllThatAreOnlineOrOfThoseAskedFor() {
        assertThat(backup(Optional.empty(), Optional.empty())).containsExactly("cam1", "cam2");
        assertThat(backup(Optional.of("here"), Optional.empty())).containsExactly("cam1");
        assertThat(backup(Optional.empty(), Optional.of("cam2.v0"))).containsExactly("cam2");
        assertThat(backup(Optional.of("here"), Optional.of("cam2"))).isEmpty();
    }

    private List<String> backup(Optional<String> location, Optional<String> camera) {
        return orders.ofBackup(new BackupOrder(1000, 60, location, camera, false, "run"), CAMERAS).stream()
                .map(FootageRequest::cameraUuid)
                .toList();
    }

    private Instant watermark(Optional<Instant> newest, Optional<Instant> oldestOpen) {
        AlertSearch search = new AlertSearch(
                query(Optional.empty()), List.of(), Optional.empty(), 0, java.util.Set.of(), false, newest, oldestOpen);
        return Instant.ofEpochMilli(orders.watermark(search).watermarkMillis());
    }

    private static AlertOrder order(Optional<String> camera) {
        return new AlertOrder(query(camera), Duration.ofSeconds(30), false, "", CAMERAS);
    }

    private static AlertQuery query(Optional<String> camera) {
        return new AlertQuery(Optional.empty(), Optional.empty(), 10, Optional.empty(), camera);
    }

    private static PolicyAlert alert(String uuid, Optional<Long> seconds, List<String> cameras) {
        return new PolicyAlert(
                uuid,
                Optional.of(NOW.minusSeconds(600)),
                seconds,
                List.of("MOTION"),
                cameras,
                Optional.empty(),
                "",
                true,
                false);
    }
}
