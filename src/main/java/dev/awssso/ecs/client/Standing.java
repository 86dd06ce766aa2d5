package dev.awssso.ecs.client;

/** How a server has shown that it is this user's. */
public enum Standing {
    /** By the pinned certificate. */
    CERTIFICATE,
    /** By its knowledge of the admin token. */
    TOKEN,
    /** By the owner of its sockets; the server takes any process of this user for this user. */
    OWNER,
    /** Not at all: no token, and a system that does not say who owns a socket. */
    UNPROVEN;

    /** True when a server of this standing lets us name a source that it renews from. */
    public boolean takesSources() {
        return this != UNPROVEN;
    }
}
