package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ConfigKeys;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.Section;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleSelection;
import dev.awssso.secrets.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The starting point of a profile of any kind. One that is of several kinds is what comes first in botocore's order of
 * providers: a role to assume, a web identity, Identity Center, keys of the credentials file, the sign-in of {@code aws
 * login}, a program, keys of the config file.
 */
final class ProfileStart {

    /**
     * What roles are assumed with.
     *
     * @param region {@code --region}; null when it was not given
     */
    record Calls(@Nullable String region, StartingPoints.Services services) {}

    private static final String ACCESS_KEY = "aws_access_key_id";
    private static final String SECRET_KEY = "aws_secret_access_key";
    private static final String WEB_IDENTITY_TOKEN_FILE = "web_identity_token_file";

    private final Profiles profiles;
    private final Environment environment;
    private final Calls calls;
    private final Function<RoleSelection, StartingPoint> identityCenter;
    private final Function<String, Optional<StartingPoint>> credentialSource;
    private final List<String> visited = new ArrayList<>();

    ProfileStart(
            Profiles profiles,
            Environment environment,
            Calls calls,
            Function<RoleSelection, StartingPoint> identityCenter,
            Function<String, Optional<StartingPoint>> credentialSource) {
        this.profiles = profiles;
        this.environment = environment;
        this.calls = calls;
        this.identityCenter = identityCenter;
        this.credentialSource = credentialSource;
    }

    /**
     * The starting point; empty when there is no such profile, or when it says nothing about credentials.
     *
     * @throws Problem.LocalFile when what it says cannot be followed, as when it leads back to itself
     */
    Optional<StartingPoint> of(String name) {
        visited.add(name);
        return profiles.profile(name).flatMap(this::start);
    }

    private Optional<StartingPoint> start(Profile profile) {
        return role(profile).or(() -> withoutRole(profile));
    }

    private Optional<StartingPoint> withoutRole(Profile profile) {
        return webIdentity(profile)
                .or(() -> identityCenter(profile))
                .or(() -> keys(profile, profile.ofCredentials()))
                .or(() -> login(profile))
                .or(() -> process(profile))
                .or(() -> keys(profile, profile.ofConfig()));
    }

    private void enter(String name) {
        boolean circle = visited.contains(name);
        visited.add(name);
        if (circle) {
            throw new Problem.LocalFile(
                    "profile \"" + visited.get(0) + "\" has a circular source_profile",
                    String.join(" -> ", visited) + "; change one of them in " + profiles.configFile(),
                    null,
                    null);
        }
    }

    private Optional<StartingPoint> identityCenter(Profile profile) {
        return profiles.sso(profile)
                .map(sso -> identityCenter.apply(new RoleSelection(sso.instance(), sso.role(), profile.name())));
    }

    private Optional<StartingPoint> role(Profile profile) {
        RoleArn role = roleArn(profile).orElse(null);
        // botocore: a profile with a token file is one of web identity, also when it has a source too.
        if (role == null || profile.get(WEB_IDENTITY_TOKEN_FILE).isPresent()) {
            return Optional.empty();
        }
        StartingPoint from = source(profile);
        ChainPlan plan = new ChainPlan(
                List.of(new Hop(
                        role,
                        profile.get("external_id").orElse(null),
                        profile.get(ConfigKeys.ROLE_SESSION_NAME).orElse(null),
                        duration(profile))),
                false,
                false,
                null,
                null,
                SecurityTokenService.Policies.NONE,
                profile.get("mfa_serial").orElse(null));
        String region = WorkRegion.resolve(
                new WorkRegion.Hints(calls.region(), regionInUse(profile), from.ssoRegion(), plan.hops()), environment);
        RoleChain chain = new RoleChain(
                from, plan, region, calls.services().sts(), calls.services().tokenCodes());
        return Optional.of(new StartingPoint(
                chain,
                chain.origin(),
                "profile \"" + profile.name() + "\"",
                profile.get(ConfigKeys.REGION).orElse(null),
                from.ssoRegion(),
                from.startUrl(),
                role,
                true));
    }

    private Optional<RoleArn> roleArn(Profile profile) {
        return profile.get(ConfigKeys.ROLE_ARN).map(arn -> RoleArn.parse(arn)
                .orElseThrow(() -> invalid(profile, "role_arn is not the ARN of a role")));
    }

