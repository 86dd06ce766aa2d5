package dev.awssso.doctor;

import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Timestamps;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which provider of its default chain each SDK takes its credentials from, here and now.
 *
 * <p>Read from the SDKs themselves: botocore 1.44 ({@code create_credential_resolver}), JavaScript v3
 * ({@code defaultProvider}), Java v2 ({@code DefaultCredentialsProvider}), Go v2 ({@code resolveCredentialChain}).
 * {@code SdkChainTest} asks the real ones.
 */
final class CredentialChain {

    /** Where credentials come from, by the names of the JSON output. */
    enum Source {
        ENVIRONMENT("environment"),
        WEB_IDENTITY("web-identity"),
        PROFILE("profile"),
        CONTAINER("container"),
        INSTANCE_METADATA("instance-metadata"),
        /** The chain ends with an error, or without any credentials. */
        NONE("none");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * What an SDK does.
     *
     * @param reason one line, without secrets
     */
    record Choice(Source source, String reason) {}

    private final Variables variables;
    private final Supplier<Profiles> profiles;
    private final Predicate<Profile> signedIn;
    private final InstantSource clock;

    /** @param signedIn whether a profile of Identity Center has a sign-in that works or renews itself */
    CredentialChain(
            Variables variables, Supplier<Profiles> profiles, Predicate<Profile> signedIn, InstantSource clock) {
        this.variables = variables;
        this.profiles = profiles;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    Choice of(SdkClient client) {
        return switch (client) {
            case PYTHON -> python();
            case JS -> javascript();
            case JAVA -> java();
            case GO -> go();
        };
    }

    // EnvProvider, AssumeRoleProvider, web identity, SSO, shared credentials, process, config file, container, IMDS. A
    // selected profile must exist before any of them is asked, also a blank one.
    private Choice python() {
        String name = variables.isSet(Variables.DEFAULT_PROFILE)
                ? variables.environment().variables().get(Variables.DEFAULT_PROFILE)
                : variables.environment().variables().get(Variables.PROFILE);
        Optional<Profile> profile = profiles.get().profile(name == null ? Variables.DEFAULT_NAME : name);
        if (name != null && profile.isEmpty()) {
            return none("the selected profile does not exist");
        }
        if (variables.has(Variables.ACCESS_KEY_ID)) {
            return pythonKeys();
        }
        boolean assumes = profile.filter(present -> ProfileKind.of(present) == ProfileKind.ROLE)
                .isPresent();
        if (variables.has(Variables.WEB_IDENTITY_FILE) && !assumes) {
            return webIdentity();
        }
        return fromProfile(profile.orElse(null), true).orElseGet(() -> {
            if (variables.isSet(Variables.RELATIVE_URI)) {
                return relative();
            }
            return variables.isSet(Variables.FULL_URI) ? container(SdkClient.PYTHON) : metadata("true");
        });
    }

    private Choice pythonKeys() {
        if (!variables.has(Variables.SECRET_ACCESS_KEY)) {
            return none("AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY");
        }
        boolean over = variables
                .value("AWS_CREDENTIAL_EXPIRATION")
                .flatMap(Timestamps::parse)
                .filter(end -> !end.isAfter(clock.instant()))
                .isPresent();
        return over ? none("the keys in the environment have expired") : environment();
    }

    // Keys of the environment count only without AWS_PROFILE; a profile that gives nothing is passed over.
    private Choice javascript() {
        Optional<String> name = variables.value(Variables.PROFILE);
        if (name.isEmpty() && pair()) {
            return environment();
        }
        return fromProfile(
                        profiles.get()
                                .profile(name.orElse(Variables.DEFAULT_NAME))
                                .orElse(null),
                        true)
                .orElseGet(() -> {
                    if (variables.has(Variables.WEB_IDENTITY_FILE) && variables.has(Variables.ROLE_ARN)) {
                        return webIdentity();
                    }
                    if (variables.has(Variables.RELATIVE_URI)) {
                        return relative();
                    }
                    return variables.has(Variables.FULL_URI) ? container(SdkClient.JS) : metadataOfJavascript();
                });
    }

    // Each provider that fails is passed over.
    private Choice java() {
        if (pair()) {
            return environment();
        }
        if (variables.has(Variables.WEB_IDENTITY_FILE) && variables.has(Variables.ROLE_ARN)) {
            return webIdentity();
        }
        String name = variables.isSet(Variables.PROFILE)
                ? variables.environment().variables().get(Variables.PROFILE)
                : Variables.DEFAULT_NAME;
        return fromProfile(profiles.get().profile(String.valueOf(name)).orElse(null), false)
                .orElseGet(() -> {
                    if (variables.isSet(Variables.RELATIVE_URI)) {
                        return relative();
                    }
                    return variables.isSet(Variables.FULL_URI) ? container(SdkClient.JAVA) : metadata("true");
                });
    }

    private Choice go() {
        Optional<String> name = variables.first(Variables.PROFILE, Variables.DEFAULT_PROFILE);
        Optional<Profile> profile = profiles.get().profile(name.orElse(Variables.DEFAULT_NAME));
        if (name.isPresent() && profile.isEmpty()) {
            return none("the selected profile does not exist");
        }
        boolean keys =
                variables.first(Variables.ACCESS_KEY_ID, "AWS_ACCESS_KEY").isPresent()
                        && variables
                                .first(Variables.SECRET_ACCESS_KEY, "AWS_SECRET_KEY")
                                .isPresent();
        if (keys) {
            return environment();
        }
        if (variables.has(Variables.WEB_IDENTITY_FILE)) {
            return webIdentity();
        }
        return fromProfile(profile.orElse(null), true).orElseGet(() -> {
            if (variables.has(Variables.RELATIVE_URI)) {
                return relative();
            }
            return variables.has(Variables.FULL_URI) ? container(SdkClient.GO) : metadata("true");
        });
    }

    private boolean pair() {
        return variables.has(Variables.ACCESS_KEY_ID) && variables.has(Variables.SECRET_ACCESS_KEY);
    }

    private Choice webIdentity() {
        return variables.has(Variables.ROLE_ARN)
                ? new Choice(Source.WEB_IDENTITY, "uses the web identity of " + Variables.WEB_IDENTITY_FILE)
                : none(Variables.WEB_IDENTITY_FILE + " is set without " + Variables.ROLE_ARN);
    }

    /** @param failureEnds false for an SDK that passes over a sign-in that has ended */
    private Optional<Choice> fromProfile(@Nullable Profile profile, boolean failureEnds) {
        ProfileKind kind = profile == null ? ProfileKind.NONE : ProfileKind.of(profile);
        if (profile == null || kind == ProfileKind.NONE) {
            return Optional.empty();
        }
        String name = "profile \"" + ForeignText.clean(profile.name()) + "\"";
        if (kind == ProfileKind.SSO && !signedIn.test(profile)) {
            return failureEnds ? Optional.of(none(name + " needs a sign-in")) : Optional.empty();
        }
        return Optional.of(new Choice(Source.PROFILE, "uses " + name + " (" + kind.text() + ")"));
    }

    private Choice environment() {
        return new Choice(Source.ENVIRONMENT, "uses the keys in the environment");
    }

    private Choice relative() {
        if (variables.isBlank(Variables.RELATIVE_URI)) {
            return none("asks http://169.254.170.2 because " + Variables.RELATIVE_URI + " is set and blank");
        }
        return new Choice(Source.CONTAINER, "asks http://169.254.170.2 because " + Variables.RELATIVE_URI + " is set");
    }

    private Choice container(SdkClient client) {
        String text = variables.value(Variables.FULL_URI).orElse("");
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return none(Variables.FULL_URI + " is not a URL");
        }
        if (!client.accepts(uri)) {
            return none("refuses the address in " + Variables.FULL_URI);
        }
        return new Choice(Source.CONTAINER, "asks " + ForeignText.clean(shown(uri)) + token(client));
    }

