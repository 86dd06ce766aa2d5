package dev.awssso.signin;

import org.jspecify.annotations.Nullable;

/**
 * How a person named the instance on the command line; what is null was not given.
 *
 * @param sessionName {@code --sso-session}
 * @param startUrl {@code --sso-start-url}: a start URL, or a pattern to find one with
 * @param region {@code --sso-region}
 */
public record InstanceRequest(@Nullable String sessionName, @Nullable String startUrl, @Nullable String region) {

    /** Nothing was given. */
    public static final InstanceRequest NONE = new InstanceRequest(null, null, null);

    /** This request without its session name, for commands where that name has another meaning. */
    public InstanceRequest withoutSession() {
        return new InstanceRequest(null, startUrl, region);
    }

    /** True when the command line said nothing about the instance. */
    public boolean isEmpty() {
        return sessionName == null && startUrl == null && region == null;
    }
}
