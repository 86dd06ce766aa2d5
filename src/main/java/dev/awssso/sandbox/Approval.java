package dev.awssso.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who decides about a sign-in, and how the wait for it goes.
 *
 * @param by who decides
 * @param pendingPolls for automatic decisions: how many polls for a device code are told to wait first
 * @param interval the pause between polls that the service asks for; zero: it does not send one
 * @param strictInterval whether a poll that comes too early is answered {@code slow_down}, as RFC 8628 3.5 has it
 * @param user who signs in where nobody at the page says so; null: the first person of the directory
 */
public record Approval(By by, int pendingPolls, Duration interval, boolean strictInterval, @Nullable String user) {

    /** Who decides about a sign-in. */
    public enum By {
        /** The person, on the page. */
        PERSON,
        /** Every sign-in is approved. */
        ALWAYS,
        /** Every sign-in is denied. */
        NEVER
    }

    /** A person decides; polls keep one second apart. */
    public static final Approval BY_PERSON = new Approval(By.PERSON, 0, Duration.ofSeconds(1), true, null);

    /** One in which the first person of the directory signs in. */
    public Approval(By by, int pendingPolls, Duration interval, boolean strictInterval) {
        this(by, pendingPolls, interval, strictInterval, null);
    }

    public Approval by(By other) {
        return new Approval(other, pendingPolls, interval, strictInterval, user);
    }

    public Approval pendingPolls(int other) {
        return new Approval(by, other, interval, strictInterval, user);
    }

    public Approval interval(Duration other) {
        return new Approval(by, pendingPolls, other, strictInterval, user);
    }

    public Approval strictInterval(boolean other) {
        return new Approval(by, pendingPolls, interval, other, user);
    }

    /** The person who signs in without being asked. */
    public Approval user(String other) {
        return new Approval(by, pendingPolls, interval, strictInterval, other);
    }
}
