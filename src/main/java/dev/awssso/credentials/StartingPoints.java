package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the credentials of a command start. In this order: a role that options name; {@code --profile}; the
 * environment's keys, then its web identity; {@code AWS_PROFILE}; the default profile; the container's endpoint; the
 * instance's metadata.
 */
public final class StartingPoints {

    private final Environment environment;
    private final Supplier<Profiles> profiles;
    private final IdentityCenterRoles identityCenter;
    private final Services services;

    /**
     * What profiles need besides their own keys.
     *
     * @param sts built when a profile assumes a role
     * @param tokenCodes for profiles with {@code mfa_serial}
     * @param loginSessions for profiles with {@code login_session}
     */
    public record Services(Supplier<SecurityTokenService> sts, TokenCodes tokenCodes, LoginSessions loginSessions) {}

    /**
     * Puts it together; nothing is read before it is asked for.
     *
     * @param profiles read when a profile is asked for
     */
    public StartingPoints(
            Environment environment,
            Supplier<Profiles> profiles,
            IdentityCenterRoles identityCenter,
            Services services) {
        this.environment = environment;
        this.profiles = profiles;
        this.identityCenter = identityCenter;
        this.services = services;
    }

    /**
     * The starting point that options name, else the first one there is.
     *
     * @param request what options name
     * @param instanceNamed true when options name an instance or a sign-in, so that a role of it must be meant
     * @param region {@code --region}, for roles that a profile assumes
     * @return empty when there are no credentials anywhere
     * @throws Problem.NotFound when a profile that was named does not exist, or leads to no credentials
     */
    public Optional<StartingPoint> find(RoleRequest request, boolean instanceNamed, @Nullable String region) {
        if (request.explicit() || (instanceNamed && request.profile() == null)) {
            return Optional.of(role(identityCenter.select(request)));
        }
        if (request.profile() != null) {
            return Optional.of(named(request, request.profile(), region));
        }
        return environmentKeys()
                .or(this::environmentWebIdentity)
                .or(() -> selectedProfile(region))
                .or(this::container)
                .or(this::metadata);
    }

    /** The starting point of a role of Identity Center. */
    public StartingPoint role(RoleSelection selection) {
        return new StartingPoint(
                identityCenter.source(selection),
                Origin.IDENTITY_CENTER,
                "role " + selection.role().roleName() + " in account "
                        + selection.role().account(),
                profileRegion(selection.profile()),
                selection.instance().region(),
                selection.instance().startUrl(),
                selection.role().arn(selection.instance().region()),
                true);
    }

    private @Nullable String profileRegion(@Nullable String name) {
        return name == null
                ? null
                : profiles.get()
                        .profile(name)
                        .flatMap(profile -> profile.get("region"))
                        .orElse(null);
    }

    private StartingPoint named(RoleRequest request, String name, @Nullable String region) {
        Optional<Profile> profile = profiles.get().profile(name);
        if (profile.isEmpty()) {
            // It may be a name that the naming template would give to a role.
            return role(identityCenter.select(request));
        }
        return profileStart(region)
                .of(name)
                .orElseThrow(() -> new Problem.NotFound(
                        "profile \"" + name + "\" has no credentials",
                        "it has no role, no keys and no credential_process",
                        null));
    }

    private ProfileStart profileStart(@Nullable String region) {
        return new ProfileStart(
                profiles.get(), environment, new ProfileStart.Calls(region, services), this::role, this::ofSource);
    }

    private Optional<StartingPoint> selectedProfile(@Nullable String region) {
        String name = profiles.get().selectedName();
        boolean chosen = environment
                .get("AWS_PROFILE")
                .or(() -> environment.get("AWS_DEFAULT_PROFILE"))
                .isPresent();
        if (chosen && profiles.get().profile(name).isEmpty()) {
            throw new Problem.NotFound(
                    "profile \"" + name + "\" of AWS_PROFILE does not exist",
                    null,
                    ShellCommand.of(
                            "unset",
                            environment.get("AWS_PROFILE").isPresent() ? "AWS_PROFILE" : "AWS_DEFAULT_PROFILE"));
        }
        return profileStart(region).of(name);
    }

    // The values of credential_source.
    private Optional<StartingPoint> ofSource(String name) {
        return switch (name) {
            case "Environment" -> environmentKeys();
            case "EcsContainer" -> container();
            case "Ec2InstanceMetadata" -> metadata();
            default -> Optional.empty();
        };
    }

    private Optional<StartingPoint> environmentKeys() {
        return EnvironmentKeys.read(environment)
                .map(keys ->
                        StartingPoint.plain(() -> keys, Origin.UNKNOWN_TEMPORARY.of(keys), "the environment", false));
    }

    private Optional<StartingPoint> environmentWebIdentity() {
        Optional<String> arn = environment.get("AWS_ROLE_ARN");
        return environment
                .get("AWS_WEB_IDENTITY_TOKEN_FILE")
                .flatMap(file -> arn.map(role -> {
                    RoleArn parsed = RoleArn.parse(role)
                            .orElseThrow(() ->
                                    new Problem.Usage("invalid AWS_ROLE_ARN: it is not the ARN of a role", null, null));
                    WebIdentitySource source = new WebIdentitySource(
                            parsed,
                            Path.of(file),
                            environment.get("AWS_ROLE_SESSION_NAME").orElse(SessionName.FALLBACK),
                            null,
                            environment
                                    .get("AWS_REGION")
                                    .or(() -> environment.get("AWS_DEFAULT_REGION"))
                                    .orElse(parsed.partition().defaultRegion()),
                            services.sts());
                    return StartingPoint.plain(source, Origin.ASSUMED_WITH_LONG_TERM_KEYS, "the web identity", true);
                }));
    }

    private Optional<StartingPoint> container() {
        return ContainerEndpoint.of(environment)
                .map(endpoint -> StartingPoint.plain(endpoint, Origin.METADATA, "the container endpoint", true));
    }

    private Optional<StartingPoint> metadata() {
        return InstanceMetadata.of(environment)
                .filter(service -> service.find().isPresent())
                .map(service -> StartingPoint.plain(service, Origin.METADATA, "the instance metadata", true));
    }
}
