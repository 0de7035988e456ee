package dev.drover.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code application.properties} as a user reads it: settings with the comments above them. A setting that has no default
 * stands there as a comment of its own, {@code #rhombus.api-key=}.
 */
public record SettingsFile(List<Setting> settings) {

    /**
     * One setting.
     *
     * @param line counted from 1
     * @param comment the comment lines directly above it, joined by spaces
     * @param set false for a setting that is only shown, as a comment
     */
    public record Setting(int line, String key, String value, String comment, boolean set) {
        @Override
        public String toString() {
            return "line " + line + ", " + key;
        }
    }

    private static final Pattern SHOWN = Pattern.compile("#\\s?([a-z%][A-Za-z0-9.\"*-]*\\.[A-Za-z0-9.\"*-]+)\\s*=(.*)");
    private static final Pattern SET = Pattern.compile("([^#!\\s=:][^\\s=:]*)\\s*[=:](.*)");

    public static SettingsFile ofThisProject() {
        try {
            return of(Files.readString(Path.of("application.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SettingsFile of(String text) {
        List<Setting> found = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher shown = SHOWN.matcher(line);
            Matcher set = SET.matcher(line);
            if (shown.matches()) {
                found.add(new Setting(i + 1, shown.group(1), shown.group(2).strip(), String.join(" ", comment), false));
                comment.clear();
            } else if (line.startsWith("#")) {
                comment.add(line.replaceFirst("^#+\\s*", ""));
            } else if (set.matches()) {
                found.add(new Setting(i + 1, set.group(1), set.group(2).strip(), String.join(" ", comment), true));
                comment.clear();
            } else {
                comment.clear();
            }
        }
        return new SettingsFile(List.copyOf(found));
    }

    public Set<String> keys() {
        return settings.stream().map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
    }
}
