package dev.awssso.doctor;

import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Timestamps;
import dev.awssso.profiles.Profiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Variables that are left over from something else: SDKs take them before the endpoint and before a profile. */
final class EnvironmentChecks {

    private static final List<String> KEYS = List.of(
            Variables.ACCESS_KEY_ID,
            Variables.SECRET_ACCESS_KEY,
            "AWS_SESSION_TOKEN",
            "AWS_SECURITY_TOKEN",
            "AWS_CREDENTIAL_EXPIRATION",
            "AWS_CREDENTIALS_EXPIRATION",
            "AWS_ACCESS_KEY",
            "AWS_SECRET_KEY");
    private static final List<String> BLANK_STOPS =
            List.of(Variables.PROFILE, Variables.DEFAULT_PROFILE, Variables.FULL_URI, Variables.TOKEN_FILE);

    private final Variables variables;
    private final InstantSource clock;
    private final Supplier<Profiles> profiles;

    EnvironmentChecks(Variables variables, InstantSource clock, Supplier<Profiles> profiles) {
        this.variables = variables;
        this.clock = clock;
        this.profiles = profiles;
    }

    List<Finding> keys(String check) {
        String fix = variables.unset(KEYS);
        Optional<String> id = variables.first(Variables.ACCESS_KEY_ID, "AWS_ACCESS_KEY");
        boolean secret =
                variables.first(Variables.SECRET_ACCESS_KEY, "AWS_SECRET_KEY").isPresent();
        if (id.isEmpty() && !secret) {
            return List.of(Finding.ok(check, "no keys in the environment"));
        }
        if (id.isEmpty() || !secret) {
            String lacks = id.isEmpty() ? Variables.ACCESS_KEY_ID : Variables.SECRET_ACCESS_KEY;
            return List.of(Finding.stops(check, "half of a pair of keys is set: " + lacks + " is missing", fix));
        }
        Optional<Instant> expiry = variables
                .first("AWS_CREDENTIAL_EXPIRATION", "AWS_CREDENTIALS_EXPIRATION")
                .flatMap(Timestamps::parse);
        if (expiry.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            return List.of(Finding.stops(
                    check, "the keys in the environment expired at " + Timestamps.format(expiry.orElseThrow()), fix));
        }
        boolean token =
                variables.first("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN").isPresent();
        if (id.orElseThrow().startsWith("ASIA") && !token) {
            return List.of(
                    Finding.stops(check, "temporary keys are set without AWS_SESSION_TOKEN: AWS refuses them", fix));
        }
        if (variables.endpoint()) {
            return List.of(Finding.stops(
                    check, "the keys in the environment come before the credentials server in every SDK", fix));
        }
        return List.of(Finding.ok(
                check,
                "the keys in the environment are complete"
                        + expiry.map(end -> ", until " + Timestamps.format(end)).orElse("")));
    }

    List<Finding> profile(String check) {
        Optional<String> name = variables.value(Variables.PROFILE);
        Optional<String> other = variables.value(Variables.DEFAULT_PROFILE);
        String fix = variables.unset(List.of(Variables.PROFILE, Variables.DEFAULT_PROFILE));
        if (name.isEmpty() && other.isEmpty()) {
            return List.of(Finding.ok(check, "no profile is selected in the environment"));
        }
        String selected = name.or(() -> other).orElseThrow();
        String shown = "\"" + ForeignText.clean(selected) + "\"";
        Optional<dev.awssso.profiles.Profile> profile = profiles.get().profile(selected);
        if (profile.isEmpty()) {
            return List.of(Finding.stops(check, "the selected profile " + shown + " does not exist", fix));
        }
        if (variables.endpoint() && ProfileKind.of(profile.get()) != ProfileKind.NONE) {
            return List.of(Finding.stops(
                    check, "the selected profile " + shown + " comes before the credentials server in every SDK", fix));
        }
        if (name.isPresent() && other.isPresent() && !name.equals(other)) {
            return List.of(Finding.warning(
                    check,
                    "two profiles are selected: boto3 and the AWS CLI v1 use AWS_DEFAULT_PROFILE, others AWS_PROFILE",
                    "unset " + Variables.DEFAULT_PROFILE));
        }
        return List.of(Finding.ok(check, "profile " + shown + " is selected"));
    }

