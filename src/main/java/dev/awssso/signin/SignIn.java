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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** From an instance to a valid access token: what commands and the server ask. */
public final class SignIn {

    /**
     * What it works with on this machine.
     *
     * @param environment home directory and variables
     * @param clock the time, as near to the service's as is known
     * @param sleeper waits
     * @param random for verifiers and states, asked for late since the first one of a process is slow
     * @param browser the person's browser
     */
    public record Context(
            Environment environment,
            InstantSource clock,
            Sleeper sleeper,
            Supplier<SecureRandom> random,
            Browser browser) {}

    /**
     * Whom it talks to.
     *
     * @param oidc the service
     * @param startUrls finds where the start URL of a company redirects
     * @param prompt what a person sees
     * @param signedIn receives every sign-in by a person, who may be another one than before
     */
    public record Ports(OidcClient oidc, StartUrlTarget startUrls, SignInPrompt prompt, Consumer<Instance> signedIn) {}

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final CachedTokens tokens;
    private final SignInRecords records;
    private final RememberedInstance remembered;
    private final SignInParts parts;

    /**
     * Puts it together, for a command; nothing is read before it is asked for.
     *
     * @param configured shows which token files belong to an instance
     */
    public SignIn(Context context, ConfiguredInstances configured, Ports ports) {
        this(context, configured, ports, SignIn::newLogin);
    }

    /**
     * Puts it together for a server: it refreshes sign-ins, and has no code that begins one or opens a browser.
     *
     * @param configured shows which token files belong to an instance
     */
    public static SignIn ofServer(Context context, ConfiguredInstances configured, Ports ports) {
        return new SignIn(context, configured, ports, (machine, services, registrations) -> new NoLogin());
    }

    private interface LoginConstructor {

        NewSignIn make(Context context, Ports ports, Registrations registrations);
    }

    private SignIn(Context context, ConfiguredInstances configured, Ports ports, LoginConstructor login) {
        Environment environment = context.environment();
        TokenCache cache = new FileTokenCache(directory(environment), context.sleeper(), ports.prompt());
        Registrations registrations =
                new Registrations(environment.dataDirectory().resolve("registrations"), ports.oidc(), context.clock());
        Freshness freshness = new Freshness(context.clock(), new RejectedTokens(environment));
        this.tokens = new CachedTokens(cache, configured);
        this.records = new SignInRecords(directory(environment), SharedLocks.directory(environment));
        this.remembered = new RememberedInstance(environment);
        this.parts = new SignInParts(
                login.make(context, ports, registrations),
                new Refresher(cache, records, ports.oidc(), registrations, freshness),
                freshness,
                ports.prompt(),
                ports.signedIn());
    }

    private static Login newLogin(Context context, Ports ports, Registrations registrations) {
        Browser browser = context.browser();
        SignInPrompt prompt = ports.prompt();
        DeviceFlow.Waiting waiting = new DeviceFlow.Waiting(context.clock(), context.sleeper());
        Login.Flows flows = new Login.Flows(
                new BrowserFlow(ports.oidc(), prompt, browser, context.random()),
                new DeviceFlow(ports.oidc(), prompt, browser, waiting));
        return new Login(
                flows,
                registrations,
                new OwnStartUrls(ports.startUrls(), prompt),
                new Login.Machine(context.environment(), browser, context.clock()));
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

    /** Tokens of the sign-in of this very name, and of no other that would serve the instance too; nobody is asked. */
    public TokenSource tokensOf(Instance filed) {
        return CachedTokenSource.ofFile(filed, tokens, parts);
    }

    /**
     * Takes a token of another tool into the shared cache, as if this program had signed in.
     *
     * @param refreshFirst exchange it before, if that is possible, and keep the new one
     * @throws Problem.SignIn when the service does not exchange it
     */
    public void adopt(Instance instance, TokenFile token, boolean refreshFirst) {
        boolean exchange = refreshFirst && parts.freshness().refreshable(token);
        TokenName name = TokenName.of(instance);
        try {
            tokens.cache().locked(name, LONGEST_WAIT, () -> {
                TokenFile kept = exchange ? parts.refresher().exchange(instance, token) : token;
                tokens.cache().write(name, kept.withOthers(JsonObject.empty()));
                return name;
            });
        } catch (OidcRefusal refusal) {
            throw new Problem.SignIn("cannot refresh the access token", refusal.shape(), null, refusal);
        }
    }

    /**
     * Lays the sign-in that serves one instance under the name of another one too, where the person is the same by
     * construction. A valid sign-in of that name stays.
     *
     * @param from what the sign-in was used for
     * @param to the same instance by the name under which other tools look for it
     */
    public void share(Instance from, Instance to) {
        tokens.beforeSignIn(from).stream()
                .filter(stored -> parts.freshness().alive(stored.token()))
                .findFirst()
                .filter(stored -> !stored.name().equals(TokenName.of(to)))
                .ifPresent(stored -> share(to, stored.token(), TokenName.of(to)));
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
            parts.prompt().note("other tools cannot use this sign-in: " + e.getMessage());
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

    /**
     * The sign-in that serves the instance now, also one that has run out; asks nobody.
     *
     * @throws Problem.Usage when it is asked for by a start URL that several sessions have
     */
    public Optional<SavedSignIn> saved(Instance instance) {
        List<CachedTokens.Stored> found = tokens.of(instance);
        return found.stream()
                .filter(stored -> parts.freshness().alive(stored.token()))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .map(stored -> records.describe(stored.instance(), stored.token()));
    }

    /**
     * What {@code login} did.
     *
     * @param token the token
     * @param anew true when a person signed in; false when there was a sign-in that the portal accepted
     */
    public record Outcome(AccessToken token, boolean anew) {}

    /**
     * A sign-in that the portal has accepted in this very call, or a new one. Its instance is remembered.
     *
     * @param check asks the portal for as little as possible
     */
    public Outcome login(Instance instance, SignInWish wish, PortalCheck check) {
        CachedTokenSource source = new CachedTokenSource(instance, wish, tokens, parts);
        AccessToken token = source.current();
        for (int tries = 0; !source.signedIn(); tries++) {
            try {
                check.check(instance, token);
                break;
            } catch (Problem.SignIn rejected) {
                if (tries > 2) {
                    throw rejected;
                }
                token = tries == 0 ? source.replacement(token) : source.anew(token);
            }
        }
        remembered.write(instance);
        return new Outcome(token, source.signedIn());
    }

    /**
     * Calls the portal with a good token, and once more with another one when the portal does not take the first
     * although its time is not over.
     *
     * @param call throws {@link Problem.SignIn} when the portal does not take the token
     */
    public <T> T with(Instance instance, SignInWish wish, Function<AccessToken, T> call) {
        return tokens(instance, wish).with(call);
    }
}
