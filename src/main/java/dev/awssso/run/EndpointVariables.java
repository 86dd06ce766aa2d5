package dev.awssso.run;

import dev.awssso.platform.Environment;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shell sets and unsets so that every SDK started from it asks a credentials endpoint. What an SDK prefers to
 * the endpoint is unset, never blank: a blank variable breaks three of them.
 */
public final class EndpointVariables {

    private static final String FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private static final List<String> UNSET = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_ACCESS_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SECRET_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_SECURITY_TOKEN",
            "AWS_CREDENTIAL_EXPIRATION",
            "AWS_CREDENTIALS_EXPIRATION",
            "AWS_PROFILE",
            "AWS_DEFAULT_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_ROLE_ARN",
            "AWS_ROLE_SESSION_NAME",
            "AWS_CREDENTIAL_FILE",
            "AWS_ACCOUNT_ID",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

    /** The two variables that can hold a token; SDKs disagree on which wins, so exactly one is set. */
    public enum TokenVariable {
        VALUE("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
        FILE("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

        private final String variable;

        TokenVariable(String variable) {
            this.variable = variable;
        }
    }

    /**
     * A token for the endpoint.
     *
     * @param variable which variable carries it
     * @param value the content of the variable: the token with the word Bearer, or the file's path
     */
    public record Token(TokenVariable variable, Secret value) {}

    private final Map<String, String> assignments = new LinkedHashMap<>();
    private final List<String> removals = new ArrayList<>(UNSET);

    /** @param token null for an endpoint that wants none */
    public EndpointVariables(URI endpoint, @Nullable Token token) {
        assignments.put(FULL_URI, endpoint.toString());
        Arrays.stream(TokenVariable.values())
                .filter(variable -> token == null || variable != token.variable())
                .forEach(variable -> removals.add(variable.variable));
        if (token != null) {
            assignments.put(token.variable().variable, token.value().reveal());
        }
    }

    /** Leaves the token as it is where these lines are evaluated: neither variable of it is set or unset. */
    public EndpointVariables keepingToken() {
        for (TokenVariable variable : TokenVariable.values()) {
            assignments.remove(variable.variable);
            removals.remove(variable.variable);
        }
        return this;
    }

    /** Adds the exception from the proxy, when this environment has one. */
    public EndpointVariables besideProxyOf(Environment shell) {
        Map<String, String> variables = shell.variables();
        if (CredentialEnvironment.firstNonEmpty(variables, CredentialEnvironment.PROXIES.toArray(String[]::new))
                != null) {
            String either = CredentialEnvironment.firstNonEmpty(variables, "NO_PROXY", "no_proxy");
            for (String name : new String[] {"NO_PROXY", "no_proxy"}) {
                assignments.put(name, CredentialEnvironment.withoutProxy(variables.get(name), either));
            }
        }
        return this;
    }

    /** The lines for a shell, which may be evaluated any number of times. */
    public List<String> lines(ShellQuote shell) {
        List<String> lines = new ArrayList<>();
        removals.forEach(name -> lines.add(shell.removal(name)));
        assignments.forEach((name, value) -> lines.add(shell.assignment(name, value)));
        return lines;
    }
}
