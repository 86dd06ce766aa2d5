package dev.awssso.signin;

import dev.awssso.platform.Browser;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;

/** The authorization code grant with a proof key (RFC 6749 4.1, RFC 7636), by a redirect to this machine (RFC 8252). */
final class BrowserFlow implements Flow {

    /** How long the AWS CLI v2 waits. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    private final OidcClient oidc;
    private final SignInPrompt prompt;
    private final Browser browser;
    private final Supplier<SecureRandom> random;

    BrowserFlow(OidcClient oidc, SignInPrompt prompt, Browser browser, Supplier<SecureRandom> random) {
        this.oidc = oidc;
        this.prompt = prompt;
        this.browser = browser;
        this.random = random;
    }

    @Override
    public Grant grant() {
        return Grant.PKCE;
    }

    @Override
    public IssuedToken run(Instance instance, Supplier<ClientRegistration> clients, SignInWish wish) {
        SecureRandom source = random.get();
        Secret verifier = Pkce.verifier(source);
        String state = Pkce.state(source);
        ClientRegistration client;
        URI redirect;
        Callback.Outcome outcome;
        // Listen before the browser is sent off: its redirect may come at once.
        try (CallbackServer server = CallbackServer.listen(wish.callbackPort(), new Callback(state), instance)) {
            redirect = server.redirectUri();
            client = clients.get();
            URI address = authorize(instance, client, redirect, new Proof(state, Pkce.challenge(verifier)));
            boolean opened = !wish.noBrowser()
                    && browser.available()
                    && browser.open(
                            address,
                            reason -> prompt.note("cannot open a browser: " + reason + "; go to the printed URL"));
            prompt.authorize(address, opened);
            outcome = await(server, instance);
        } finally {
            prompt.waited();
        }
        if (outcome instanceof Callback.Code code) {
            // RFC 7636 4.5
            return oidc.createToken(instance, client, new TokenRequest.Code(code.authorization(), redirect, verifier));
        }
        if (outcome instanceof Callback.Refused refused) {
            String description = refused.description() == null ? "" : " (" + refused.description() + ")";
            throw failed(instance, refused.error() + description);
        }
        throw failed(instance, "state mismatch: the answer is for another sign-in");
    }

    // A page that shows an error never sends the browser back.
    private Callback.Outcome await(CallbackServer server, Instance instance) {
        return server.await(LONG_WAIT)
                .or(() -> {
                    prompt.stillWaiting(instance);
                    return server.await(LONGEST_WAIT.minus(LONG_WAIT));
                })
                .orElseThrow(() -> failed(instance, "no sign-in within " + LONGEST_WAIT.toSeconds() + " s"));
    }

    private record Proof(String state, String challenge) {}

    // Members and order as the AWS CLI v2 sends them; "scopes" is plural and separated by blanks.
    private URI authorize(Instance instance, ClientRegistration client, URI redirect, Proof proof) {
        String base = oidc.base(instance).toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "authorize"
                + "?response_type=code"
                + "&client_id=" + encode(client.id())
                + "&redirect_uri=" + encode(redirect.toString())
                + "&state=" + encode(proof.state())
                + "&code_challenge_method=S256"
                + "&scopes=" + encode(String.join(" ", instance.scopes()))
                + "&code_challenge=" + encode(proof.challenge()));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Problem failed(Instance instance, String why) {
        return new Problem.SignIn("the sign-in failed", why, SignInRemedy.login(instance));
    }
}
