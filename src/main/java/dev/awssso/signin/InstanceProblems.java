package dev.awssso.signin;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.signin.InstanceFilter.InstanceHint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said when it is not clear which instance is meant. */
final class InstanceProblems {

    static final String URL_OPTION = "--sso-start-url";
    static final String REGION_OPTION = "--sso-region";
    static final String URL_VARIABLE = "AWS_DEFAULT_SSO_START_URL";
    static final String REGION_VARIABLE = "AWS_DEFAULT_SSO_REGION";

    private final String file;

    InstanceProblems(String file) {
        this.file = file;
    }

    Problem none(InstanceHint hint, List<KnownInstance> known) {
        if (hint.isEmpty() || known.isEmpty()) {
            return new Problem.Usage(
                    "No Identity Center instance found in " + file + ": give --sso-start-url and --sso-region, or set "
                            + URL_VARIABLE + " and " + REGION_VARIABLE,
                    null,
                    ShellCommand.of("aws-sso", "configure", "sso"));
        }
        return new Problem.Usage(
                "No Identity Center instance matches " + described(hint) + " (from " + hint.source()
                        + "). Known instances:",
                null,
                known.stream().map(KnownInstance::line).toList(),
                null);
    }

    private static String described(InstanceHint hint) {
        String url = hint.startUrl() == null ? "" : "start URL \"" + ForeignText.clean(hint.startUrl()) + "\"";
        String region = hint.region() == null ? "" : "region \"" + ForeignText.clean(hint.region()) + "\"";
        return url.isEmpty() || region.isEmpty() ? url + region : url + " and " + region;
    }

    static Problem several(List<KnownInstance> found) {
        return new Problem.Usage(
                "Found " + found.size()
                        + " Identity Center instances, please specify one with --sso-start-url or --sso-region:",
                null,
                found.stream().map(KnownInstance::line).toList(),
                null);
    }

    Problem unknownSession(String name, String source, List<String> known) {
        return new Problem.Usage(
                "[sso-session " + ForeignText.clean(name) + "] does not exist in " + file + source,
                known.isEmpty()
                        ? "it has no sso-session"
                        : "it has these: " + ForeignText.clean(String.join(", ", known)),
                null);
    }

    static Problem contradictsSession(String name, ConfiguredInstance session) {
        return new Problem.Usage(
                "--sso-session " + name + " is " + session.startUrl() + " in " + session.region()
                        + ", which differs from " + URL_OPTION + " or " + REGION_OPTION,
                null,
                null);
    }

    static Problem noStartUrl(String url) {
        return new Problem.Usage(
                "\"" + ForeignText.clean(url) + "\" is not a start URL",
                "it must be an http or https URL with a host",
                null);
    }

    static Problem otherRegion(String url, String told, String given) {
        return new Problem.Usage(
                "the start URL \"" + ForeignText.clean(url) + "\" is in region " + told + ", not in "
                        + ForeignText.clean(given),
                "use --sso-region " + told,
                null);
    }

    static Problem noInstance(String profile, boolean exists) {
        String name = "profile \"" + ForeignText.clean(profile) + "\"";
        return new Problem.NotFound(
                exists
                        ? name + " does not use Identity Center, and its source_profile does not either"
                        : name + " does not exist",
                null,
                (@Nullable ShellCommand) null);
    }
}
