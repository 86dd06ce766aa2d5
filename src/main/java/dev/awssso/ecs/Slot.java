package dev.awssso.ecs;

import dev.awssso.credentials.RenewalState;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.SlotEntry;
import dev.awssso.roles.RoleArn;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One load of one slot. A record never changes: a renewal puts another one of the same generation in its place, a PUT
 * one of a new generation.
 *
 * @param name where it is
 * @param generation which load it is; no two loads of a server have the same
 * @param profileName the profile it belongs to
 * @param role whose credentials they are
 * @param expiresAt when they end
 * @param usableUntil the same moment by this machine's clock: earlier once that was set back
 * @param answer the body of a GET, null when it was wiped
 * @param keeper renews it, null for a load without a source
 */
public record Slot(
        SlotName name,
        long generation,
        String profileName,
        RoleArn role,
        Instant expiresAt,
        Instant usableUntil,
        @Nullable HeldBytes answer,
        @Nullable SlotKeeper keeper) {

    /** The end of credentials that were never fetched. */
    static final Instant NEVER_HELD = Instant.EPOCH;

    /** The slot right after a load. */
    static Slot of(SlotName name, long generation, SlotLoad load, @Nullable SlotKeeper keeper) {
        CredentialsDocument document = load.credentials();
        return new Slot(
                name,
                generation,
                load.profileName(),
                document.role(),
                document.expiration(),
                document.expiration(),
                new HeldBytes(document.toBytes()),
                keeper);
    }

    /** The slot after a renewal. */
    Slot renewed(CredentialsDocument fresh) {
        return new Slot(
                name,
                generation,
                profileName,
                fresh.role(),
                fresh.expiration(),
                fresh.expiration(),
                new HeldBytes(fresh.toBytes()),
                keeper);
    }

    /** The slot without its secrets. */
    Slot wiped() {
        return new Slot(name, generation, profileName, role, expiresAt, usableUntil, null, keeper);
    }

    /** The slot after the machine's clock was set back by so much. */
    Slot setBack(Duration time) {
        return new Slot(name, generation, profileName, role, expiresAt, usableUntil.minus(time), answer, keeper);
    }

    /** True when its credentials may be returned: more than 30 seconds are left. */
    public boolean held(Instant now) {
        return answer != null && usableUntil.isAfter(now.plus(RenewalState.MARGIN));
    }

    /** True when these are the ones that its renewal holds now. */
    boolean holds(RoleCredentials credentials) {
        return keeper != null && credentials.equals(keeper.state().held());
    }

    /** Where the next credentials come from, null when it is not renewed. */
    public @Nullable SlotSource source() {
        return keeper == null ? null : keeper.source();
    }

    /** How it stands at this moment. */
    public SlotState state(Instant now) {
        return keeper == null
                ? SlotState.of(held(now), false, null)
                : SlotState.of(held(now), keeper.fetching(), keeper.state());
    }

    /** When its credentials end or ended, null when none were ever fetched. */
    public @Nullable Instant end() {
        return expiresAt.equals(NEVER_HELD) ? null : expiresAt;
    }

    /** What the server tells about it to anyone who may list it. */
    public SlotEntry entry(Instant now) {
        return new SlotEntry(
                profileName,
                role.account(),
                role.name(),
                expiresAt,
                expires(held(now) ? Duration.between(now, usableUntil) : Duration.ZERO),
                name.text(),
                keeper != null);
    }

    private static String expires(Duration left) {
        if (left.isZero()) {
            return "Expired";
        }
        long minutes = left.toMinutes();
        if (minutes < 1) {
            return "< 1m";
        }
        return minutes < 60 ? minutes + "m" : minutes / 60 + "h " + minutes % 60 + "m";
    }
}
