package dev.drover.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.drover.testing.Terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ScreenTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(written, true, UTF_8), UTF_8);
    private final PrintStream out = screen.stream();

    private Terminal terminal(int columns) {
        // A terminal driver makes a carriage return and a line feed of the line feed alone
        return new Terminal(columns).write(written.toString(UTF_8).replaceAll("\r?\n", "\r\n"));
    }

    /** These tests write to a pipe. What Java 22 to 24 would answer by themselves is a console all the same. */
    @Test
    void aPipeIsNoTerminalAlsoWhereThereIsNoProc() {
        assertThat(DownloadProgress.isTerminal()).isFalse();
        assertThat(DownloadProgress.hasConsole()).isFalse();
        assertThat(System.getProperty("jdk.console")).isEqualTo("java.base");
    }

    @Test
    void whatStaysIsAboveWhatChanges() {
        out.println("first");
        screen.show(List.of("another bar that is longer", "b 1"));
        out.println("sécond");
        screen.show(List.of("a 2", "b 1"));
        assertThat(terminal(80).lines()).containsExactly("first", "sécond", "a 2", "b 1");
        assertThat(terminal(80).tidy()).isTrue();
        screen.show(List.of("b 2"));
        assertThat(terminal(80).lines()).containsExactly("first", "sécond", "b 2");
        screen.show(List.of());
        out.println("done");
        assertThat(terminal(80).lines()).containsExactly("first", "sécond", "done");
        assertThat(terminal(80).tidy()).isTrue();
    }

    @Test
    void aNarrowWindowCutsWhatChangesAndNothingElse() {
        screen.show(List.of("0123456789abcdef", "x"));
        screen.show(List.of("0123456789ABCDEF", "y"));
        out.println("a longer line that stays");
        assertThat(terminal(12).lines().subList(0, 2)).containsExactly("a longer lin", "e that stays");
        assertThat(terminal(12).lines()).hasSize(4).last().isEqualTo("y");
        screen.show(List.of());
        assertThat(terminal(12).lines()).containsExactly("a longer lin", "e that stays");
        assertThat(terminal(12).tidy()).isTrue();
    }

    @Test
    void onlyWholeLinesComeBetween() {
        screen.show(List.of("bar"));
        out.print("half a ");
        screen.show(List.of("BAR"));
        out.print("line\nand more");
        out.flush();
        assertThat(terminal(80).lines()).containsExactly("half a line", "BAR");
        out.println(" of it");
        assertThat(terminal(80).lines()).containsExactly("half a line", "and more of it", "BAR");
    }

    @Test
    void whatDoesNotChangeIsNotWrittenAgain() {
        screen.show(List.of("bar"));
        int size = written.size();
        screen.show(List.of("bar"));
        assertThat(written.size()).isEqualTo(size);
    }
}
