package dev.drover.rhombus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RhombusMemoryTest {

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    private final RhombusMemory memory = new RhombusMemory(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void microphonesAreUnknownUntilRhombusHasToldThem() {
        assertThat(memory.lastMicrophones().known()).isFalse();
        assertThat(memory.lastMicrophones().sound("cam1")).isEqualTo("?");
        assertThat(memory.hasMicrophones()).as("nothing to remember").isFalse();
    }

    @Test
    void aRefusalIsNewsOnceAndAgainWhereItMeansSomethingElse() {
        assertThat(memory.isNews(memory.lastMicrophones())).isTrue();
        assertThat(memory.isNews(memory.lastMicrophones())).isFalse();
        memory.keepMicrophones(List.of());
        assertThat(memory.isNews(memory.lastMicrophones()))
                .as("after a success")
                .isTrue();
        assertThat(memory.isNews(memory.lastMicrophones())).isFalse();
        now = now.plus(Duration.ofHours(25));
        assertThat(memory.isNews(memory.lastMicrophones()))
                .as("now without sound")
                .isTrue();
    }

    @Test
    void aListThatCameOutlivesARefusalForADay() {
        memory.keepMicrophones(List.of(new AudioGateway("mic1", List.of("cam1"), false)));
        assertThat(memory.hasMicrophones()).isTrue();

        now = now.plus(Duration.ofMinutes(6));
        assertThat(memory.hasMicrophones()).as("asked for again").isFalse();
        assertThat(memory.lastMicrophones().known()).isTrue();
        assertThat(memory.lastMicrophones().sound("cam1")).isEqualTo("yes");
        assertThat(memory.lastMicrophones().sound("cam2")).isEqualTo("no");

        now = now.plus(Duration.ofHours(24));
        assertThat(memory.lastMicrophones().known()).isFalse();
    }
}
