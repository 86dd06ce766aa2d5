package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void failsAsOftenAsPlannedAndInThatOrder() {
        faults.plan("GetRoleCredentials", Fault.THROTTLE, 2);
        faults.plan("GetRoleCredentials", Fault.DROP, 1);
        faults.plan("GetRoleCredentials", Fault.GARBAGE, 0);
        faults.plan(Faults.ANY, Fault.UNAVAILABLE, 1);

        List<Optional<Fault>> taken = IntStream.range(0, 5)
                .mapToObj(i -> faults.take("GetRoleCredentials"))
                .toList();

        assertEquals(
                List.of(
                        Optional.of(Fault.THROTTLE),
                        Optional.of(Fault.THROTTLE),
                        Optional.of(Fault.DROP),
                        Optional.of(Fault.UNAVAILABLE),
                        Optional.empty()),
                taken);
    }

    @Test
    void aPlanForAllTimesTakesNoMemory() {
        for (int i = 0; i < 100; i++) {
            faults.plan("op" + i, Fault.DROP, Integer.MAX_VALUE);
        }

        assertEquals(Optional.of(Fault.DROP), faults.take("op99"));
        faults.clear();
        assertEquals(Optional.empty(), faults.take("op99"));
    }
}
