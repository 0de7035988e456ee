package dev.drover.frames;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PictureAreaTest {

    private static final LumaPlane PLANE = LumaPlane.ofGrey(new byte[60 * 40], 60, 40, 10);

    /** Rows of blocks, of 60x40 pixels: 8x5 blocks, the last column half as wide. */
    private static String blocks(String region, String masks) {
        boolean[] counts = PictureArea.of(region, masks).blocks(PLANE);
        StringBuilder rows = new StringBuilder();
        for (int block = 0; block < counts.length; block++) {
            rows.append(block > 0 && block % 8 == 0 ? " " : "").append(counts[block] ? '#' : '.');
        }
        return rows.toString();
    }

    @Test
    void withoutAnyAllCounts() {
        assertThat(PictureArea.ALL.blocks(PLANE)).isNull();
        assertThat(PictureArea.of(" ", "").blocks(PLANE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'8,8,16,8'             | ''             | ........ .##..... ........ ........ ........",
                "'50%,0,50%,100%'       | ''             | ....#### ....#### ....#### ....#### ....####",
                // The middle decides
                "'4,4,8,8'              | ''             | #....... ........ ........ ........ ........",
                "'5,4,8,8'              | ''             | .#...... ........ ........ ........ ........",
                "'0,0,8,8; 48,32,99,99' | ''             | #....... ........ ........ ........ ......##",
                // A mask takes all that it touches
                "''                     | '7,0,2,1'      | ..###### ######## ######## ######## ########",
                "''                     | '8,8,8,8'      | ######## #.###### ######## ######## ########",
                "''                     | '0,39,100%,9'  | ######## ######## ######## ######## ........",
                "''                     | '70.5%,0%,29.5%,20%;0,0,1,1' | .####... ######## ######## ######## ########",
                "'0,0,50%,20%'          | '0,0,9,9'      | ..##.... ........ ........ ........ ........",
                "'100,100,10,10'        | ''             | ........ ........ ........ ........ ........"
            })
    void rectanglesAreTakenToBlocks(String region, String masks, String expected) {
        assertThat(blocks(region, masks)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3             | it has 3 numbers",
                "1,2,3,4;          | it has 0 numbers",
                "1,2,3,4,5         | it has 5 numbers",
                "1,2,x,4           | \"x\" is no number of pixels and no percentage",
                "-1,2,3,4          | \"-1\" is no number of pixels and no percentage",
                "1,2,,4            | \"\" is no number of pixels and no percentage",
                "0,0,120%,4        | 120% is more than the whole picture",
                "0,0,0,4           | it is empty",
                "0,0,10%,0%        | it is empty"
            })
    void whatIsNoRectangleIsSaid(String text, String why) {
        assertThatThrownBy(() -> PictureArea.of(text, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no rectangle: " + why + ". It is x,y,width,height,");
        assertThatThrownBy(() -> PictureArea.of("", text)).isInstanceOf(IllegalArgumentException.class);
    }
}
