package dev.awssso.signin;

import java.util.List;

/**
 * What RegisterClient is asked for.
 *
 * @param clientName what the consent page shows, ASCII, at most 64 characters
 * @param scopes the scopes, empty for a token that cannot be refreshed
 * @param grant the one way in which it gets tokens
 * @param refreshable whether refresh tokens are asked for
 */
public record RegistrationRequest(String clientName, List<String> scopes, Grant grant, boolean refreshable) {

    private static final int LONGEST_NAME = 64;

    public RegistrationRequest {
        scopes = List.copyOf(scopes);
    }

    /** The request for an instance. With no refresh token asked for, the device flow leaves the scopes out. */
    static RegistrationRequest of(Instance instance, Grant grant, boolean refreshable) {
        List<String> scopes = grant == Grant.DEVICE && !refreshable ? List.of() : instance.scopes();
        return new RegistrationRequest(clientName(instance), scopes, grant, refreshable);
    }

    private static String clientName(Instance instance) {
        String suffix = instance.sessionName() == null
                ? TokenName.sha1(instance.startUrl()).substring(0, 8)
                : instance.sessionName().replaceAll("[^!-~]", "-");
        String name = "aws-sso-" + suffix;
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
