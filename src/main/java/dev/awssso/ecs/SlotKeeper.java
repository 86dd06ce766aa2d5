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

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** A slot that nobody read for so long is not renewed. */
    private static final Duration UNREAD = Duration.ofHours(12);

    private final Source source;
    private final Renewal renewal;
    private final AtomicReference<Instant> lastDemand = new AtomicReference<>(Instant.EPOCH);
    private final RoleSources sources;
    private volatile Instant lastRead;
    private Instant lastLook = Instant.EPOCH;
    private String signIn;

    SlotKeeper(Source source, Renewal renewal, RoleSources sources, Instant now) {
        this.source = source;
        this.sources = sources;
        this.signIn = sources.signInStamp(source);
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

    /** Looks whether a fetch is due, and lets go of what has expired. Called by one thread. */
    void look(Instant now) {
        renewal.forgetExpired();
        lookForSignIn(now);
        if (lastRead.plus(UNREAD).isAfter(now)) {
            renewal.look();
        }
    }

    private void lookForSignIn(Instant now) {
        if (lastLook.plus(BETWEEN_LOOKS).isAfter(now)) {
            return;
        }
        lastLook = now;
        String present = sources.signInStamp(source);
        if (!present.equals(signIn)) {
            signIn = present;
            renewal.signInChanged();
        }
    }

    /** No further fetch; a running one's result is dropped. */
    void end() {
        renewal.end();
    }
}
