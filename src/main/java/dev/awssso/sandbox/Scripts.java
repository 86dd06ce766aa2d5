package dev.awssso.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The planned failures, in the order in which they were planned. */
final class Scripts {

    private static final class Planned {
        private final Script script;
        private int seen;
        private int taken;
        private int share;

        Planned(Script script) {
            this.script = script;
        }

        boolean spent() {
            Integer times = script.turns().times();
            return times != null && taken >= times;
        }

        // Adds up the share of each call, so that it comes out evenly and the same each time.
        boolean turn() {
            seen++;
            if (spent() || seen <= script.turns().skip()) {
                return false;
            }
            share += script.turns().percent();
            if (share < 100) {
                return false;
            }
            share -= 100;
            taken++;
            return true;
        }
    }

    private final List<Planned> planned = new ArrayList<>();
    private volatile boolean empty = true;

    synchronized void plan(Script script) {
        planned.add(new Planned(script));
        empty = false;
    }

    synchronized void clear() {
        planned.clear();
        empty = true;
    }

    /** Whether there is nothing to look up. */
    boolean isEmpty() {
        return empty;
    }

    /** What is planned for this call: of the first script whose turn it is. */
    synchronized Optional<Script.Answer> take(CallSubject subject) {
        for (Planned next : planned) {
            if (next.script.calls().match(subject) && next.turn()) {
                planned.removeIf(Planned::spent);
                empty = planned.isEmpty();
                return Optional.of(next.script.answer());
            }
        }
        return Optional.empty();
    }
}
