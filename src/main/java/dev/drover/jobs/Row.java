package dev.drover.jobs;

import java.time.Instant;
import java.util.Map;

/** A row of the job table, as its statements answer it. */
public record Row(Map<String, Object> columns) {

    /** A column that is a number. */
    public long number(String column) {
        return ((Number) columns.get(column)).longValue();
    }

    /** A column that is a text. */
    public String text(String column) {
        return String.valueOf(columns.get(column));
    }

    /** A column that is a time. */
    public Instant instant(String column) {
        return Instant.ofEpochMilli(number(column));
    }
}
