package dev.awssso.ecs;

import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ClockWatch;
import dev.awssso.platform.CorrectedClock;
import dev.awssso.problem.Notes;
import dev.awssso.roles.RoleArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All slots of a server. Reading takes no lock and waits for nothing; every answer comes from one record.
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

    /**
     * The world around.
     *
     * @param clock the time, as near to AWS's as is known
     * @param watch notices when the machine's clock was set
     * @param executor runs the fetches
     * @param random spreads retries
     */
    public record World(CorrectedClock clock, ClockWatch watch, Executor executor, RandomGenerator random) {}

    private final World world;
    private final CorrectedClock clock;
    private final RoleSources sources;
    private final Notes notes;
    private final Notices notices;
    private final SignInEnds ends;
    private final SharedFetches shared;
    private final SlotTable slots = new SlotTable();
    private final AtomicLong generations = new AtomicLong();

    /**
     * No slots yet.
     *
     * @param notes receives failed renewals and sign-ins that end soon
     * @param notices passes them to the person's command
     */
    public Slots(World world, RoleSources sources, Notes notes, Notices notices) {
        this.world = world;
        this.clock = world.clock();
        this.sources = sources;
        this.notes = notes;
        this.notices = notices;
        this.ends = new SignInEnds(sources, notes, notices);
        this.shared = new SharedFetches(clock, sources);
    }

    /** Reads a slot. One that has expired and can be renewed starts to fetch. */
    public Reading read(SlotName name) {
        reconsider();
        while (true) {
            Slot slot = slots.get(name);
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
        reconsider();
        Slot slot = slots.get(name);
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
                : keeper(
                        name,
                        generation,
                        new SlotSource.OfIdentityCenter(source),
                        RenewalState.of(credentials(load.credentials()), clock.instant()));
        Slot fresh = Slot.of(name, generation, load, keeper);
        return slots.put(fresh, MOST);
    }

    /** Begins to fill a slot from its source. */
    public void start(StartSlot start) {
        long generation = generations.incrementAndGet();
        SlotKeeper keeper = keeper(start.name(), generation, start.source(), RenewalState.empty());
        Slot empty = new Slot(
                start.name(),
                generation,
                start.profileName(),
                start.role(),
                Slot.NEVER_HELD,
                Slot.NEVER_HELD,
                null,
                keeper);
        slots.put(empty, MOST);
        keeper.look(clock.instant());
    }

    /** Empties a slot; false when nothing was in it. */
    public boolean remove(SlotName name) {
        return slots.remove(name);
    }

    /** Removes every named slot; the default one stays. */
    public void removeNamed() {
        slots.removeNamed();
    }

    /** The named slots, sorted by name. */
    public List<Slot> named() {
        reconsider();
        return slots.all().stream()
                .filter(slot -> slot.name().named())
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
    }

    /** Wipes what has expired and starts the fetches that are due; to be called several times a second. */
    public void tick() {
        reconsider();
        Instant now = clock.instant();
        shared.forget(now);
        ends.look(now, slots.all());
        for (Slot slot : slots.all()) {
            SlotKeeper keeper = slot.keeper();
            if (keeper != null) {
                keeper.look(now);
            }
            boolean over = !slot.held(now) || (keeper != null && keeper.holdsNothing());
            if (slot.answer() != null && over) {
                slots.replace(slot, slot.wiped());
            }
        }
    }

    // The machine slept, or its clock was set: nothing is answered before every slot was looked at again.
    private void reconsider() {
        if (!world.watch().parted().isZero()) {
            reconsiderAll();
        }
    }

    private synchronized void reconsiderAll() {
        Duration parted = world.watch().parted();
        if (parted.isZero()) {
            return;
        }
        // Set back: less is left of everything than the clock says, by as much as it went back with its correction.
        Duration back = parted.isNegative() ? parted.abs().plus(clock.skew()) : Duration.ZERO;
        if (parted.isNegative()) {
            clock.forget();
        }
        Instant now = clock.instant();
        for (Slot slot : slots.all()) {
            if (back.compareTo(Duration.ZERO) > 0) {
                slots.replace(slot, slot.setBack(back));
            }
            if (slot.keeper() != null) {
                slot.keeper().clockChanged(parted.isNegative(), now);
            }
        }
        world.watch().settle();
    }

    /** The server ends: nothing is held any longer. */
    public void end() {
        slots.clear();
    }

    private SlotKeeper keeper(SlotName name, long generation, SlotSource source, RenewalState initial) {
        SignInWatch watched = new SignInWatch(source, sources, shared.sharing(source, sources.open(source)));
        RenewalNotes told = new RenewalNotes(name, notes, notices);
        Renewal.Listener listener = new Renewal.Listener() {
            @Override
            public void fetched(RenewalState state) {
                told.fetched(state);
                Slots.this.fetched(name, generation, state);
            }

            @Override
            public void demanded(RenewalState state) {
                told.demanded(state);
                Slots.this.fetched(name, generation, state);
            }
        };
        Renewal renewal =
                new Renewal(watched, initial, clock, world.random(), shared.queue(source, world.executor()), listener);
        return new SlotKeeper(source, renewal, watched, clock.instant());
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
        RoleCredentials fresh = state.held();
        if (fresh == null || state.failure() != null || fresh.sessionToken() == null || fresh.expiresAt() == null) {
            return;
        }
        Slot slot = slots.get(name);
        // Not what is held any longer: the person signed out, or another fetch was faster.
        while (slot != null && slot.generation() == generation && slot.holds(fresh)) {
            RoleArn role = slot.role();
            CredentialsDocument document = new CredentialsDocument(
                    fresh.accessKeyId(),
                    fresh.secretKey(),
                    fresh.sessionToken(),
                    fresh.expiresAt(),
                    role.account(),
                    role);
            if (slots.replace(slot, slot.renewed(document))) {
                return;
            }
            // It was wiped or set back meanwhile.
            slot = slots.get(name);
        }
    }
}