    List<Finding> webIdentity(String check) {
        String fix = variables.unset(List.of(Variables.WEB_IDENTITY_FILE, Variables.ROLE_ARN, "AWS_ROLE_SESSION_NAME"));
        Optional<String> file = variables.value(Variables.WEB_IDENTITY_FILE);
        if (file.isEmpty()) {
            return List.of(Finding.ok(check, "no web identity in the environment"));
        }
        if (!variables.has(Variables.ROLE_ARN)) {
            return List.of(
                    Finding.stops(check, Variables.WEB_IDENTITY_FILE + " is set without " + Variables.ROLE_ARN, fix));
        }
        if (!isFile(file.get())) {
            return List.of(Finding.stops(
                    check, "the file that " + Variables.WEB_IDENTITY_FILE + " names does not exist", fix));
        }
        return List.of(
                variables.endpoint()
                        ? Finding.stops(
                                check,
                                "the web identity in the environment comes before the credentials server in every SDK",
                                fix)
                        : Finding.ok(check, "a web identity is configured"));
    }

    List<Finding> relativeUri(String check) {
        String name = Variables.RELATIVE_URI;
        String fix = "unset " + name;
        if (!variables.isSet(name)) {
            return List.of(Finding.ok(check, name + " is not set"));
        }
        if (variables.isBlank(name)) {
            return List.of(Finding.stops(
                    check, name + " is set and blank: boto3, the AWS CLI and Java ask 169.254.170.2 for it", fix));
        }
        return List.of(
                variables.has(Variables.FULL_URI)
                        ? Finding.stops(check, name + " comes before " + Variables.FULL_URI + " in most SDKs", fix)
                        : Finding.ok(check, name + " is set: SDKs ask 169.254.170.2, as in a container of ECS"));
    }

    List<Finding> blank(String check) {
        List<String> blank = variables.environment().variables().keySet().stream()
                .filter(name ->
                        name.startsWith("AWS_") && variables.isBlank(name) && !name.equals(Variables.RELATIVE_URI))
                .sorted()
                .toList();
        if (blank.isEmpty()) {
            return List.of(Finding.ok(check, "no AWS_ variable is set and blank"));
        }
        String reason = "set and blank, which SDKs do not take for unset: " + String.join(", ", blank);
        String fix = "unset " + String.join(" ", blank);
        boolean stops = blank.stream().anyMatch(BLANK_STOPS::contains);
        return List.of(stops ? Finding.stops(check, reason, fix) : Finding.warning(check, reason, fix));
    }

    List<Finding> certificates(String check) {
        return missingFiles(
                check,
                List.of("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"),
                "no variable names a file of certificates that is missing",
                Verdict.STOPS);
    }

    List<Finding> configPaths(String check) {
        return missingFiles(
                check,
                List.of("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"),
                "the config and credentials files that variables name exist",
                Verdict.WARNING);
    }

    private List<Finding> missingFiles(String check, List<String> names, String good, Verdict verdict) {
        List<String> missing = names.stream()
                .filter(name ->
                        variables.value(name).filter(path -> !isFile(path)).isPresent())
                .toList();
        return List.of(
                missing.isEmpty()
                        ? Finding.ok(check, good)
                        : new Finding(
                                check,
                                verdict,
                                "the file does not exist that is named by " + String.join(", ", missing),
                                variables.unset(missing)));
    }

    private boolean isFile(String path) {
        try {
            Path expanded = dev.awssso.profiles.ConfigPaths.expand(path, variables.environment());
            return Files.exists(expanded) && !Files.isDirectory(expanded);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
