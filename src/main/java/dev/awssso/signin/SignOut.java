package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends sign-ins: at the portal, and in every file of this machine that could bring them back. A portal that cannot be
 * reached keeps nothing from being deleted here.
 */
public final class SignOut {

    /**
     * The world around.
     *
     * @param environment home and data directory
     * @param clock shows which tokens are over already
     * @param notes is called when a portal could not be reached
     */
    public record World(Environment environment, InstantSource clock, Notes notes) {}

    private final World world;
    private final SessionEnd portal;
    private final CachedTokens tokens;
    private final Path registrations;

    public SignOut(World world, ConfiguredInstances configured, SessionEnd portal) {
        this.world = world;
        this.portal = portal;
        TokenCache cache = new FileTokenCache(SignIn.directory(world.environment()), duration -> {}, world.notes());
        this.tokens = new CachedTokens(cache, configured);
        this.registrations = world.environment().dataDirectory().resolve("registrations");
    }

    /**
     * Ends the sign-in that serves an instance, under every name under which it is stored on this machine.
     *
     * @return the names of what was ended, empty when nobody was signed in
     * @throws Problem.Usage when the instance is asked for by a start URL that several sessions have
     */
    public List<Instance> of(Instance instance) {
        List<CachedTokens.Stored> stored = tokens.of(instance);
        Set<Secret> ended = new HashSet<>();
        for (CachedTokens.Stored one : stored) {
            if (ended.add(one.token().access().value())) {
                end(instance, one.token());
            }
            tokens.cache().delete(one.name());
        }
        deleteCopies(ended);
        Registrations.forgetAll(registrations, instance);
        return stored.stream().map(CachedTokens.Stored::instance).toList();
    }

    // The same sign-in laid under another name has ended too.
    private void deleteCopies(Set<Secret> ended) {
        for (TokenName name :
                ended.isEmpty() ? List.<TokenName>of() : tokens.cache().names()) {
            tokens.cache()
                    .read(name)
                    .filter(token -> ended.contains(token.access().value()))
                    .ifPresent(copy -> tokens.cache().delete(name));
        }
    }

    /**
     * Ends every sign-in that has a file in the shared cache, whoever wrote it.
     *
     * @return how many there were
     */
    public int ofAll() {
        List<TokenName> names = tokens.cache().names();
        for (TokenName name : names) {
            tokens.cache()
                    .read(name)
                    .filter(token -> token.startUrl() != null && token.region() != null)
                    .ifPresent(token -> end(
                            new Instance(
                                    String.valueOf(token.startUrl()),
                                    String.valueOf(token.region()),
                                    null,
                                    Instance.DEFAULT_SCOPES),
                            token));
            tokens.cache().delete(name);
        }
        files(registrations).forEach(PrivateFiles::delete);
        return names.size();
    }

    // A token whose time is over is refused anyway.
    private void end(Instance instance, TokenFile token) {
        if (!token.access().expiresAt().isAfter(world.clock().instant())) {
            return;
        }
        try {
            portal.logout(instance, token.access());
        } catch (Problem unreachable) {
            world.notes().note("cannot end the session at " + instance.startUrl() + " at AWS: " + unreachable.what());
        }
    }

    private static List<Path> files(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read " + directory, PrivateFiles.reason(e), null, e);
        }
        return found;
    }
}
