package dev.drover.jobs;

import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsFilterTest {

    private final SecretsFilter filter = new SecretsFilter();

    @Test
    void aSecretAmongTheParametersIsTakenOut() {
        ExtLogRecord line = new ExtLogRecord(
                Level.FINE, "%s >> %s", ExtLogRecord.FormatStyle.PRINTF, SecretsFilter.class.getName());
        line.setParameters(new Object[] {"http-outgoing-0", "x-auth-apikey: 0123456789"});
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getFormattedMessage()).isEqualTo("http-outgoing-0 >> x-auth-apikey: …");
    }

    @Test
    void aSecretInAnExceptionIsTakenOutAndTheRestIsTold() {
        LogRecord line = new LogRecord(Level.FINE, "It failed");
        line.setThrown(new IllegalStateException(
                "No answer", new IllegalArgumentException("https://camera.example/a.mpd?token=0123456789 is gone")));
        ExtLogRecord wrapped = ExtLogRecord.wrap(line);
        assertThat(filter.isLoggable(wrapped)).isTrue();
        assertThat(wrapped.getFormattedMessage())
                .startsWith("It failed")
                .contains("No answer", "https://camera.example/a.mpd")
                .doesNotContain("0123456789");
        assertThat(wrapped.getThrown()).isNull();
    }

    @Test
    void whatHoldsNoSecretStaysAsItIs() {
        LogRecord line = new LogRecord(Level.FINE, "It failed");
        Exception why = new IllegalStateException("No answer");
        line.setThrown(why);
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getMessage()).isEqualTo("It failed");
        assertThat(line.getThrown()).isSameAs(why);
    }
}
