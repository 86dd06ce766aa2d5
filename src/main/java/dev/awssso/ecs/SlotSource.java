package dev.awssso.ecs;

import dev.awssso.credentials.LoginProfile;
import dev.awssso.ecs.wire.Source;
import dev.awssso.roles.RoleArn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the server fetches the next credentials of a slot by itself. */
public sealed interface SlotSource {

    /**
     * A role of a sign-in at Identity Center, and roles assumed from there; the only kind that a load can name.
     *
     * @param source as the protocol has it
     */
    record OfIdentityCenter(Source source) implements SlotSource {}

    /**
     * A sign-in of {@code aws login}, and roles assumed from there. Only options of the server's own start make it: a
     * request must not be able to name a file.
     *
     * @param profile the profile with the {@code login_session}
     * @param chain the roles to assume, in order; empty for the signed-in role itself
     * @param roleSessionName the name of their sessions, null for that of the caller
     */
    record OfLogin(LoginProfile profile, List<RoleArn> chain, @Nullable String roleSessionName) implements SlotSource {

        public OfLogin {
            chain = List.copyOf(chain);
        }

        /** The name of the profile that has the {@code login_session}. */
        public String profileName() {
            return profile.name();
        }
    }
}
