package dev.awssso.signin;

import dev.awssso.json.JsonObject;
import dev.awssso.secrets.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One token file of {@code ~/.aws/sso/cache}, the place where the AWS CLI, the SDKs and this program share a sign-in.
 *
 * @param startUrl the instance's start URL, where the file says it
 * @param region the instance's region, where the file says it
 * @param access the access token and its end
 * @param client the registration that the refresh token is bound to
 * @param refresh the refresh token
 * @param others members that other tools put there
 */
public record TokenFile(
        @Nullable String startUrl,
        @Nullable String region,
        AccessToken access,
        @Nullable Client client,
        @Nullable Secret refresh,
        JsonObject others) {

    /**
     * The client registration a token was issued to.
     *
     * @param id its id
     * @param proof its secret
     * @param expiresAt its end, where the file says it
     */
    public record Client(String id, Secret proof, @Nullable Instant expiresAt) {}

    /** True when the token can be exchanged for a newer one. */
    public boolean refreshable(Instant now) {
        return refresh != null
                && client != null
                && (client.expiresAt() == null || client.expiresAt().isAfter(now));
    }

    /**
     * True when nothing in the file says that it belongs to another instance. The region of a company's own start URL is
     * what the file says: it was found out when the person signed in.
     */
    public boolean fits(Instance instance) {
        return (startUrl == null || StartUrl.same(startUrl, instance.startUrl()))
                && (region == null
                        || region.equals(instance.region())
                        || StartUrlHost.of(instance.startUrl()).ownName());
    }

    /** The same token with other members of other tools. */
    public TokenFile withOthers(JsonObject members) {
        return new TokenFile(startUrl, region, access, client, refresh, members);
    }
}
