package dev.drover.timelapse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.drover.reolink.NvrChannel;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelBookTest {

    private static final NvrChannel GATE = new NvrChannel(0, "", true);
    private static final NvrChannel YARD = new NvrChannel(2, "", true);
    private static final NvrChannel BARN = new NvrChannel(5, "", false);

    private final ChannelBook book = new ChannelBook();
    private final List<String> news = new ArrayList<>();

    private List<Integer> learn(NvrChannel... channels) {
        return book.learn(List.of(channels), Set.of(), news);
    }

    @Test
    void namesAreAskedForWhereTheyAreNewAndThenOneALook() {
        assertThat(learn(GATE, YARD, BARN)).containsExactly(0, 2);
        assertThat(learn(GATE, YARD, BARN)).containsExactly(0);
        assertThat(learn(GATE, YARD, BARN)).containsExactly(2);
        assertThat(learn(GATE, YARD, new NvrChannel(5, "", true))).containsExactly(5);
        assertThat(news).containsExactly("Channel 5 (ch5) is online again");
    }

    @Test
    void onlyWantedOnesCount() {
        assertThat(book.learn(List.of(GATE, YARD), Set.of(2), news)).containsExactly(2);
        assertThat(book.online(Set.of(2))).containsExactly(2);
        assertThat(book.online(Set.of())).containsExactly(0, 2);
    }

    @Test
    void whoseCameraIsGoneIsLeftOutUntilItIsListedAgain() {
        learn(GATE, YARD);
        assertThat(book.isLookDue()).isFalse();
        book.gone(2);
        assertThat(book.online(Set.of())).containsExactly(0);
        assertThat(book.isLookDue()).as("in the next round").isTrue();
        learn(GATE, YARD);
        assertThat(book.online(Set.of())).containsExactly(0, 2);
        assertThat(news)
                .as("a list that says otherwise all the time is no news")
                .isEmpty();
    }

    @Test
    void theListIsAskedForInEachFourthRound() {
        assertThat(book.isLookDue()).isTrue();
        learn(GATE);
        assertThat(List.of(book.isLookDue(), book.isLookDue(), book.isLookDue(), book.isLookDue()))
                .containsExactly(false, false, false, true);
    }

    @Test
    void patienceIsLostAfterThreeFailuresAndFoundWithAPicture() {
        learn(GATE);
        assertThat(book.failed(0, "why")).isTrue();
        assertThat(book.failed(0, "why")).isFalse();
        assertThat(book.isPatientWith(0)).isTrue();
        book.failed(0, "why");
        assertThat(book.isPatientWith(0)).isFalse();
        assertThat(book.succeeded(0)).isTrue();
        assertThat(book.isPatientWith(0)).isTrue();
    }

    @Test
    void aNameIsTheOneInThePictureElseTheListsElseTheNumber() {
        learn(GATE, new NvrChannel(1, "Listed", true), YARD);
        assertThat(book.name(0)).isEqualTo("ch0");
        assertThat(book.name(1)).isEqualTo("Listed");
        book.named(0, "Gate", news);
        assertThat(book.name(0)).isEqualTo("Gate");
        assertThat(news).isEmpty();
        book.named(0, "Main Gate", news);
        assertThat(news).hasSize(1).first().asString().contains("Main Gate");
        book.named(0, "", news);
        assertThat(book.name(0)).isEqualTo("Main Gate");
    }
}
