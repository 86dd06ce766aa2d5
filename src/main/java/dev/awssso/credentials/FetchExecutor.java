package dev.awssso.credentials;

/** Runs fetches, each in a thread of its own choice. */
@FunctionalInterface
public interface FetchExecutor {

    /** A fetch that is to be run once. */
    interface Fetch extends Runnable {

        /**
         * AWS is being asked already, by another fetch whose outcome this one shares when it is run: from now on its
         * time counts.
         */
        void joins();
    }

    /** Runs it now or later. */
    void execute(Fetch fetch);
}
