package dev.awssso.ecs;

import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import java.time.Duration;
import java.time.Instant;

/** Renews one load for as long as somebody reads it and the person is signed in. */
final class SlotKeeper {

    /** A GET of an expired slot starts a fetch unless one began this recently. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** A slot that nobody read for so long is not renewed. */
    private static final Duration UNREAD = Duration.ofHours(12);

    private final SlotSource source;
    private final Renewal renewal;
    private final SignInWatch signIn;
    private volatile Instant lastRead;

    SlotKeeper(SlotSource source, Renewal renewal, SignInWatch signIn, Instant now) {
        this.source = source;
        this.signIn = signIn;
        this.renewal = renewal;
        this.lastRead = now;
    }

    SlotSource source() {
        return source;
    }

    RenewalState state() {
        return renewal.state();
    }

    boolean fetching() {
        return renewal.fetching();
    }

    /** True when nothing may be held: the person has signed out, or another one gets nothing from this source. */
    boolean holdsNothing() {
        return renewal.state().held() == null && renewal.state().failure() != null;
    }

    /** True when the person has signed out and nothing may be held. */
    private boolean signedOut() {
        RenewalState state = renewal.state();
        return state.held() == null && state.waitsForSignIn();
    }

    /** Somebody read the slot. */
    void read(Instant now) {
        lastRead = now;
    }

    /** Somebody asked for what is not held: fetches now unless that was just tried, or would be in vain. */
    void demand(Instant now) {
        RenewalState state = renewal.state();
        if (renewal.lastFetch().plus(PAUSE).isBefore(now) && !state.waitsForSignIn() && !state.toldToWait(now)) {
            renewal.demand();
        }
    }

    /** Looks whether a fetch is due, and lets go of what has expired. Called by one thread. */
    void look(Instant now) {
        renewal.forgetExpired();
        switch (signIn.look(now)) {
            case SAME -> {}
            case CHANGED -> renewal.signInChanged();
            case ANOTHER -> renewal.newSignIn();
            case GONE -> signOut();
        }
        if (lastRead.plus(UNREAD).isAfter(now)) {
            renewal.look();
        }
    }

    private void signOut() {
        if (!signedOut() || renewal.fetching()) {
            renewal.signedOut();
        }
    }

    /** The machine slept, or its clock was set: looks at everything again. */
    void clockChanged(boolean back, Instant now) {
        // A time that lies ahead by now would keep an idle slot busy for long.
        lastRead = lastRead.isAfter(now) ? now : lastRead;
        signIn.clockChanged();
        renewal.clockChanged();
        if (back && !renewal.state().waitsForSignIn()) {
            // What is held may end earlier than the clock says: AWS tells the time with its answer.
            renewal.fetch();
        }
    }

    /** No further fetch; a running one's result is dropped. */
    void end() {
        renewal.end();
    }
}
