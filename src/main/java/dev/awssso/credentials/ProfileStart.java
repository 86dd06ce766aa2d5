package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ConfigKeys;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
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
 * The starting point of a profile of any kind. Within one profile a role to assume comes first, then Identity Center,
 * then keys, then a program (botocore's order of providers).
 */
final class ProfileStart {

    /**
     * What roles are assumed with.
     *
     * @param region {@code --region}; null when it was not given
     */
    record Calls(@Nullable String region, StartingPoints.Services services) {}

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
        return profiles.profile(name).flatMap(this::of);
    }

    private Optional<StartingPoint> of(Profile profile) {
        enter(profile.name());
        Optional<StartingPoint> found = role(profile);
        if (found.isEmpty()) {
            found = identityCenter(profile);
        }
        if (found.isEmpty()) {
            found = keys(profile);
        }
        if (found.isEmpty()) {
            found = login(profile);
        }
        return found.isEmpty() ? process(profile) : found;
    }

    private void enter(String name) {
        boolean circle = visited.contains(name);
        visited.add(name);
        if (circle) {
            throw new Problem.LocalFile(
                    "profile \"" + visited.get(0) + "\" leads to a circle of source_profile",
                    String.join(" -> ", visited),
                    "change source_profile of one of them in " + profiles.configFile(),
                    null);
        }
    }

    private Optional<StartingPoint> identityCenter(Profile profile) {
        return profiles.sso(profile)
                .map(sso -> identityCenter.apply(new RoleSelection(sso.instance(), sso.role(), profile.name())));
    }

    private Optional<StartingPoint> role(Profile profile) {
        String arn = profile.get(ConfigKeys.ROLE_ARN).orElse(null);
        if (arn == null) {
            return Optional.empty();
        }
        RoleArn role = RoleArn.parse(arn).orElseThrow(() -> invalid(profile, "role_arn is not the ARN of a role"));
        Optional<String> tokenFile = profile.get("web_identity_token_file");
        if (tokenFile.isPresent()) {
            return Optional.of(webIdentity(profile, role, tokenFile.get()));
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
                            profile, "there are no credentials in credential_source " + credentialSource.get()));
        }
        String name = sourceProfile.get();
        Profile from = profiles.profile(name)
                .orElseThrow(() -> invalid(profile, "its source_profile \"" + name + "\" does not exist"));
        // A profile may name itself when it holds keys too, and the keys of a source come before its role (botocore).
        Optional<StartingPoint> own = keys(from);
        if (own.isPresent()) {
            return own.get();
        }
        return of(from).orElseThrow(
                        () -> invalid(profile, "its source_profile \"" + name + "\" leads to no credentials"));
    }

    private StartingPoint webIdentity(Profile profile, RoleArn role, String tokenFile) {
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
        return start(profile, source, Origin.ASSUMED_WITH_LONG_TERM_KEYS, true);
    }

    private Optional<StartingPoint> keys(Profile profile) {
        String id = profile.get("aws_access_key_id").orElse(null);
        String secret = profile.get("aws_secret_access_key").orElse(null);
        if (id == null && secret == null) {
            return Optional.empty();
        }
        if (id == null || secret == null) {
            throw invalid(profile, "it is missing " + (id == null ? "aws_access_key_id" : "aws_secret_access_key"));
        }
        RoleCredentials keys = new RoleCredentials(
                id,
                Secret.of(secret),
                profile.get("aws_session_token").map(Secret::of).orElse(null),
                null,
                profile.get("aws_account_id")
                        .filter(digits -> digits.matches("[0-9]{12}"))
                        .map(AccountId::new)
                        .orElse(null));
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
            throw invalid(profile, "duration_seconds is no number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private Problem invalid(Profile profile, String why) {
        return new Problem.LocalFile(
                "cannot use profile \"" + profile.name() + "\"", why, "correct it in " + profiles.configFile(), null);
    }
}
