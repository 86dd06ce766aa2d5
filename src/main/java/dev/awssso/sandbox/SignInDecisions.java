package dev.awssso.sandbox;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about sign-ins instead of a person, with nobody at the page. */
final class SignInDecisions {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * What became of a sign-in.
     *
     * @param done false: none of this id waits
     * @param location of the flow with PKCE: where a browser would be sent, when the sandbox could not reach it itself;
     *     holds the authorization code
     */
    record Outcome(boolean done, @Nullable String location) {
        @Override
        public String toString() {
            return "Outcome[" + done + "]";
        }
    }

    private final SandboxState state;

    SignInDecisions(SandboxState state) {
        this.state = state;
    }

    List<WaitingSignIn> waiting() {
        List<WaitingSignIn> all = new ArrayList<>();
        for (DeviceGrant grant : state.deviceGrants().waiting()) {
            all.add(new WaitingSignIn("device", grant.userCode(), grant.client().clientName()));
        }
        for (CodeGrants.Waiting request : state.codeGrants().waiting()) {
            all.add(new WaitingSignIn(
                    "pkce", request.id(), request.asked().client().clientName()));
        }
        return all;
    }

    Outcome approve(String id, String user) {
        Optional<CodeGrants.Asked> asked = state.codeGrants().take(id);
        return asked.isPresent()
                ? deliver(state.codeGrants().approved(asked.get(), user))
                : new Outcome(state.deviceGrants().approve(id, user), null);
    }

    Outcome deny(String id) {
        Optional<CodeGrants.Asked> asked = state.codeGrants().take(id);
        return asked.isPresent()
                ? deliver(CodeGrants.denied(asked.get()))
                : new Outcome(state.deviceGrants().deny(id), null);
    }

    // The browser is not there to follow the redirect, so the sandbox does. Registrations allow loopback alone.
    private static Outcome deliver(String location) {
        try {
            HttpURLConnection callback =
                    (HttpURLConnection) URI.create(location).toURL().openConnection(Proxy.NO_PROXY);
            callback.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
            callback.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
            callback.setInstanceFollowRedirects(false);
            boolean reached = callback.getResponseCode() < 500;
            callback.disconnect();
            return new Outcome(true, reached ? null : location);
        } catch (IOException e) {
            // Nobody listens there; whoever asked can bring it to the program.
            return new Outcome(true, location);
        }
    }
}
