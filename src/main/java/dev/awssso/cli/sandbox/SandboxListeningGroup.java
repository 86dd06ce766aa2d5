package dev.awssso.cli.sandbox;

import dev.awssso.problem.Problem;
import dev.awssso.sandbox.InetAddresses;
import dev.awssso.sandbox.Listening;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who can reach the sandbox, as options. */
final class SandboxListeningGroup {

    @Option(
            names = "--bind-ip",
            paramLabel = "IP",
            description = "The address to listen on; 0.0.0.0 for all. Default: 127.0.0.1.")
    private @Nullable String bindIp;

    @Option(
            names = "--allow-remote",
            description = "With --bind-ip: allow other machines to connect. They can sign in and approve; "
                    + "the credentials that they get work in the sandbox only.")
    private boolean allowRemote;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "Also accept this host name, such as that of a container. May be repeated.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--tls",
            description =
                    "Also accept TLS, and act as a proxy for AWS host names, on the same port, with a certificate "
                            + "authority of its own.")
    private boolean tls;

    Listening read() {
        Listening listening = Listening.LOOPBACK.address(address()).tls(tls);
        if (!listening.local() && !allowRemote) {
            throw new Problem.Usage(
                    "other machines could reach the sandbox at " + bindIp,
                    "they could sign in and approve, and would get credentials that work in the sandbox only; use --allow-remote to allow this",
                    null);
        }
        try {
            return listening.hosts(allowedHosts);
        } catch (IllegalArgumentException e) {
            throw new Problem.Usage("--allow-host: " + e.getMessage(), null, null, e);
        }
    }

    private InetAddress address() {
        if (bindIp == null) {
            return InetAddresses.LOOPBACK;
        }
        return InetAddresses.parse(bindIp)
                .orElseThrow(() ->
                        new Problem.Usage("invalid --bind-ip " + bindIp + ": it is not an IP address", null, null));
    }
}
