package dev.drover.graal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * The pages of a native binary that it has in memory. A start looks at most of them, and what runs from then on at less than half; as long
 * as no other program is short of memory, Linux takes none back by itself.
 */
public final class ProgramPages {

    /** MADV_DONTNEED of Linux, the same on all architectures. */
    private static final int NOT_NEEDED = 4;

    /** First line of a mapping in smaps, such as {@code 00410000-02769000 r-xp 00010000 fd:00 1234 /drover/drover}. */
    private static final Pattern MAPPING =
            Pattern.compile("([0-9a-f]{1,15})-([0-9a-f]{1,15}) (\\S{4}) \\S+ \\S+ ([0-9]+) *(.*)");

    private ProgramPages() {}

    /**
     * Gives back those that can be read again from the binary, whenever they are needed. Nothing happens on a JVM, nor where Linux does not
     * tell.
     */
    public static void giveBack() {
        // Asked of the property, for GraalVM's own classes are not in the jar
        if (!"runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return;
        }
        try {
            String program = Path.of("/proc/self/exe").toRealPath().toString();
            for (Range range : unchanged(Files.readAllLines(Path.of("/proc/self/smaps")), program)) {
                madvise(WordFactory.pointer(range.start), WordFactory.unsigned(range.end - range.start), NOT_NEEDED);
            }
        } catch (IOException unknown) {
            // They stay, as they would without this
        }
    }

    /**
     * What is mapped of a file, cannot be written to and has no page that differs from the file: what has been moved into its place at the
     * start differs, and is lost when it is given back.
     */
    static List<Range> unchanged(List<String> smaps, String file) {
        List<Range> ranges = new ArrayList<>();
        Range at = null;
        for (String line : smaps) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                at = mapping.group(5).equals(file) && !mapping.group(3).contains("w")
                        ? new Range(Long.parseLong(mapping.group(1), 16), Long.parseLong(mapping.group(2), 16))
                        : null;
            } else if (line.startsWith("Anonymous:") && !line.endsWith(" 0 kB")) {
                at = null;
            } else if (line.startsWith("Swap:")) {
                // Said after Anonymous. What is there has been in memory, and differed
                if (at != null && line.endsWith(" 0 kB")) {
                    ranges.add(at);
                }
                at = null;
            }
        }
        return ranges;
    }

    @CFunction(transition = CFunction.Transition.NO_TRANSITION)
    private static native int madvise(PointerBase address, UnsignedWord length, int advice);

    /** Addresses from the first to the one after the last. */
    record Range(long start, long end) {}
}
