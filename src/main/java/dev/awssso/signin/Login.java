package dev.awssso.signin;

import dev.awssso.json.JsonObject;
import dev.awssso.platform.Browser;
import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A new sign-in by the flow that suits the place, with one more try where the instance forgot our registration. */
final class Login implements NewSignIn {

    /**
     * The two ways.
     *
     * @param browser where a browser runs on this machine
     * @param device everywhere else
     */
    record Flows(Flow browser, Flow device) {}

    private final Flows flows;
    private final Registrations registrations;
    private final OwnStartUrls startUrls;
    private final Machine machine;

    /**
     * An instance and where it is served, the same but for start URLs of a company's own.
     *
     * @param configured as the person knows it
     * @param served where the calls go
     */
    private record Served(Instance configured, Instance served) {

        /** By its own start URL, in the region in which it is served. */
        Instance kept() {
            return configured.in(served.region());
        }
    }

    /**
     * Where the person sits.
     *
     * @param environment shows whether the shell is a remote one
     * @param browser shows whether one can be started
     * @param clock the time
     */
    record Machine(Environment environment, Browser browser, InstantSource clock) {

        boolean remote() {
            return environment.get("SSH_CONNECTION").isPresent()
                    || environment.get("SSH_TTY").isPresent();
        }
    }

    Login(Flows flows, Registrations registrations, OwnStartUrls startUrls, Machine machine) {
        this.flows = flows;
        this.registrations = registrations;
        this.startUrls = startUrls;
        this.machine = machine;
    }

    @Override
    public boolean possibleUnattended(SignInWish wish) {
        return wish.useDeviceCode() || machine.browser().available();
    }

    @Override
    public TokenFile run(Instance instance, SignInWish wish) {
        Flow flow = flow(wish);
        Served where = new Served(instance, startUrls.served(instance));
        try {
            return once(flow, where, wish)
                    .or(() -> once(flow, where, wish))
                    .orElseThrow(() -> new Problem.Unreachable(
                            "the sign-in service rejected the client that it has just registered", null, null, null));
        } catch (OidcRefusal refusal) {
            throw OidcProblems.whileSigningIn(refusal, instance);
        }
    }

    // Empty when the instance does not know our registration, which is forgotten then.
    private Optional<TokenFile> once(Flow flow, Served where, SignInWish wish) {
        RegistrationRequest request = RegistrationRequest.of(where.configured(), flow.grant(), !wish.noRefreshToken());
        RegisteredClient client =
                new RegisteredClient(() -> registrations.obtain(where.kept(), where.served(), request));
        try {
            IssuedToken issued = flow.run(where.served(), client, wish);
            return Optional.of(token(where.kept(), client.get(), issued));
        } catch (OidcRefusal refusal) {
            boolean unknownClient = refusal.kind() == OidcRefusal.Kind.INVALID_CLIENT
                    || refusal.kind() == OidcRefusal.Kind.UNAUTHORIZED_CLIENT;
            if (!unknownClient || !client.obtained()) {
                throw refusal;
            }
            registrations.forget(where.kept(), client.get().id());
            return Optional.empty();
        }
    }

    /** The registration of one sign-in, fetched when the flow first asks for it. */
    private static final class RegisteredClient implements Supplier<ClientRegistration> {

        private final Supplier<ClientRegistration> source;
        private @Nullable ClientRegistration client;

        RegisteredClient(Supplier<ClientRegistration> source) {
            this.source = source;
        }

        @Override
        public ClientRegistration get() {
            if (client == null) {
                client = source.get();
            }
            return client;
        }

        boolean obtained() {
            return client != null;
        }
    }

    private TokenFile token(Instance instance, ClientRegistration client, IssuedToken issued) {
        return new TokenFile(
                instance.startUrl(),
                instance.region(),
                new AccessToken(issued.access(), machine.clock().instant().plus(issued.lifetime()), instance.region()),
                new TokenFile.Client(client.id(), client.proof(), client.expiresAt()),
                issued.refresh(),
                JsonObject.empty());
    }

    private Flow flow(SignInWish wish) {
        boolean device = wish.useDeviceCode()
                || (wish.noBrowser() && machine.remote())
                || !machine.browser().available();
        return device ? flows.device() : flows.browser();
    }
}
