package dev.awssso.aws;

/** Lets calls through as fast as they may be sent. */
@FunctionalInterface
public interface CallLimit {

    /** One call that is under way. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {

        /** The call has ended. */
        @Override
        void close();
    }

    /** Lets every call through. */
    CallLimit NONE = () -> () -> {};

    /** Waits until one more call may be sent. */
    Turn enter();
}
