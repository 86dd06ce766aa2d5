package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

    @Test
    @SuppressWarnings("try") // it runs, and is not used
    void aDefectIsReportedAndEndsNothing() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        List<Throwable> defects = new CopyOnWriteArrayList<>();
        Runnable work = () -> {
            rounds.countDown();
            if (rounds.getCount() == 2) {
                throw new IllegalStateException("defect");
            }
            if (rounds.getCount() == 1) {
                throw new AssertionError("defect");
            }
        };
        try (PeriodicTask task = PeriodicTask.start("rounds", Duration.ofMillis(1), work, defects::add)) {
            assertTrue(rounds.await(30, TimeUnit.SECONDS));
        }
        assertEquals(2, defects.size());
    }
}
