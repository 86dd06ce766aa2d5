package dev.awssso.ecs;

import dev.awssso.credentials.LoginProfile;
import dev.awssso.ecs.wire.Source;

/** Where the server fetches the next credentials of a slot by itself. */
public sealed interface SlotSource {

    /**
     * A role of a sign-in at Identity Center, and roles assumed from there; the only kind that a load can name.
     *
     * @param source as the protocol has it
     */
    record OfIdentityCenter(Source source) implements SlotSource {}

    /**
     * A sign-in of {@code aws login}. Only options of the server's own start make it: a request must not be able to
     * name a file.
     *
     * @param profile the profile with the {@code login_session}
     */
    record OfLogin(LoginProfile profile) implements SlotSource {}
}
