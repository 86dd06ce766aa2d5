package dev.awssso.sandbox;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names under which calls are counted and failures are planned. */
final class Operations {

    /** Of any name. */
    static final String ANY = "*";

    /** STS operations of the service model that the sandbox does not have. */
    static final Set<String> STS_NOT_MODELLED = Set.of(
            "AssumeRoleWithSAML",
            "AssumeRoot",
            "DecodeAuthorizationMessage",
            "GetDelegatedAccessToken",
            "GetScopedCredentials",
            "GetWebIdentityToken");

    private static final Set<String> STS = Set.of(
            "AssumeRole",
            "AssumeRoleWithWebIdentity",
            "GetAccessKeyInfo",
            "GetCallerIdentity",
            "GetFederationToken",
            "GetSessionToken");

    private static final Set<String> NAMES = Set.of(
            "RegisterClient",
            "StartDeviceAuthorization",
            "CreateToken",
            "CreateTokenWithIAM",
            "GetRoleCredentials",
            "ListAccounts",
            "ListAccountRoles",
            "Logout",
            "AssumeRole",
            "AssumeRoleWithWebIdentity",
            "GetAccessKeyInfo",
            "GetCallerIdentity",
            "GetFederationToken",
            "GetSessionToken",
            "UnknownAction",
            SigninEndpoint.OPERATION,
            OtherServices.OTHER_SERVICE,
            OtherServices.UNKNOWN_OPERATION,
            "Authorize",
            "DevicePage",
            "StartPage",
            "GetSigninToken",
            "ConsoleLogin",
            "ConsoleLogout");

    private Operations() {}

    /** Whether STS has an operation of this name. */
    static boolean ofSts(String name) {
        return STS.contains(name) || STS_NOT_MODELLED.contains(name);
    }

    /** What is said of an operation that AWS has and the sandbox has not. */
    static String missing(String operation) {
        return "the sandbox does not have this operation: " + operation;
    }

    /**
     * Refuses a name that no call can have.
     *
     * @throws IllegalArgumentException with the names that there are
     */
    static String known(String name) {
        if (name.equals(ANY) || NAMES.contains(name) || STS_NOT_MODELLED.contains(name)) {
            return name;
        }
        throw new IllegalArgumentException("there is no operation \"" + name + "\"; use one of: "
                + String.join(", ", List.copyOf(new TreeSet<>(NAMES))) + " and * for any");
    }
}