    // Neither a user nor a query, which may hold a password.
    private static String shown(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    private String token(SdkClient client) {
        boolean both = variables.has(Variables.TOKEN) && variables.has(Variables.TOKEN_FILE);
        if (both) {
            return " with the token of " + client.preferredToken();
        }
        return variables.has(Variables.TOKEN) || variables.has(Variables.TOKEN_FILE)
                ? " with the token of " + (variables.has(Variables.TOKEN) ? Variables.TOKEN : Variables.TOKEN_FILE)
                : " without a token";
    }

    private Choice metadataOfJavascript() {
        boolean disabled = variables
                .value(Variables.METADATA_DISABLED)
                .filter(value -> !value.equals("false"))
                .isPresent();
        return disabled ? none("no credentials are configured") : metadata("");
    }

    private Choice metadata(String disabling) {
        boolean disabled = variables
                .value(Variables.METADATA_DISABLED)
                .filter(value -> value.equalsIgnoreCase(disabling))
                .isPresent();
        return disabled
                ? none("no credentials are configured")
                : new Choice(
                        Source.INSTANCE_METADATA,
                        "asks the instance metadata service, which only EC2 has: no credentials are configured");
    }

    private static Choice none(String reason) {
        return new Choice(Source.NONE, reason);
    }
}
