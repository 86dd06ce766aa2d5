package dev.awssso.ecs;

import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.ecs.wire.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Renews one load for as long as somebody reads it. */
final class SlotKeeper {

    /** A GET of an expired slot starts a fetch unless one began this recently. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** A slot that nobody read for so long is not renewed. */
    private static final Duration UNREAD = Duration.ofHours(12);

    private final Source source;
    private final Renewal renewal;
    private final AtomicReference<Instant> lastDemand = new AtomicReference<>(Instant.EPOCH);
    private volatile Instant lastRead;

    SlotKeeper(Source source, Renewal renewal, Instant now) {
        this.source = source;
        this.renewal = renewal;
        this.lastRead = now;
    }

    Source source() {
        return source;
    }

    RenewalState state() {
        return renewal.state();
    }

    boolean fetching() {
        return renewal.fetching();
    }

    /** Somebody read the slot. */
    void read(Instant now) {
        lastRead = now;
    }

    /** Somebody asked for what is not held: fetches now unless that was just tried. */
    void demand(Instant now) {
        Instant last = Objects.requireNonNull(lastDemand.get());
        boolean due = last.plus(PAUSE).isBefore(now) && !renewal.state().waitsForSignIn();
        if (due && lastDemand.compareAndSet(last, now)) {
            renewal.fetch();
        }
    }

    /** Looks whether a fetch is due, and lets go of what has expired. */
    void look(Instant now) {
        renewal.forgetExpired();
        if (lastRead.plus(UNREAD).isAfter(now)) {
            renewal.look();
        }
    }

    void signInChanged() {
        renewal.signInChanged();
    }

    /** No further fetch; a running one's result is dropped. */
    void end() {
        renewal.end();
    }
}
