package dev.awssso.ecs;

import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.ecs.wire.CredentialsDocument;
import dev.awssso.ecs.wire.Source;
import dev.awssso.roles.RoleArn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All slots of a server: one immutable map behind one atomic reference. Reading takes no lock and waits for nothing;
 * every answer comes from one record. What leaves the map is wiped.
 */
public final class Slots {

    /** How many named slots there may be. */
    public static final int MOST = 1000;

    /**
     * What a read found.
     *
     * @param state how the slot stands
     * @param slot the record, null when nothing is loaded
     * @param body the credentials as SDKs read them, null when none are held
     */
    @SuppressWarnings("ArrayRecordComponent") // made for one answer, compared by nobody
    public record Reading(SlotState state, @Nullable Slot slot, byte @Nullable [] body) {

        static final Reading NOTHING = new Reading(SlotState.EMPTY, null, null);
    }

    private final InstantSource clock;
    private final RoleSources sources;
    private final Executor executor;
    private final RandomGenerator random;
    private final AtomicReference<Map<SlotName, Slot>> slots = new AtomicReference<>(Map.of());
    private final AtomicLong generations = new AtomicLong();

    /**
     * No slots yet.
     *
     * @param executor runs the fetches
     * @param random spreads retries
     */
    public Slots(InstantSource clock, RoleSources sources, Executor executor, RandomGenerator random) {
        this.clock = clock;
        this.sources = sources;
        this.executor = executor;
        this.random = random;
    }

    /** Reads a slot. One that has expired and can be renewed starts to fetch. */
    public Reading read(SlotName name) {
        while (true) {
            Slot slot = map().get(name);
            if (slot == null) {
                return Reading.NOTHING;
            }
            Instant now = clock.instant();
            SlotKeeper keeper = slot.keeper();
            if (keeper != null) {
                keeper.read(now);
            }
            if (!slot.held(now)) {
                if (keeper != null) {
                    keeper.demand(now);
                }
                return new Reading(slot.state(now), slot, null);
            }
            byte[] body = Objects.requireNonNull(slot.answer()).copy();
            if (body != null) {
                return new Reading(slot.state(now), slot, body);
            }
            // Replaced and wiped while it was copied: the map has another one by now.
        }
    }

    /** How a slot stands, without reading its credentials. */
    public Reading look(SlotName name) {
        Slot slot = map().get(name);
        return slot == null ? Reading.NOTHING : new Reading(slot.state(clock.instant()), slot, null);
    }

    /**
     * Loads a slot, in place of what was in it.
     *
     * @return false when it would be one slot too many
     */
    public boolean put(SlotName name, SlotLoad load) {
        long generation = generations.incrementAndGet();
        Source source = load.source();
        SlotKeeper keeper = source == null
                ? null
                : keeper(name, generation, source, RenewalState.of(credentials(load.credentials()), clock.instant()));
        Slot fresh = Slot.of(name, generation, load, keeper);
        Map<SlotName, Slot> before = update(map -> {
            if (map.get(name) == null && name.named() && namedCount(map) >= MOST) {
                return map;
            }
            Map<SlotName, Slot> changed = new HashMap<>(map);
            changed.put(name, fresh);
            return changed;
        });
        boolean room = !name.named() || before.containsKey(name) || namedCount(before) < MOST;
        discard(room ? before.get(name) : fresh);
        return room;
    }

    /** Begins to fill a slot from its source. */
    public void start(StartSlot start) {
        long generation = generations.incrementAndGet();
        SlotKeeper keeper = keeper(start.name(), generation, start.source(), RenewalState.empty());
        Slot empty =
                new Slot(start.name(), generation, start.profileName(), start.role(), Slot.NEVER_HELD, null, keeper);
        Map<SlotName, Slot> before = update(map -> {
            Map<SlotName, Slot> changed = new HashMap<>(map);
            changed.put(start.name(), empty);
            return changed;
        });
        discard(before.get(start.name()));
        keeper.look(clock.instant());
    }

    /** Empties a slot; false when nothing was in it. */
    public boolean remove(SlotName name) {
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

    /** Removes every named slot; the default one stays. */
    public void removeNamed() {
        Map<SlotName, Slot> before = update(map -> {
            Slot unnamed = map.get(SlotName.UNNAMED);
            return unnamed == null ? Map.of() : Map.of(SlotName.UNNAMED, unnamed);
        });
        before.values().stream().filter(slot -> slot.name().named()).forEach(Slots::discard);
    }

    /** The named slots, sorted by name. */
    public List<Slot> named() {
        return map().values().stream()
                .filter(slot -> slot.name().named())
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
    }

    /** Wipes what has expired and starts the fetches that are due; to be called several times a second. */
    public void tick() {
        Instant now = clock.instant();
        for (Slot slot : map().values()) {
            SlotKeeper keeper = slot.keeper();
            if (slot.answer() != null && !slot.held(now)) {
                replace(slot, slot.wiped());
            }
            if (keeper != null) {
                keeper.look(now);
            }
        }
    }

    /** The server ends: nothing is held any more. */
    public void end() {
        update(map -> Map.of()).values().forEach(Slots::discard);
    }

    private SlotKeeper keeper(SlotName name, long generation, Source source, RenewalState initial) {
        Renewal renewal = new Renewal(
                sources.open(source), initial, clock, random, executor, state -> fetched(name, generation, state));
        return new SlotKeeper(source, renewal, sources, clock.instant());
    }

    private static RoleCredentials credentials(CredentialsDocument document) {
        return new RoleCredentials(
                document.accessKeyId(),
                document.secretKey(),
                document.sessionToken(),
                document.expiration(),
                document.account());
    }

    // A fetch that began under an older generation finds another record, or none, and changes nothing.
    private void fetched(SlotName name, long generation, RenewalState state) {
        Slot slot = map().get(name);
        RoleCredentials fresh = state.held();
        if (slot == null || slot.generation() != generation || fresh == null || state.failure() != null) {
            return;
        }
        if (fresh.sessionToken() == null || fresh.expiresAt() == null) {
            return;
        }
        RoleArn role = slot.role();
        replace(
                slot,
                slot.renewed(new CredentialsDocument(
                        fresh.accessKeyId(),
                        fresh.secretKey(),
                        fresh.sessionToken(),
                        fresh.expiresAt(),
                        role.account(),
                        role)));
    }

    @SuppressWarnings("ReferenceEquality") // this very record, or it was replaced meanwhile
    private void replace(Slot old, Slot other) {
        boolean[] replaced = new boolean[1];
        update(map -> {
            replaced[0] = map.get(old.name()) == old;
            if (!replaced[0]) {
                return map;
            }
            Map<SlotName, Slot> changed = new HashMap<>(map);
            changed.put(old.name(), other);
            return changed;
        });
        wipe(replaced[0] ? old : other);
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

    private static int namedCount(Map<SlotName, Slot> map) {
        return map.size() - (map.containsKey(SlotName.UNNAMED) ? 1 : 0);
    }

    private Map<SlotName, Slot> map() {
        return Objects.requireNonNull(slots.get());
    }

    private Map<SlotName, Slot> update(UnaryOperator<Map<SlotName, Slot>> change) {
        return Objects.requireNonNull(slots.getAndUpdate(change));
    }
}
