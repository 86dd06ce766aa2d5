package dev.awssso.sandbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One device code, from its start until it is spent. */
final class DeviceGrant {

    /** What has become of it. */
    enum Decision {
        OPEN,
        APPROVED,
        DENIED,
        SPENT
    }

    private final Registration client;
    private final String userCode;
    private final String ticket;
    private final Instant expiresAt;
    private Decision decision = Decision.OPEN;
    private String user = "";
    private int polls;
    private Duration interval;
    private @Nullable Instant polledAt;

    DeviceGrant(Registration client, String userCode, String ticket, Instant expiresAt, Duration interval) {
        this.client = client;
        this.userCode = userCode;
        this.ticket = ticket;
        this.expiresAt = expiresAt;
        this.interval = interval;
    }

    Registration client() {
        return client;
    }

    String userCode() {
        return userCode;
    }

    /** What the page's form carries, so that no other page can decide. */
    String ticket() {
        return ticket;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Decision decision() {
        return decision;
    }

    void decide(Decision other) {
        decision = other;
    }

    /** It is this person who signs in. */
    void approve(String person) {
        decision = Decision.APPROVED;
        user = person;
    }

    /** Who has approved; empty before. */
    String user() {
        return user;
    }

    int polls() {
        return polls;
    }

    /** Counts a poll; false when it came before the interval was over, which makes the interval 5 s longer. */
    boolean poll(Instant now, boolean strict) {
        // A timer that fires a little early is nobody's fault.
        Duration pause = interval.minusMillis(100);
        boolean early = strict && polledAt != null && now.isBefore(polledAt.plus(pause));
        polledAt = now;
        if (early) {
            interval = interval.plusSeconds(5);
            return false;
        }
        polls++;
        return true;
    }
}
