package dev.drover.cli;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Numbers on the command line that make no sense. */
class UsageTest {

    @ParameterizedTest
    @CsvSource({
        "backup, -s, --start",
        "backup, --start-time, --start",
        "alerts, -at, --after",
        "alerts, -bt, --before",
    })
    void aTimeThatIsNoneIsRefusedWithWhatIsAllowed(String command, String option, String named) {
        for (String time : new String[] {"-5", "1795209553000", "99999999999999999999", "yesterday", "1.5", ""}) {
            assertThatThrownBy(() -> parse("footage", command, option, time))
                    .as(time)
                    .isInstanceOf(CommandLine.ParameterException.class)
                    .hasMessageContaining(named)
                    .hasMessageContaining("must be 0 to 9999999999 seconds since 1970 (no milliseconds), not " + time);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2678401", "99999999999999999999", "1h"})
    void aLengthThatIsNoneIsRefusedWithWhatIsAllowed(String length) {
        assertThatThrownBy(() -> parse("footage", "backup", "-u", length))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--duration")
                .hasMessageContaining("must be 1 to 2678400 seconds (31 days), not " + length);
    }

    @Test
    void theBoundsAreAllowed() {
        Stream.of("1", "2678400")
                .forEach(length -> assertThatCode(() -> parse("footage", "backup", "-s", "0", "-u", length))
                        .doesNotThrowAnyException());
    }

    private static void parse(String... arguments) {
        Command.of(Drover.commandLine().parseArgs(arguments));
    }
}
