package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;

/** A part of what the sandbox knows that {@code --state} keeps over a restart. */
interface Kept {

    /** The member of the state file that it is kept under. */
    String name();

    /** All of it that is still of use, as of now. It has secrets in it. */
    JsonObject snapshot();

    /**
     * Takes the place of what is there.
     *
     * @throws RuntimeException when the content is not what {@link #snapshot} writes
     */
    void restore(JsonObject kept);
}
