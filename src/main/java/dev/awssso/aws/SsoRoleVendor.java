package dev.awssso.aws;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.credentials.RoleVendor;
import dev.awssso.problem.EditDistance;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleRef;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.Instance;
import dev.awssso.signin.TokenSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The portal's GetRoleCredentials. */
final class SsoRoleVendor implements RoleVendor {

    private final Portal portal;
    private final SsoRoleDirectory directory;

    SsoRoleVendor(Portal portal, SsoRoleDirectory directory) {
        this.portal = portal;
        this.directory = directory;
    }

    @Override
    public RoleCredentials credentials(Instance instance, AccessToken token, RoleRef role) {
        try {
            return read(
                    role,
                    portal.call(
                                    token.at(instance),
                                    client -> client.getRoleCredentials(call -> call.accessToken(
                                                    token.value().reveal())
                                            .accountId(role.account().digits())
                                            .roleName(role.roleName())))
                            .roleCredentials());
        } catch (Problem.Refused refused) {
            throw notAssigned(instance, token, role, refused);
        } catch (Problem.NotFound answer) {
            throw Portal.noAccount(role.account(), answer);
        }
    }

    private static RoleCredentials read(
            RoleRef role, software.amazon.awssdk.services.sso.model.@Nullable RoleCredentials answer) {
        if (answer == null
                || missing(answer.accessKeyId())
                || missing(answer.secretAccessKey())
                || missing(answer.sessionToken())
                || answer.expiration() == null) {
            throw Portal.impossible("its answer contains incomplete credentials");
        }
        return new RoleCredentials(
                answer.accessKeyId(),
                Secret.of(answer.secretAccessKey()),
                Secret.of(answer.sessionToken()),
                Instant.ofEpochMilli(answer.expiration()),
                role.account());
    }

    private static boolean missing(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    private Problem notAssigned(Instance instance, AccessToken token, RoleRef role, Problem.Refused refused) {
        List<String> assigned = assigned(instance, token, role);
        String what = "role " + role.roleName() + " in account " + role.account() + " is not assigned to you";
        if (assigned.isEmpty()) {
            return new Problem.Refused(what, null, List.of(), null, refused);
        }
        return new Problem.Refused(what, "assigned there: " + String.join(", ", assigned), List.of(), null, refused);
    }

    // A courtesy: when this fails too, the refusal stands without it.
    private List<String> assigned(Instance instance, AccessToken token, RoleRef role) {
        try {
            return directory.roles(instance, new OneToken(token), role.account()).stream()
                    .map(RoleRef::roleName)
                    .collect(Collectors.collectingAndThen(
                            Collectors.toList(), names -> EditDistance.sorted(role.roleName(), names)));
        } catch (Problem unknown) {
            return List.of();
        }
    }

    /** A token with no other behind it. */
    private record OneToken(AccessToken token) implements TokenSource {

        @Override
        public AccessToken current() {
            return token;
        }

        @Override
        public AccessToken replacement(AccessToken rejected) {
            throw new Problem.SignIn("AWS rejected the access token", null, null);
        }
    }
}
