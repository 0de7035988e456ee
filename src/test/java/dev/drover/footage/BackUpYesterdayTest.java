package dev.drover.footage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which day is due; that the packaged program does it, once, also after its time, is shown by {@code ServiceIT}, and
 * that an order becomes files by {@link FindBackupTest}.
 */
class BackUpYesterdayTest {

    private static final String AT_3_15 = "0 15 3 * * ?";
    private static final Map<String, Object> LONG_AGO = Map.of("read_to", 0L);

    private static FootageOrders.BackupDay due(Instant now, String zone, String cron, List<Map<String, Object>> kept) {
        return new FootageOrders(
                        Mappings.of(FootageSettings.class, "footage.backup.cron", cron),
                        new DataFolder(Mappings.of(
                                DroverSettings.class,
                                "drover.data",
                                Path.of("data").toString(),
                                "drover.zone",
                                zone)),
                        Clock.fixed(now, ZoneOffset.UTC))
                .backupDue(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-15T03:15:00Z, UTC, 2025-06-14T00:00:00Z, 24",
        "2025-06-15T01:15:00Z, Europe/Zurich, 2025-06-13T22:00:00Z, 24",
        // A minute before its time, or not started before noon: that of the night before, that of this night
        "2025-06-15T01:14:00Z, Europe/Zurich, 2025-06-12T22:00:00Z, 24",
        "2025-06-15T12:00:00Z, Europe/Zurich, 2025-06-13T22:00:00Z, 24",
        // Already the 16th there
        "2025-06-15T22:30:00Z, Europe/Zurich, 2025-06-13T22:00:00Z, 24",
        "2025-03-31T01:15:00Z, Europe/Zurich, 2025-03-29T23:00:00Z, 23",
        "2025-10-27T02:15:00Z, Europe/Zurich, 2025-10-25T22:00:00Z, 25"
    })
    void theDayBeforeTheCronLastFiredIsDueByTheClockOfTheZone(Instant now, String zone, Instant start, long hours) {
        FootageOrders.BackupDay day = due(now, zone, AT_3_15, List.of(LONG_AGO));
        assertThat(day.due()).isTrue();
        assertThat(Instant.ofEpochSecond(day.order().startSeconds())).isEqualTo(start);
        assertThat(day.order().seconds()).isEqualTo(hours * 3600);
        assertThat(day.order().run()).isEmpty();
    }

    @Test
    void whatWasBackedUpIsNotDueAgainUntilTheNextDay() {
        Instant now = Instant.parse("2025-06-15T12:00:00Z");
        List<Map<String, Object>> kept = List.of(
                Map.of("read_to", due(now, "UTC", AT_3_15, List.of(LONG_AGO)).endMillis()));
        assertThat(due(now, "UTC", AT_3_15, kept).due()).isFalse();
        assertThat(due(Instant.parse("2025-06-16T03:14:59Z"), "UTC", AT_3_15, kept)
                        .due())
                .isFalse();
        assertThat(due(Instant.parse("2025-06-16T03:15:00Z"), "UTC", AT_3_15, kept)
                        .due())
                .isTrue();
    }

    @Test
    void theFirstLookNotesWhatIsPastAndBacksUpNothing() {
        FootageOrders.BackupDay day = due(Instant.parse("2025-06-15T12:00:00Z"), "UTC", AT_3_15, List.of());
        assertThat(day.news()).isTrue();
        assertThat(day.due()).isFalse();
        assertThat(Instant.ofEpochMilli(day.endMillis())).isEqualTo("2025-06-15T00:00:00Z");
    }

    @Test
    void aCronAtMidnightAndOneThatHasNotFiredForDaysAreUnderstood() {
        assertThat(due(Instant.parse("2025-06-15T00:00:00Z"), "UTC", "0 0 0 * * ?", List.of(LONG_AGO))
                        .endMillis())
                .isEqualTo(Instant.parse("2025-06-15T00:00:00Z").toEpochMilli());
        // The 15th of June 2025 is a Sunday
        assertThat(due(Instant.parse("2025-06-15T12:00:00Z"), "UTC", "0 0 0 ? * WED", List.of(LONG_AGO))
                        .due())
                .isFalse();
        assertThat(due(Instant.parse("2025-06-15T12:00:00Z"), "UTC", "0 0 0 ? * WED", List.of())
                        .due())
                .isFalse();
    }
}
