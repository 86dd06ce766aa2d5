package dev.awssso.aws;

/** Lets calls through as fast as they may be sent. */
@FunctionalInterface
public interface CallLimit {

    /** Waits until one more call may be sent. */
    void enter();
}
