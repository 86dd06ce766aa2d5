package dev.awssso.signin;

import dev.awssso.json.JsonObject;
import dev.awssso.platform.Browser;
import dev.awssso.platform.Environment;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/** From an instance to a valid access token: what commands and the server ask. */
public final class SignIn {

    /**
     * The world around.
     *
     * @param environment home directory and variables
     * @param clock the time, as near to the service's as is known
     * @param sleeper waits
     * @param random for verifiers and states, asked for late since the first one of a process is slow
     * @param browser the person's browser
     */
    public record World(
            Environment environment,
            InstantSource clock,
            Sleeper sleeper,
            Supplier<SecureRandom> random,
            Browser browser) {}

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final CachedTokens tokens;
    private final SignInParts parts;

    /**
     * Puts it together, for a command; nothing is read before it is asked for.
     *
     * @param configured tells which token files belong to an instance
     * @param oidc the service
     * @param prompt what a person sees
     */
    public SignIn(World world, ConfiguredInstances configured, OidcClient oidc, SignInPrompt prompt) {
        Shared shared = Shared.of(world, oidc, prompt);
        Browser browser = world.browser();
        DeviceFlow.Waiting waiting = new DeviceFlow.Waiting(world.clock(), world.sleeper());
        Login.Flows flows = new Login.Flows(
                new BrowserFlow(oidc, prompt, browser, world.random()), new DeviceFlow(oidc, prompt, browser, waiting));
        Login.Place place = new Login.Place(world.environment(), browser);
        this.tokens = new CachedTokens(shared.cache(), configured);
        this.parts = shared.with(new Login(flows, shared.registrations(), place, world.clock()), prompt);
    }

    private SignIn(CachedTokens tokens, SignInParts parts) {
        this.tokens = tokens;
        this.parts = parts;
    }

    /**
     * Puts it together for a server: it refreshes sign-ins and has no code that begins one, or opens a browser.
     *
     * @param configured tells which token files belong to an instance
     * @param oidc the service
     * @param prompt where notes go
     */
    public static SignIn ofServer(World world, ConfiguredInstances configured, OidcClient oidc, SignInPrompt prompt) {
        Shared shared = Shared.of(world, oidc, prompt);
        return new SignIn(new CachedTokens(shared.cache(), configured), shared.with(new NoLogin(), prompt));
    }

    /** What a command and a server both have. */
    private record Shared(TokenCache cache, Registrations registrations, Freshness freshness, OidcClient oidc) {

        static Shared of(World world, OidcClient oidc, SignInPrompt prompt) {
            return new Shared(
                    new FileTokenCache(directory(world.environment()), world.sleeper(), prompt),
                    new Registrations(
                            world.environment().dataDirectory().resolve("registrations"), oidc, world.clock()),
                    new Freshness(world.clock()),
                    oidc);
        }

        SignInParts with(NewSignIn login, SignInPrompt prompt) {
            return new SignInParts(login, new Refresher(cache, oidc, registrations, freshness), freshness, prompt);
        }
    }

    /** Where the AWS CLI, the SDKs and this program keep their sign-ins. */
    public static Path directory(Environment environment) {
        return environment.home().resolve(".aws").resolve("sso").resolve("cache");
    }

    /** Tokens for work at an instance that may take long; the first is fetched when it is first asked for. */
    public TokenSource tokens(Instance instance, SignInWish wish) {
        GivenToken given = wish.given();
        if (given instanceof GivenToken.Bare bare) {
            AccessToken endless = new AccessToken(bare.value(), Instant.MAX);
            TokenFile token = new TokenFile(null, null, endless, null, null, JsonObject.empty());
            return new GivenTokenSource(instance, wish, token, parts);
        }
        if (given instanceof GivenToken.Document document) {
            return new GivenTokenSource(instance, wish, document.token(), parts);
        }
        return wish.stateless()
                ? new StatelessTokenSource(instance, wish, parts)
                : new CachedTokenSource(instance, wish, tokens, parts);
    }

    /**
     * Takes a token of another tool into the shared cache, as if this program had signed in.
     *
     * @param refreshFirst exchange it before, if that is possible, and keep the new one
     * @throws Problem.SignIn when the service does not exchange it
     */
    public void adopt(Instance instance, TokenFile token, boolean refreshFirst) {
        boolean exchange = refreshFirst && parts.freshness().refreshable(token);
        TokenName name = tokens.target(instance);
        try {
            tokens.cache().locked(name, LONGEST_WAIT, () -> {
                TokenFile kept = exchange ? parts.refresher().exchange(instance, token) : token;
                tokens.cache().write(name, kept.withOthers(JsonObject.empty()));
                return name;
            });
        } catch (OidcRefusal refusal) {
            throw new Problem.SignIn(
                    "the token cannot be refreshed", refusal.shape(), SignInRemedy.login(instance), refusal);
        }
    }

    /**
     * Lays the sign-in, where there is one, also where other tools look for it: they know one file, named after the
     * session, and a session may have been written into the config file after the person signed in.
     */
    public void share(Instance instance) {
        TokenName name = tokens.target(instance);
        tokens.of(instance).stream()
                .findFirst()
                .filter(best -> !best.name().equals(name)
                        && parts.freshness().usable(best.token().access()))
                .ifPresent(best -> share(instance, best.token(), name));
    }

    private void share(Instance instance, TokenFile token, TokenName name) {
        try {
            tokens.cache().locked(name, LONGEST_WAIT, () -> {
                boolean there = tokens.cache()
                        .read(name)
                        .filter(present ->
                                present.fits(instance) && parts.freshness().usable(present.access()))
                        .isPresent();
                if (!there) {
                    tokens.cache().write(name, token);
                }
                return name;
            });
        } catch (Problem.LocalFile e) {
            parts.prompt().note("other tools will not find this sign-in: " + e.getMessage());
        }
    }

    /**
     * A token that is good now.
     *
     * @throws Problem.SignIn with the command to run, when there is none and nobody may or can be asked, or the person
     *     does not sign in
     */
    public AccessToken require(Instance instance, SignInWish wish) {
        return tokens(instance, wish).current();
    }

    /** True when there is a token that is good now, or can be made so, without asking a person. */
    public boolean signedIn(Instance instance) {
        return tokens.of(instance).stream()
                .map(CachedTokens.Stored::token)
                .anyMatch(token -> parts.freshness().usable(token.access())
                        || parts.freshness().refreshable(token));
    }

    /**
     * Calls the portal with a good token, and once more with another one when the portal does not take the first
     * although its time is not over.
     *
     * @param call throws {@link Problem.SignIn} when the portal does not take the token
     */
    public <T> T with(Instance instance, SignInWish wish, Function<AccessToken, T> call) {
        TokenSource source = tokens(instance, wish);
        AccessToken token = source.current();
        try {
            return call.apply(token);
        } catch (Problem.SignIn rejected) {
            return call.apply(source.replacement(token));
        }
    }
}
