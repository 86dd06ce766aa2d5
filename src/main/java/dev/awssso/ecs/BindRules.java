package dev.awssso.ecs;

import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;

/** Where a server may listen, by who may then reach it. */
public final class BindRules {

    private BindRules() {}

    /**
     * Refuses an address that others than this machine's users could reach without a token, or with one in clear.
     *
     * @param token whether callers must show a token
     * @param tls whether the connection is encrypted
     */
    public static void check(ServerSettings settings, boolean token, boolean tls) {
        if (settings.address().isLoopbackAddress()) {
            return;
        }
        String what = "cannot listen on " + settings.address().getHostAddress();
        if (!token) {
            throw new Problem.Usage(
                    what,
                    "without a bearer token, anyone who can connect could read the credentials",
                    tls || settings.containerNetwork()
                            ? ShellCommand.of("aws-sso", "ecs", "bearer-token", "--generate")
                            : null);
        }
        if (!tls && !settings.containerNetwork()) {
            throw new Problem.Usage(
                    what,
                    "credentials would be sent over the network without encryption; use --ssl, or --container-network for a private container network",
                    null);
        }
    }
}
