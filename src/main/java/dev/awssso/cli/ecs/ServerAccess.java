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

/** How commands come to a server: the address, this user's token, the proof. */
public final class ServerAccess {

    private final Toolbox toolbox;
    private final Notes notes;

    public ServerAccess(Toolbox toolbox) {
        this(toolbox, toolbox.terminal()::note);
    }

    /** @param notes is told of what the person should know */
    public ServerAccess(Toolbox toolbox, Notes notes) {
        this.toolbox = toolbox;
        this.notes = notes;
    }

    /** A client that asks no more than is known already, says nothing, and gives up when something takes longer than this. */
    EcsClient impatient(ServerAddress address, Duration atMost) {
        return EcsClient.impatient(
                address, certificate().map(CertificatePin::of).orElse(null), proof(pause -> {}, line -> {}), atMost);
    }

    /** A client that connects when it is first used. */
    public EcsClient open(ServerAddress address) {
        AdminToken.fileWarning(toolbox.environment()).ifPresent(notes::note);
        return new EcsClient(
                address, certificate().map(CertificatePin::of).orElse(null), proof(toolbox.sleeper(), notes));
    }

    private ServerProof proof(Sleeper sleeper, Notes told) {
        return new ServerProof(
                adminToken().token(),
                new ServerProof.Machine(toolbox.environment().system(), UserId.effective(), SocketOwners.ofKernel()),
                toolbox::random,
                sleeper,
                told);
    }

    /** The certificate by which our commands know a server, empty for plain HTTP. */
    public Optional<X509Certificate> certificate() {
        return new TlsStore(toolbox.secrets()).certificate();
    }

    /** The admin token in force for our commands. */
    AdminToken adminToken() {
        return AdminToken.find(tokens().read().admin(), toolbox.environment());
    }

    /** This user's store of tokens. */
    public TokenStore tokens() {
        return new TokenStore(toolbox.secrets(), toolbox.clock());
    }
}
