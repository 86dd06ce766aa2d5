package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The records of all slots: one immutable map behind one atomic reference. What leaves it is wiped. */
final class SlotTable {

    private final AtomicReference<Map<SlotName, Slot>> slots = new AtomicReference<>(Map.of());

    @Nullable
    Slot get(SlotName name) {
        return map().get(name);
    }

    Collection<Slot> all() {
        return map().values();
    }

    /** Puts a slot in place of what was there; false, and nothing changed, when it would be one named slot too many. */
    boolean put(Slot fresh, int most) {
        Map<SlotName, Slot> before = update(map -> room(map, fresh.name(), most) ? with(map, fresh) : map);
        boolean room = room(before, fresh.name(), most);
        discard(room ? before.get(fresh.name()) : fresh);
        return room;
    }

    /** Takes a slot out; false when nothing was in it. */
    boolean remove(SlotName name) {
        Map<SlotName, Slot> before = update(map -> {
            if (!map.containsKey(name)) {
                return map;
            }
            Map<SlotName, Slot> changed = new HashMap<>(map);
            changed.remove(name);
            return changed;
        });
        discard(before.get(name));
        return before.containsKey(name);
    }

    void removeNamed() {
        Map<SlotName, Slot> before = update(map -> {
            Slot unnamed = map.get(SlotName.UNNAMED);
            return unnamed == null ? Map.of() : Map.of(SlotName.UNNAMED, unnamed);
        });
        before.values().stream().filter(slot -> slot.name().named()).forEach(SlotTable::discard);
    }

    void clear() {
        update(map -> Map.of()).values().forEach(SlotTable::discard);
    }

    /** Puts another record in the place of this very one; false, and the other wiped, when it is not there any longer. */
    @SuppressWarnings("ReferenceEquality") // this very record, or it was replaced meanwhile
    boolean replace(Slot old, Slot other) {
        Map<SlotName, Slot> before = update(map -> map.get(old.name()) == old ? with(map, other) : map);
        boolean replaced = before.get(old.name()) == old;
        if (old.answer() != other.answer()) {
            wipe(replaced ? old : other);
        }
        return replaced;
    }

    private static boolean room(Map<SlotName, Slot> map, SlotName name, int most) {
        int named = map.size() - (map.containsKey(SlotName.UNNAMED) ? 1 : 0);
        return !name.named() || map.containsKey(name) || named < most;
    }

    private static Map<SlotName, Slot> with(Map<SlotName, Slot> map, Slot slot) {
        Map<SlotName, Slot> changed = new HashMap<>(map);
        changed.put(slot.name(), slot);
        return changed;
    }

    private static void discard(@Nullable Slot slot) {
        if (slot == null) {
            return;
        }
        if (slot.keeper() != null) {
            slot.keeper().end();
        }
        wipe(slot);
    }

    private static void wipe(Slot slot) {
        if (slot.answer() != null) {
            slot.answer().wipe();
        }
    }

    private Map<SlotName, Slot> map() {
        return Objects.requireNonNull(slots.get());
    }

    private Map<SlotName, Slot> update(UnaryOperator<Map<SlotName, Slot>> change) {
        return Objects.requireNonNull(slots.getAndUpdate(change));
    }
}
