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
            description = "Address to listen at, 0.0.0.0 for every one. Default: 127.0.0.1.")
    private @Nullable String bindIp;

    @Option(
            names = "--allow-remote",
            description = "With --bind-ip: other machines may reach it. Whoever can may sign in and approve; "
                    + "what they get is worthless outside the sandbox.")
    private boolean allowRemote;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "Answer to this host name too, such as a container's; may be given again.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--tls",
            description =
                    "Speak TLS as well, and be a proxy for AWS's host names, on the same port, with a certificate "
                            + "authority of its own.")
    private boolean tls;

    Listening read() {
        Listening listening = Listening.LOOPBACK.address(address()).tls(tls);
        if (!listening.local() && !allowRemote) {
            throw new Problem.Usage(
                    "others could reach the sandbox at " + bindIp,
                    "they could sign in and approve, and would get credentials that are worthless outside the sandbox",
                    "aws-sso sandbox run --bind-ip " + bindIp + " --allow-remote");
        }
        try {
            return listening.hosts(allowedHosts);
        } catch (IllegalArgumentException e) {
            throw new Problem.Usage("--allow-host: " + e.getMessage(), null, "aws-sso sandbox run --help", e);
        }
    }

    private InetAddress address() {
        if (bindIp == null) {
            return InetAddresses.LOOPBACK;
        }
        return InetAddresses.parse(bindIp)
                .orElseThrow(() -> new Problem.Usage(
                        "--bind-ip " + bindIp + " is not an IP address",
                        null,
                        "aws-sso sandbox run --bind-ip 127.0.0.1"));
    }
}
