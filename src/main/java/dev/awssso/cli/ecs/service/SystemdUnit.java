package dev.awssso.cli.ecs.service;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The unit for a user's systemd (systemd.service(5), systemd.exec(5)). Of the protections only those are used that a
 * user's systemd can set up without rights of its own: no mount or user namespaces.
 */
final class SystemdUnit {

    static final String NAME = "aws-sso-ecs.service";

    /** The first line of a unit that this program has written, and may replace and remove. */
    static final String MARK = "# Written by aws-sso ecs service install, which replaces it; uninstall removes it.";

    private static final String FORM =
            """
            %s
            [Unit]
            Description=Credentials server for AWS SDKs (aws-sso)
            StartLimitIntervalSec=300
            StartLimitBurst=10

            [Service]
            Type=notify
            NotifyAccess=all
            ExecStart=%s
            %sRestart=on-failure
            RestartSec=5
            # The command line or a setting is wrong, a profile does not exist, a file cannot be read.
            RestartPreventExitStatus=2 5 7
            TimeoutStartSec=60
            TimeoutStopSec=10
            UMask=0077
            LimitCORE=0
            NoNewPrivileges=yes
            LockPersonality=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            RestrictNamespaces=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            SystemCallArchitectures=native

            [Install]
            WantedBy=default.target
            """;

    private SystemdUnit() {}

    static String text(ServiceDefinition service) {
        return FORM.formatted(MARK, command(service.command()), environment(service.variables()));
    }

    // A program's name must not have quotes or backslashes in it; env starts one that has.
    private static String command(List<String> words) {
        String program = words.get(0);
        String start = program.matches("[^\"'\\\\]*") ? quoted(program) : "/usr/bin/env " + argument(program);
        return start + " " + words.stream().skip(1).map(SystemdUnit::argument).collect(Collectors.joining(" "));
    }

    // Variables are put into arguments, and $$ is a dollar sign there; not in the program's name.
    private static String argument(String word) {
        return word.matches("[A-Za-z0-9_./:=-]+") ? word : quoted(word).replace("$", "$$");
    }

    private static String environment(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> "Environment=" + quoted(entry.getKey() + "=" + entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    // C-style escapes in double quotes; a percent sign would begin a specifier (systemd.syntax(7)).
    private static String quoted(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + "\"";
    }
}
