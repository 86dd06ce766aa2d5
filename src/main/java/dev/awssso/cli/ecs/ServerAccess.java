package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.AdminToken;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.client.CertificatePin;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.ecs.client.ServerProof;
import dev.awssso.ecs.client.SocketOwners;
import dev.awssso.ecs.tls.TlsStore;
import dev.awssso.platform.Sleeper;
import dev.awssso.platform.UserId;
import dev.awssso.problem.Notes;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/** How the commands of this group come to a server: the address, this user's token, the proof. */
final class ServerAccess {

    private final Toolbox toolbox;

    ServerAccess(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** A client that asks no more than is known already, says nothing, and gives up when something takes longer than this. */
    EcsClient impatient(ServerAddress address, Duration atMost) {
        return EcsClient.impatient(
                address, certificate().map(CertificatePin::of).orElse(null), proof(pause -> {}, line -> {}), atMost);
    }

    /** A client that connects when it is first used. */
    EcsClient open(ServerAddress address) {
        AdminToken.fileWarning(toolbox.environment()).ifPresent(toolbox.terminal()::note);
        return new EcsClient(
                address,
                certificate().map(CertificatePin::of).orElse(null),
                proof(toolbox.sleeper(), toolbox.terminal()::note));
    }

    private ServerProof proof(Sleeper sleeper, Notes notes) {
        return new ServerProof(
                adminToken().token(),
                new ServerProof.Machine(toolbox.environment().system(), UserId.effective(), SocketOwners.ofKernel()),
                toolbox::random,
                sleeper,
                notes);
    }

    /** The certificate by which our commands know a server, empty for plain HTTP. */
    Optional<X509Certificate> certificate() {
        return new TlsStore(toolbox.secrets()).certificate();
    }

    /** The admin token in force for our commands. */
    AdminToken adminToken() {
        return AdminToken.find(tokens().read().admin(), toolbox.environment());
    }

    TokenStore tokens() {
        return new TokenStore(toolbox.secrets(), toolbox.clock());
    }
}
