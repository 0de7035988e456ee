package dev.drover.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal as wide as wanted and endlessly high: what is on it after something was written to it. */
public final class Terminal {

    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[(\\??)([\\d;]*)([A-Za-z])");

    private final int columns;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private boolean wraps = true;

    public Terminal(int columns) {
        this.columns = columns;
    }

    /** Takes what a program writes; escape sequences must be whole. */
    public Terminal write(String text) {
        Matcher escape = ESCAPE.matcher(text);
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '\u001b') {
                if (!escape.find(at) || escape.start() != at) {
                    throw new AssertionError("an escape sequence that this terminal does not know: "
                            + text.substring(at, Math.min(at + 12, text.length())));
                }
                obey(escape.group(1) + escape.group(3), escape.group(2));
                at = escape.end() - 1;
            } else {
                put(text.charAt(at));
            }
        }
        return this;
    }

    private void obey(String what, String number) {
        switch (what) {
            case "A" -> row = Math.max(0, row - Integer.parseInt(number));
            case "K" -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
            case "J" -> {
                obey("K", "");
                rows.subList(row + 1, rows.size()).clear();
            }
            case "?h", "?l" -> {
                if (!number.equals("7")) {
                    throw new AssertionError("mode " + number);
                }
                wraps = what.equals("?h");
            }
            case "m" -> {
                // Colours
            }
            default -> throw new AssertionError("sequence " + what);
        }
    }

    private void put(char letter) {
        if (letter == '\r') {
            column = 0;
        } else if (letter == '\n') {
            down();
        } else {
            if (column == columns && wraps) {
                column = 0;
                down();
            }
            StringBuilder line = rows.get(row);
            int at = Math.min(column, columns - 1);
            while (line.length() <= at) {
                line.append(' ');
            }
            line.setCharAt(at, letter);
            column = Math.min(column + 1, columns);
        }
    }

    private void down() {
        row++;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
    }

    /** What can be read on it, from the top, without trailing spaces and empty lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(
                rows.stream().map(line -> line.toString().stripTrailing()).toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** Whether the cursor is where a shell expects it: at the begin of the row after the last line, wrapping on. */
    public boolean tidy() {
        return column == 0 && wraps && row == lines().size();
    }
}
