package dev.drover.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;

/**
 * A route file as it was read.
 *
 * @param path below the folder of the routes, with {@code /}
 * @param text all of it
 * @param fault why it could not be read, where it could not
 */
record RouteSource(String path, String text, Optional<String> fault) {

    RouteSource(String path, String text) {
        this(path, text, Optional.empty());
    }

    static RouteSource unreadable(String path, String why) {
        return new RouteSource(path, "", Optional.of(why));
    }

    /** Whether another good text differs in nothing but comments, empty lines and the like. */
    boolean saysTheSame(String other) {
        return events(text).equals(events(other));
    }

    /** What a reader of YAML hears; each value as it is written, with its kind of quotes. */
    private static List<String> events(String text) {
        Iterable<Event> events = new Parse(LoadSettings.builder().build()).parseString(text);
        return StreamSupport.stream(events.spliterator(), false)
                .map(Event::toString)
                .toList();
    }

    /** The line, counted from 1, in which a word stands that few other lines have; 0 where there is none. */
    int lineOf(Iterable<String> words) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        int longest = 0;
        for (String word : words) {
            int[] lines = linesWith(word);
            boolean better = lines.length < fewest || (lines.length == fewest && word.length() > longest);
            if (lines.length > 0 && better) {
                fewest = lines.length;
                longest = word.length();
                best = lines[0];
            }
        }
        return best;
    }

    private int[] linesWith(String word) {
        String[] lines = text.split("\\R", -1);
        return IntStream.range(0, lines.length)
                .filter(line ->
                        lines[line].contains(word) && !lines[line].strip().startsWith("#"))
                .map(line -> line + 1)
                .toArray();
    }
}
