package dev.awssso.signin;

import dev.awssso.platform.Browser;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The device authorization grant (RFC 8628): the person approves a code, on this or another machine. */
final class DeviceFlow implements Flow {

    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final OidcClient oidc;
    private final SignInPrompt prompt;
    private final Browser browser;
    private final Waiting waiting;

    /**
     * How time passes.
     *
     * @param clock the time
     * @param sleeper waits
     */
    record Waiting(InstantSource clock, Sleeper sleeper) {}

    DeviceFlow(OidcClient oidc, SignInPrompt prompt, Browser browser, Waiting waiting) {
        this.oidc = oidc;
        this.prompt = prompt;
        this.browser = browser;
        this.waiting = waiting;
    }

    @Override
    public Grant grant() {
        return Grant.DEVICE;
    }

    @Override
    public IssuedToken run(Instance instance, Supplier<ClientRegistration> clients, SignInWish wish) {
        ClientRegistration client = clients.get();
        DeviceAuthorization authorization = oidc.startDevice(instance, client);
        Instant deadline = waiting.clock().instant().plus(authorization.lifetime());
        boolean opened = !wish.noBrowser()
                && browser.available()
                && browser.open(
                        authorization.verificationUriComplete(),
                        reason -> prompt.note("cannot open a browser: " + reason + "; go to a printed URL"));
        prompt.deviceCode(authorization, opened);
        try {
            return poll(instance, client, authorization, deadline);
        } finally {
            prompt.waited();
        }
    }

    private IssuedToken poll(
            Instance instance, ClientRegistration client, DeviceAuthorization authorization, Instant deadline) {
        TokenRequest request = new TokenRequest.Device(authorization.deviceSecret());
        Duration interval = authorization.interval();
        Duration pause = interval;
        while (true) {
            pause(pause, deadline, instance);
            try {
                return oidc.createToken(instance, client, request);
            } catch (OidcRefusal refusal) {
                switch (refusal.kind()) {
                    case AUTHORIZATION_PENDING, SERVER_ERROR -> {}
                    // RFC 8628 3.5: for this and all later polls.
                    case SLOW_DOWN -> interval = interval.plus(SLOWER);
                    case EXPIRED_TOKEN,
                            ACCESS_DENIED,
                            INVALID_GRANT,
                            INVALID_CLIENT,
                            UNAUTHORIZED_CLIENT,
                            INVALID_SCOPE,
                            INVALID_REQUEST,
                            UNSUPPORTED_GRANT_TYPE,
                            INVALID_REDIRECT_URI,
                            INVALID_CLIENT_METADATA,
                            OTHER -> throw refusal;
                }
                pause = interval;
            } catch (Problem.Unreachable e) {
                // RFC 8628 3.5: exponential back-off when the connection times out.
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        }
    }

    private void pause(Duration pause, Instant deadline, Instance instance) {
        Duration left = Duration.between(waiting.clock().instant(), deadline);
        boolean last = pause.compareTo(left) >= 0;
        prompt.waiting(left);
        try {
            waiting.sleeper().sleep(last ? left : pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting for the approval");
        }
        if (last) {
            throw new Problem.SignIn(
                    "the sign-in failed", "the code expired, run the login again", SignInRemedy.login(instance));
        }
    }
}
