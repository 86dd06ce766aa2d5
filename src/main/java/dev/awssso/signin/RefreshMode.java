package dev.awssso.signin;

/** When an access token is exchanged for a newer one. */
public enum RefreshMode {
    /** From 15 minutes before its end. */
    AUTO,
    /** Before each use. */
    ON,
    /** Before each use; another name of {@link #ON}. */
    FORCE,
    /** Never. */
    OFF
}
