package dev.drover.graal;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgramPagesTest {

    private static final String PROGRAM = "/opt/my programs/drover";

    @Test
    void whatIsAsInTheFileIsGivenBack() {
        assertThat(given("00410000-02769000 r-xp", PROGRAM, 0, 0))
                .containsExactly(new ProgramPages.Range(0x410000, 0x2769000));
        assertThat(given("7f1000000000-7f1000001000 r--p", PROGRAM, 0, 0)).hasSize(1);
    }

    @Test
    void whatMayDifferFromTheFileIsKept() {
        assertThat(given("00410000-02769000 rw-p", PROGRAM, 0, 0)).isEmpty();
        assertThat(given("00410000-02769000 r--p", PROGRAM, 4, 0)).isEmpty();
        assertThat(given("00410000-02769000 r--p", PROGRAM, 0, 8)).isEmpty();
    }

    @Test
    void whatIsOfAnotherFileIsKept() {
        assertThat(given("00410000-02769000 r-xp", "/usr/lib/libc.so.6", 0, 0)).isEmpty();
        assertThat(given("00410000-02769000 r--p", "", 0, 0)).isEmpty();
        assertThat(given("ffffffffff600000-ffffffffff601000 --xp", "[vsyscall]", 0, 0))
                .isEmpty();
    }

    private static List<ProgramPages.Range> given(String begin, String file, int anonymous, int swapped) {
        return ProgramPages.unchanged(
                List.of(
                        begin + " 00010000 fe:00 260131                     " + file,
                        "Size:                  8 kB",
                        "Private_Dirty:         " + anonymous + " kB",
                        "Anonymous:             " + anonymous + " kB",
                        "Swap:                  " + swapped + " kB",
                        "SwapPss:               0 kB"),
                PROGRAM);
    }
}
