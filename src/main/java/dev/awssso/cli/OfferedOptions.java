package dev.awssso.cli;

import dev.awssso.cli.options.ChainOptions;
import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.RoleOptions;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.cli.options.SignInOptions;
import dev.awssso.cli.options.SignInProfileOption;
import java.lang.reflect.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that the help of a command shows and that are suggested for a mistyped one, in their groups. An option that
 * can do nothing for a command is accepted by it, since documented command lines have it, and not offered.
 */
final class OfferedOptions {

    /** The groups, in the order of the help. */
    enum Group {
        OWN("Options"),
        ROLE("Role"),
        SIGN_IN("Sign-in"),
        SERVER("Server"),
        OUTPUT("Output"),
        GENERAL("General");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    private static final Map<Class<?>, Group> SHARED = Map.of(
            RoleOptions.class, Group.ROLE,
            ChainOptions.class, Group.ROLE,
            IdentityOptions.class, Group.ROLE,
            SignInOptions.class, Group.SIGN_IN,
            InstanceOptions.class, Group.SIGN_IN,
            SignInProfileOption.class, Group.SIGN_IN,
            ServerOptions.class, Group.SERVER,
            OutputOptions.class, Group.OUTPUT);

    // The default, accepted for old command lines.
    private static final Set<String> NEVER = Set.of("--use-cache");

    private static final Set<String> INTERACTIVE =
            Set.of("--no-browser", "--use-device-code", "--nrt", "--force-refresh");

    private static final Set<String> TOKENS =
            Set.of("--no-cache", "--sso-access-token", "--sso-access-token-file", "--accesstoken-cache");

    private static final Set<String> ANY_SIGN_IN = union(List.of(INTERACTIVE, TOKENS, Set.of("--refresh")));

    private static final Map<String, Set<String>> USELESS = Map.of(
            "logout", ANY_SIGN_IN,
            "status", ANY_SIGN_IN,
            "login status", ANY_SIGN_IN,
            "login", TOKENS,
            "importcache",
                    union(List.of(INTERACTIVE, Set.of("--no-cache", "--sso-access-token", "--sso-access-token-file"))),
            "credential-process", INTERACTIVE);

    private OfferedOptions() {}

    /** The options of one group, sorted by their longest names; none where the command has none of it. */
    static List<OptionSpec> of(String path, CommandSpec spec, Group group) {
        return of(path, spec).stream()
                .filter(option -> group(option) == group)
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }

    /** All of them. */
    static List<OptionSpec> of(String path, CommandSpec spec) {
        Set<String> useless = USELESS.getOrDefault(path, Set.of());
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .filter(option ->
                        Stream.of(option.names()).noneMatch(name -> NEVER.contains(name) || useless.contains(name)))
                .toList();
    }

    private static Group group(OptionSpec option) {
        if (!(option.userObject() instanceof Member member)) {
            return Group.GENERAL;
        }
        return SHARED.getOrDefault(member.getDeclaringClass(), Group.OWN);
    }

    private static Set<String> union(Collection<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}
