package dev.drover.footage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentCountTest {

    @Test
    void whatIsToldOnlyEverIncreases() throws InterruptedException {
        SegmentCount count = new SegmentCount();
        count.begin(79);
        List<Integer> told = new CopyOnWriteArrayList<>();
        Thread another = new Thread(() -> count.add(told::add));
        count.add(here -> {
            another.start();
            // It waits for this one, as it should, or it has been told already
            Awaitility.await()
                    .until(
                            another::getState,
                            state -> state == Thread.State.BLOCKED || state == Thread.State.TERMINATED);
            told.add(here);
        });
        another.join();
        assertThat(told).containsExactly(80, 81);
    }
}