    private StartingPoint source(Profile profile) {
        Optional<String> sourceProfile = profile.get(ConfigKeys.SOURCE_PROFILE);
        Optional<String> credentialSource = profile.get("credential_source");
        if (sourceProfile.isPresent() == credentialSource.isPresent()) {
            throw invalid(
                    profile,
                    sourceProfile.isPresent()
                            ? "it has both source_profile and credential_source"
                            : "it has role_arn and neither source_profile nor credential_source");
        }
        if (credentialSource.isPresent()) {
            return this.credentialSource
                    .apply(credentialSource.get())
                    .orElseThrow(() -> invalid(
                            profile, "no credentials were found in credential_source " + credentialSource.get()));
        }
        String name = sourceProfile.get();
        Profile from = profiles.profile(name)
                .orElseThrow(() -> invalid(profile, "its source_profile \"" + name + "\" does not exist"));
        // botocore: a source that holds keys is used without its role. It may be the profile itself, and no other
        // profile
        // on the way to it.
        boolean holdsKeys = from.get(ACCESS_KEY).or(() -> from.get(SECRET_KEY)).isPresent();
        if (!holdsKeys || !name.equals(profile.name())) {
            enter(name);
        }
        return (holdsKeys ? withoutRole(from) : start(from))
                .orElseThrow(() -> invalid(profile, "its source_profile \"" + name + "\" has no credentials"));
    }

    private Optional<StartingPoint> webIdentity(Profile profile) {
        String tokenFile = profile.get(WEB_IDENTITY_TOKEN_FILE).orElse(null);
        if (tokenFile == null) {
            return Optional.empty();
        }
        RoleArn role =
                roleArn(profile).orElseThrow(() -> invalid(profile, "it has web_identity_token_file but no role_arn"));
        String region = WorkRegion.resolve(
                new WorkRegion.Hints(
                        calls.region(), regionInUse(profile), null, List.of(new Hop(role, null, null, null))),
                environment);
        WebIdentitySource source = new WebIdentitySource(
                role,
                Path.of(tokenFile),
                profile.get(ConfigKeys.ROLE_SESSION_NAME).orElse(SessionName.FALLBACK),
                duration(profile),
                region,
                calls.services().sts());
        return Optional.of(start(profile, source, Origin.ASSUMED_WITH_LONG_TERM_KEYS, true));
    }

    // Of one file alone: a key id of one with the secret of the other is nobody's key. The id says that there are some
    // (botocore).
    private Optional<StartingPoint> keys(Profile profile, Section file) {
        String id = file.get(ACCESS_KEY).orElse(null);
        if (id == null) {
            return Optional.empty();
        }
        String secret = file.get(SECRET_KEY)
                .orElseThrow(() -> invalid(profile, "it has aws_access_key_id but no " + SECRET_KEY));
        RoleCredentials keys = new RoleCredentials(
                        id,
                        Secret.of(secret),
                        file.get("aws_session_token").map(Secret::of).orElse(null),
                        null,
                        file.get("aws_account_id")
                                .filter(digits -> digits.matches("[0-9]{12}"))
                                .map(AccountId::new)
                                .orElse(null))
                .checked("profile \"" + profile.name() + "\"");
        return Optional.of(start(profile, () -> keys, Origin.UNKNOWN_TEMPORARY.of(keys), false));
    }

    private Optional<StartingPoint> login(Profile profile) {
        return calls.services()
                .loginSessions()
                .of(profile)
                .map(source -> start(profile, source, Origin.UNKNOWN_TEMPORARY, true));
    }

    private Optional<StartingPoint> process(Profile profile) {
        return profile.get(ConfigKeys.CREDENTIAL_PROCESS)
                .map(command -> start(
                        profile,
                        new CredentialProcess(profile.name(), command, environment),
                        Origin.UNKNOWN_TEMPORARY,
                        true));
    }

    private static StartingPoint start(Profile profile, CredentialSource source, Origin origin, boolean renewable) {
        return new StartingPoint(
                source,
                origin,
                "profile \"" + profile.name() + "\"",
                profile.get(ConfigKeys.REGION).orElse(null),
                null,
                null,
                null,
                renewable);
    }

    // One region for all roles on the way: that of the profile in use, which was entered first.
    private @Nullable String regionInUse(Profile profile) {
        return profiles.profile(visited.get(0))
                .orElse(profile)
                .get(ConfigKeys.REGION)
                .orElse(null);
    }

    private @Nullable Duration duration(Profile profile) {
        String text = profile.get("duration_seconds").orElse(null);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw invalid(profile, "duration_seconds is not a number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private Problem invalid(Profile profile, String why) {
        return new Problem.LocalFile(
                "cannot use profile \"" + profile.name() + "\"",
                why + "; correct it in " + profiles.configFile(),
                null,
                null);
    }
}
