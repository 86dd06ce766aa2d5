package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Passes notices to the person's command, one at a time. Notices that differ only in their slot and wait at the same
 * time become one. No request may lead here: a caller must not be able to start a program.
 */
public final class Notices {

    /** Runs the person's command and returns when it has ended. */
    @FunctionalInterface
    public interface Receiver {

        void tell(Notice notice);
    }

    private static final int MOST_WAITING = 100;

    private record Subject(Notice.Event event, String text) {}

    private final @Nullable Receiver receiver;
    private final Executor thread;
    private final Map<Subject, Set<SlotName>> waiting = new LinkedHashMap<>();
    private boolean busy;

    /**
     * No notices yet.
     *
     * @param receiver null where the person has no command
     * @param thread runs the receiver
     */
    public Notices(@Nullable Receiver receiver, Executor thread) {
        this.receiver = receiver;
        this.thread = thread;
    }

    /** Nobody is told of anything. */
    public static Notices none() {
        return new Notices(null, Runnable::run);
    }

    /** Tells of an event of one slot; returns at once. */
    void tell(Notice.Event event, SlotName slot, String text) {
        if (receiver == null || !enter(new Subject(event, text), slot)) {
            return;
        }
        Receiver told = receiver;
        thread.execute(() -> tellAll(told));
    }

    // True when nobody is telling them yet. More than that many reasons at once say nothing new.
    private synchronized boolean enter(Subject subject, SlotName slot) {
        if (waiting.size() >= MOST_WAITING && !waiting.containsKey(subject)) {
            return false;
        }
        waiting.computeIfAbsent(subject, fresh -> new LinkedHashSet<>()).add(slot);
        boolean first = !busy;
        busy = true;
        return first;
    }

    private void tellAll(Receiver told) {
        boolean whole = false;
        try {
            for (Notice notice = next(); notice != null; notice = next()) {
                told.tell(notice);
            }
            whole = true;
        } finally {
            if (!whole) {
                // A defect of the receiver: the next notice begins anew.
                leave();
            }
        }
    }

    private synchronized @Nullable Notice next() {
        var entries = waiting.entrySet().iterator();
        if (!entries.hasNext()) {
            busy = false;
            return null;
        }
        Map.Entry<Subject, Set<SlotName>> first = entries.next();
        Notice notice = new Notice(
                first.getKey().event(),
                List.copyOf(first.getValue()),
                first.getKey().text());
        entries.remove();
        return notice;
    }

    private synchronized void leave() {
        busy = false;
    }
}
