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
import dev.awssso.platform.UserId;
import dev.awssso.problem.Notes;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** How the commands of this group come to a server: the address, this user's token, the proof. */
final class ServerAccess {

    private final Toolbox toolbox;
    private final Notes notes;

    ServerAccess(Toolbox toolbox) {
        this(toolbox, toolbox.terminal()::note);
    }

    /** @param notes is told of what the person should know */
    ServerAccess(Toolbox toolbox, Notes notes) {
        this.toolbox = toolbox;
        this.notes = notes;
    }

    /** A client that connects when it is first used. */
    EcsClient open(ServerAddress address) {
        AdminToken.fileWarning(toolbox.environment()).ifPresent(notes::note);
        ServerProof proof = new ServerProof(
                adminToken().token(),
                new ServerProof.Machine(toolbox.environment().system(), UserId.effective(), SocketOwners.ofKernel()),
                toolbox::random,
                toolbox.sleeper(),
                notes);
        return new EcsClient(address, certificate().map(CertificatePin::of).orElse(null), proof);
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
