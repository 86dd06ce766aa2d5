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
    private final Place place;
    private final InstantSource clock;

    /**
     * Where the person sits.
     *
     * @param environment tells of a remote shell
     * @param browser tells whether one can be started
     */
    record Place(Environment environment, Browser browser) {

        boolean remote() {
            return environment.get("SSH_CONNECTION").isPresent()
                    || environment.get("SSH_TTY").isPresent();
        }
    }

    Login(Flows flows, Registrations registrations, Place place, InstantSource clock) {
        this.flows = flows;
        this.registrations = registrations;
        this.place = place;
        this.clock = clock;
    }

    @Override
    public boolean possibleUnattended(SignInWish wish) {
        return wish.useDeviceCode() || place.browser().available();
    }

    @Override
    public TokenFile run(Instance instance, SignInWish wish) {
        Flow flow = flow(wish);
        try {
            return once(flow, instance, wish)
                    .or(() -> once(flow, instance, wish))
                    .orElseThrow(() -> new Problem.Unreachable(
                            "the sign-in service does not know the client it has just registered", null, null, null));
        } catch (OidcRefusal refusal) {
            throw OidcProblems.whileSigningIn(refusal, instance);
        }
    }

    // Empty when the instance does not know our registration, which is forgotten then.
    private Optional<TokenFile> once(Flow flow, Instance instance, SignInWish wish) {
        RegistrationRequest request = RegistrationRequest.of(instance, flow.grant(), !wish.noRefreshToken());
        RegisteredClient client = new RegisteredClient(() -> registrations.obtain(instance, request));
        try {
            IssuedToken issued = flow.run(instance, client, wish);
            return Optional.of(token(instance, client.get(), issued));
        } catch (OidcRefusal refusal) {
            boolean unknownClient = refusal.kind() == OidcRefusal.Kind.INVALID_CLIENT
                    || refusal.kind() == OidcRefusal.Kind.UNAUTHORIZED_CLIENT;
            if (!unknownClient || !client.obtained()) {
                throw refusal;
            }
            registrations.forget(instance, client.get().id());
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
                new AccessToken(issued.access(), clock.instant().plus(issued.lifetime())),
                new TokenFile.Client(client.id(), client.proof(), client.expiresAt()),
                issued.refresh(),
                JsonObject.empty());
    }

    private Flow flow(SignInWish wish) {
        boolean device = wish.useDeviceCode()
                || (wish.noBrowser() && place.remote())
                || !place.browser().available();
        return device ? flows.device() : flows.browser();
    }
}
