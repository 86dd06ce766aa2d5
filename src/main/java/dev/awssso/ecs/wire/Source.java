package dev.awssso.ecs.wire;

import dev.awssso.json.JsonObject;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the server fetches the next credentials of a slot by itself. It names a sign-in and roles; it never holds a
 * token, key or password.
 *
 * @param signIn which sign-in of the AWS CLI's cache
 * @param region the region stored with that sign-in
 * @param start the role of the sign-in to start from
 * @param chain roles to assume in order, at most five, of one partition
 * @param roleSessionName the session's name in the chain
 */
public record Source(
        SignInKey signIn, String region, RoleRef start, List<RoleArn> chain, @Nullable String roleSessionName) {

    /** How many roles a chain may have. */
    public static final int LONGEST_CHAIN = 5;

    public Source {
        chain = List.copyOf(chain);
        if (chain.size() > LONGEST_CHAIN) {
            throw new IllegalArgumentException("a chain of more than " + LONGEST_CHAIN + " roles");
        }
    }

    /**
     * The sign-in, by the name of its session or else by its start URL; a key to look it up, never opened as a URL.
     *
     * @param kind which of the two
     * @param value the name or URL, exactly as the sign-in was made with
     */
    public record SignInKey(Kind kind, String value) {

        /** The two ways in which the AWS CLI files a sign-in. */
        public enum Kind {
            SSO_SESSION("SsoSession"),
            START_URL("StartUrl");

            private final String field;

            Kind(String field) {
                this.field = field;
            }

            /** Its key in the protocol. */
            public String field() {
                return field;
            }
        }
    }

    /** The account that the credentials of this source belong to in the end. */
    public AccountId finalAccount() {
        return chain.isEmpty() ? start.account() : chain.get(chain.size() - 1).account();
    }

    /** The name of the role that the credentials of this source belong to in the end. */
    public String finalRoleName() {
        return chain.isEmpty() ? start.roleName() : chain.get(chain.size() - 1).name();
    }

    /** The value of the key {@code Source}. */
    public JsonObject toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(signIn.kind().field(), signIn.value());
        members.put("SsoRegion", region);
        members.put("AccountId", start.account().digits());
        members.put("RoleName", start.roleName());
        members.put("RoleArns", chain.stream().map(RoleArn::toString).toList());
        if (roleSessionName != null) {
            members.put("RoleSessionName", roleSessionName);
        }
        return JsonObject.of(members);
    }
}
