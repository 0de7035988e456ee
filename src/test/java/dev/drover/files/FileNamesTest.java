package dev.drover.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileNamesTest {
    private static final Instant START = Instant.ofEpochSecond(1_750_000_000);
    private static final String UUID = "Q0FNRVJBQ0FN_VJBQ-FNMQ";

    @Test
    void namesFootageAsThePredecessorDid() {
        assertThat(FileNames.footage("Dock 3/North!", UUID, START, false))
                .isEqualTo("Dock3North_Q0FNRVJBQ0FN_VJBQ-FNMQ_1750000000_video.mp4");
        assertThat(FileNames.footage("Dock", UUID + ".v0", START, true))
                .isEqualTo("Dock_Q0FNRVJBQ0FN_VJBQ-FNMQ_1750000000_videoWithAudio.mp4");
        assertThat(FileNames.alertFootage(
                        "Dock 3", UUID, START, ZoneOffset.UTC, "MOTION_HUMAN", "QUxF-UlRB_RVS", false))
                .isEqualTo("Dock3_Q0FNRVJBQ0FN_VJBQ-FNMQ_20250615_150640_alert_MOTIONHUMAN_QUxFUlRBRVS_video.mp4");
        assertThat(FileNames.alertFootage("D", UUID, START, ZoneId.of("Asia/Tokyo"), "", "x", true))
                .isEqualTo("D_Q0FNRVJBQ0FN_VJBQ-FNMQ_20250616_000640_alert__x_combined.mp4");
    }

    @ParameterizedTest
    @CsvSource({
        "Straße 7_a-b.c, Straße7abc",
        "駐車場 入口, 駐車場入口",
        "Двор ½ ² Ⅷ, Двор½²Ⅷ",
        "'../../etc/passwd', etcpasswd",
        "'🎥 Cam', Cam",
        "𝒜𝟙, 𝒜𝟙",
        "'!', ''"
    })
    void keepsWhatPythonCallsAlphanumeric(String name, String kept) {
        assertThat(FileNames.alphanumeric(name)).isEqualTo(kept);
    }

    @Test
    void shortensTheNameAndNothingElse() {
        String name = FileNames.footage("駐".repeat(300), UUID, START, true);

        assertThat(bytes(name)).isBetween(248, 250);
        assertThat(name).startsWith("駐駐").endsWith("_Q0FNRVJBQ0FN_VJBQ-FNMQ_1750000000_videoWithAudio.mp4");
        assertThat(bytes(FileNames.alertFootage(
                        "𝒜".repeat(99), "u".repeat(999), START, ZoneOffset.UTC, "駐".repeat(99), "駐".repeat(99), true)))
                .as("with room for .json")
                .isLessThanOrEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({
        "Dock 3 – North, Dock 3 – North",
        "a/b\\c:d*e?f|g, a_b_c_d_e_f_g",
        "'..', id",
        "'.hidden', hidden",
        "'name. . ', name",
        "'a\tb\u0000c\u202Ed', 'a b cd'",
        "NUL, _NUL",
        "com1.old, _com1.old",
        "console, console",
        "'', id",
        "'/', _",
        "'e\u0301', \u00e9",
    })
    void makesFolderNamesThatWorkEverywhere(String name, String folder) {
        assertThat(FileNames.safeFolder(name, "id.v0")).isEqualTo(folder);
    }

    @Test
    void makesAFolderNameOfAnything(@TempDir Path parent) throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(300); i >= 0; i--) {
                name.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : 0x2FFFF));
            }
            String folder = FileNames.safeFolder(name.toString(), "");
            assertThat(bytes(folder)).isBetween(1, 255);
            Path made = Files.createDirectories(parent.resolve(folder));
            assertThat(made.normalize().getParent()).isEqualTo(parent);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
