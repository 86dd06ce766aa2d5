package dev.awssso.ecs;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer that holds secrets. They can be wiped while others read: a reader gets all of them or none,
 * never a part.
 */
final class HeldBytes {

    private final byte[] bytes;
    private volatile boolean wiped;

    HeldBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy, or null when they were wiped before it was complete. */
    byte @Nullable [] copy() {
        byte[] copy = bytes.clone();
        // The flag is raised before the first zero is written, so a copy with a zero in it finds the flag raised.
        VarHandle.acquireFence();
        return wiped ? null : copy;
    }

    void wipe() {
        wiped = true;
        VarHandle.fullFence();
        Arrays.fill(bytes, (byte) 0);
    }
}
