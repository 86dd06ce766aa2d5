package dev.awssso.ecs;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is asked to run.
 *
 * @param address where it listens
 * @param port the port, 0 for any free one
 * @param containerNetwork whether the address belongs to a private network of containers
 * @param allowedHosts further names that callers may use for it
 * @param refreshes whether loads may name a source to renew from
 * @param readTokens read tokens that were given as files
 * @param starts slots that are filled at the start
 * @param auditFile where the audit lines go, null for stderr
 */
public record ServerSettings(
        InetAddress address,
        int port,
        boolean containerNetwork,
        List<String> allowedHosts,
        boolean refreshes,
        List<ReadToken> readTokens,
        List<StartSlot> starts,
        @Nullable Path auditFile) {

    public ServerSettings {
        allowedHosts = List.copyOf(allowedHosts);
        readTokens = List.copyOf(readTokens);
        starts = List.copyOf(starts);
    }
}
