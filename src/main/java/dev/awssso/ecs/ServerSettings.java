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
 * @param readTokens read tokens that are given as files
 * @param starts slots that are filled at the start
 * @param auditFile where the audit lines go, {@code -} for stderr, null for nowhere
 * @param certificate what it uses HTTPS with, null for plain HTTP
 * @param notifyCommand shell text that is run before a sign-in ends and when a renewal failed, null for none
 */
public record ServerSettings(
        InetAddress address,
        int port,
        boolean containerNetwork,
        List<String> allowedHosts,
        boolean refreshes,
        List<ReadTokenFile> readTokens,
        List<StartSlot> starts,
        @Nullable Path auditFile,
        @Nullable Certificate certificate,
        @Nullable String notifyCommand) {

    public ServerSettings {
        allowedHosts = List.copyOf(allowedHosts);
        readTokens = List.copyOf(readTokens);
        starts = List.copyOf(starts);
    }

    /**
     * Where the certificate and its key are: in these files, or in the secret store when both are null.
     *
     * @param privateKey the key's file
     * @param chain the file of the certificate and its chain
     */
    public record Certificate(@Nullable Path privateKey, @Nullable Path chain) {

        /** The one in the secret store. */
        public static final Certificate STORED = new Certificate(null, null);
    }
}
