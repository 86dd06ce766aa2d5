package dev.awssso.roles;

/** Receives how far a long listing has come. */
@FunctionalInterface
public interface ListingProgress {

    /** So many of all accounts are listed; called by one thread at a time. */
    void listed(int accounts, int all);

    /** Nobody watches. */
    static ListingProgress none() {
        return (accounts, all) -> {};
    }
}
