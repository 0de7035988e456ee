package dev.drover.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * Standard output where that is a terminal: lines that stay, and below them some that change in place.
 *
 * <p>Whatever else is written, by the log as well, comes above those that change. They are kept short and never wrap, so that the
 * same number of rows can be taken away again. The cursor is neither hidden nor moved elsewhere: whenever Drover is
 * stopped, the terminal is as it was.
 */
final class Screen {

    private static final String ESCAPE = "\u001b[";
    private static final String NO_WRAP = ESCAPE + "?7l";
    private static final String WRAP = ESCAPE + "?7h";
    private static final String REST_OF_LINE = ESCAPE + "K";
    private static final String REST_OF_SCREEN = ESCAPE + "J";

    private final PrintStream terminal;
    private final Charset charset;
    private int rows;
    private List<String> changing = List.of();

    /** @param terminal writes to the terminal at once, nothing else does */
    Screen(PrintStream terminal, Charset charset) {
        this.terminal = terminal;
        this.charset = charset;
    }

    /** Standard output and error of this process, from now on; to be called before anything has taken hold of them. */
    static Screen install(boolean errorsToo) {
        Screen screen = new Screen(System.out, charset());
        System.setOut(screen.stream());
        if (errorsToo) {
            System.setErr(screen.stream());
        }
        return screen;
    }

    /** The screen that was installed, if one was. */
    static Optional<Screen> installed() {
        return System.out instanceof Stream stream ? Optional.of(stream.screen) : Optional.empty();
    }

    /** Writes above the lines that change. */
    PrintStream stream() {
        return new Stream(this, charset);
    }

    /** Shows these lines instead of those that were shown; none to take them away. */
    synchronized void show(List<String> lines) {
        if (!lines.equals(changing)) {
            String before = toTheirBegin();
            changing = List.copyOf(lines);
            write(before + drawn() + (rows > changing.size() ? REST_OF_SCREEN : ""));
            rows = changing.size();
        }
    }

    private synchronized void above(byte[] text) {
        if (rows == 0) {
            terminal.write(text, 0, text.length);
            terminal.flush();
        } else {
            write(toTheirBegin() + REST_OF_SCREEN + new String(text, charset) + drawn());
        }
    }

    private String toTheirBegin() {
        return rows == 0 ? "" : "\r" + ESCAPE + rows + "A";
    }

    private String drawn() {
        StringBuilder drawn = new StringBuilder();
        for (String line : changing) {
            drawn.append(NO_WRAP).append(line).append(WRAP).append(REST_OF_LINE).append("\r\n");
        }
        return drawn.toString();
    }

    /** In one piece, so that nobody sees half of it. */
    private void write(String text) {
        byte[] bytes = text.getBytes(charset);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }

    private static Charset charset() {
        // The encoding of the terminal has a name of its own only since Java 18; before, it is that of everything
        String name = System.getProperty("stdout.encoding");
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    /** Leads to its screen, and lets the screen be found again. */
    private static final class Stream extends PrintStream {

        private final Screen screen;

        Stream(Screen screen, Charset charset) {
            super(new Lines(screen), false, charset);
            this.screen = screen;
        }
    }

    /** Hands on whole lines. */
    private static final class Lines extends OutputStream {

        private final Screen screen;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        Lines(Screen screen) {
            this.screen = screen;
        }

        @Override
        public synchronized void write(int one) {
            begun.write(one);
            if (one == '\n') {
                handOn();
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            int end = from + length;
            int last = end;
            while (last > from && bytes[last - 1] != '\n') {
                last--;
            }
            begun.write(bytes, from, last - from);
            if (last > from) {
                handOn();
            }
            begun.write(bytes, last, end - last);
        }

        private void handOn() {
            screen.above(begun.toByteArray());
            begun.reset();
        }
    }
}
