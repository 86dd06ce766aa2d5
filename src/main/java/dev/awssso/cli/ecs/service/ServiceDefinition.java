package dev.awssso.cli.ecs.service;

import dev.awssso.cli.Toolbox;
import dev.awssso.platform.ForeignText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a supervisor is to run. A service does not have the environment of the shell in which it is installed, so what
 * decides there where files and AWS are goes along; secrets do not, since a definition is read by others.
 *
 * @param command the absolute path of the program and its arguments
 * @param variables the environment beside what the supervisor sets
 */
record ServiceDefinition(List<String> command, Map<String, String> variables) {

    private static final Set<String> TAKEN = Set.of(
            "PATH",
            "JAVA_HOME",
            "AWS_SSO_JAVA_HOME",
            "AWS_CONFIG_FILE",
            "AWS_SHARED_CREDENTIALS_FILE",
            "AWS_LOGIN_CACHE_DIRECTORY",
            "AWS_CA_BUNDLE",
            "AWS_MAX_ATTEMPTS",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_SSO_ECS_PORT",
            "AWS_USE_DUALSTACK_ENDPOINT",
            "AWS_USE_FIPS_ENDPOINT",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME");
    private static final String ENDPOINTS = "AWS_ENDPOINT_URL";
    private static final Pattern WITH_PASSWORD = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/]*@.*");

    ServiceDefinition {
        command = List.copyOf(command);
        variables = new TreeMap<>(variables);
    }

    /** The server of this program, with the settings of this person. */
    static ServiceDefinition of(Toolbox toolbox) {
        Map<String, String> taken = new TreeMap<>();
        toolbox.environment().variables().forEach((name, value) -> {
            boolean wanted = TAKEN.contains(name) || name.startsWith(ENDPOINTS);
            if (!wanted || value.isEmpty()) {
                return;
            }
            if (WITH_PASSWORD.matcher(value).matches() || value.chars().anyMatch(Character::isISOControl)) {
                toolbox.terminal()
                        .note("the service does not get " + ForeignText.clean(name)
                                + ", which has a password or a control character in it");
                return;
            }
            taken.put(name, value);
        });
        Path program = toolbox.program();
        return new ServiceDefinition(List.of(program.toString(), "ecs", "run"), taken);
    }
}
