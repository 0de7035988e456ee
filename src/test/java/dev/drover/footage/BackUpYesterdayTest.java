package dev.drover.footage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.drover.files.DataFolder;
import dev.drover.files.DroverSettings;
import dev.drover.testing.Mappings;

import static org.assertj.core.api.Assertions.assertThat;

/** What the schedule orders; that an order becomes files is shown by {@link FindBackupTest}. */
class BackUpYesterdayTest {

    @ParameterizedTest
    @CsvSource({
        "2025-06-15T01:15:00Z, UTC, 2025-06-14T00:00:00Z, 24",
        "2025-06-15T01:15:00Z, Europe/Zurich, 2025-06-13T22:00:00Z, 24",
        "2025-06-15T22:30:00Z, Europe/Zurich, 2025-06-14T22:00:00Z, 24",
        "2025-03-31T01:15:00Z, Europe/Zurich, 2025-03-29T23:00:00Z, 23",
        "2025-10-27T02:15:00Z, Europe/Zurich, 2025-10-25T22:00:00Z, 25"
    })
    void yesterdayIsThatOfTheZoneHoweverLongItWas(Instant now, String zone, Instant start, long hours) {
        FootageOrders orders = new FootageOrders(
                Mappings.of(FootageSettings.class),
                new DataFolder(Mappings.of(
                        DroverSettings.class, "drover.data", Path.of("data").toString(), "drover.zone", zone)),
                Clock.fixed(now, ZoneOffset.UTC));
        BackupOrder order = orders.yesterday("tick");
        assertThat(Instant.ofEpochSecond(order.startSeconds())).isEqualTo(start);
        assertThat(order.seconds()).isEqualTo(hours * 3600);
        assertThat(order.run()).isEmpty();
    }
}
