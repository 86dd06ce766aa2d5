package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.credentials.LoginProfile;
import dev.awssso.ecs.SlotSource;
import dev.awssso.ecs.wire.Source;
import dev.awssso.profiles.ConfigKeys;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.SsoProfile;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.Instance;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a server can fetch what this command loads: a sign-in in the shared cache, and roles assumed from there. */
final class Sources {

    // A server could not do what these ask for, or has no place for it in a source.
    private static final List<String> NOT_IN_A_SOURCE = List.of(
            "external_id",
            "mfa_serial",
            "web_identity_token_file",
            "credential_source",
            "sso_account_id",
            "sso_role_name",
            "sso_session");

    private final Toolbox tools;

    Sources(Toolbox tools) {
        this.tools = tools;
    }

    /** The key under which a sign-in at this instance is filed unless it was made in another way. */
    static Source.SignInKey usualKey(Instance instance) {
        return instance.sessionName() == null
                ? new Source.SignInKey(Source.SignInKey.Kind.START_URL, instance.startUrl())
                : new Source.SignInKey(Source.SignInKey.Kind.SSO_SESSION, instance.sessionName());
    }

    /** The source of a role of Identity Center; empty when the shared cache has no sign-in for it. */
    Optional<Source> of(RoleSelection selection) {
        return signIn(selection.instance())
                .map(key -> new Source(key, selection.instance().region(), selection.role(), List.of(), null));
    }

    /**
     * The source of a profile that assumes a role, from a profile that may do the same, from one of Identity Center;
     * empty when it is not so, when a role needs more than its name, or when the shared cache has no sign-in for it.
     */
    Optional<Source> ofChain(String profile) {
        return plainChain(profile).flatMap(chain -> start(chain)
                .flatMap(start -> signIn(start.instance()).map(key -> source(key, start, chain))));
    }

    /** The same of a profile of either kind by the sign-in's usual key, whether or not somebody is signed in. */
    Optional<Source> whenSignedIn(String profile) {
        return plainChain(profile)
                .flatMap(chain -> start(chain).map(start -> source(usualKey(start.instance()), start, chain)));
    }

    /**
     * The source of a profile with a sign-in of {@code aws login}, or of one that assumes a role, from a profile that
     * may do the same, from such a sign-in; whether or not somebody is signed in. Empty when it is not so, or when a
     * role needs more than its name.
     */
    Optional<SlotSource.OfLogin> ofLogin(String profile) {
        return plainChain(profile)
                .filter(chain -> !hasCredentialsBeforeLogin(chain.start()))
                .flatMap(chain -> LoginProfile.of(chain.start(), tools.environment())
                        .map(login -> new SlotSource.OfLogin(login, chain.roles(), chain.sessionName())));
    }

    // What comes before a login_session in a profile that has several kinds of credentials (botocore).
    private boolean hasCredentialsBeforeLogin(Profile profile) {
        return profile.get("web_identity_token_file").isPresent()
                || tools.profiles().sso(profile).isPresent()
                || profile.ofCredentials().get("aws_access_key_id").isPresent();
    }

    /**
     * Roles that need nothing but their names, assumed one after the other.
     *
     * @param start the profile whose credentials assume the first one
     */
    private record PlainChain(Profile start, List<RoleArn> roles, @Nullable String sessionName) {}

    private static Source source(Source.SignInKey key, SsoProfile start, PlainChain chain) {
        return new Source(key, start.instance().region(), start.role(), chain.roles(), chain.sessionName());
    }

    private Optional<PlainChain> plainChain(String name) {
        Profiles profiles = tools.profiles();
        Deque<RoleArn> roles = new ArrayDeque<>();
        Set<Optional<String>> sessionNames = new HashSet<>();
        Set<String> visited = new HashSet<>();
        Profile profile = profiles.profile(name).orElse(null);
        while (profile != null && visited.add(profile.name()) && !isStart(profile)) {
            Optional<RoleArn> role = plainRole(profile);
            if (role.isEmpty()) {
                return Optional.empty();
            }
            roles.addFirst(role.get());
            sessionNames.add(profile.get("role_session_name"));
            profile = profile.get("source_profile").flatMap(profiles::profile).orElse(null);
        }
        boolean onePartition = roles.stream().map(RoleArn::partition).distinct().count() <= 1;
        if (profile == null || !onePartition || roles.size() > Source.LONGEST_CHAIN || sessionNames.size() > 1) {
            return Optional.empty();
        }
        String sessionName =
                sessionNames.stream().flatMap(Optional::stream).findFirst().orElse(null);
        return isStart(profile)
                ? Optional.of(new PlainChain(profile, List.copyOf(roles), sessionName))
                : Optional.empty();
    }

    private static boolean isStart(Profile profile) {
        boolean login = profile.get(ConfigKeys.LOGIN_SESSION).isPresent()
                && profile.get(ConfigKeys.ROLE_ARN).isEmpty();
        return profile.isSso() || login;
    }

    // Keys in a profile come before its sign-in.
    private Optional<SsoProfile> start(PlainChain chain) {
        Profile profile = chain.start();
        return profile.get("aws_access_key_id").isPresent()
                ? Optional.empty()
                : tools.profiles().sso(profile);
    }

    private static Optional<RoleArn> plainRole(Profile profile) {
        boolean plain =
                NOT_IN_A_SOURCE.stream().allMatch(key -> profile.get(key).isEmpty());
        return plain ? profile.get("role_arn").flatMap(RoleArn::parse) : Optional.empty();
    }

    // By the name of the token file that serves, since that is what the server looks it up by.
    private Optional<Source.SignInKey> signIn(Instance instance) {
        return tools.identityCenter().signIn().saved(instance).map(signIn -> usualKey(signIn.instance()));
    }
}
