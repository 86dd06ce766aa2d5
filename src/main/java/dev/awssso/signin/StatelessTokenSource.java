package dev.awssso.signin;

import org.jspecify.annotations.Nullable;

/** A sign-in of this process alone: no token file is read or written. */
final class StatelessTokenSource implements TokenSource {

    private final Instance instance;
    private final SignInWish wish;
    private final SignInParts parts;
    private @Nullable TokenFile held;

    StatelessTokenSource(Instance instance, SignInWish wish, SignInParts parts) {
        this.instance = instance;
        this.wish = wish;
        this.parts = parts;
    }

    @Override
    public synchronized AccessToken current() {
        if (held == null) {
            held = signIn("--no-cache does not use a saved sign-in");
        } else if (!parts.freshness().fresh(held.access())) {
            held = renewed(held);
        }
        return held.access();
    }

    @Override
    public synchronized AccessToken replacement(AccessToken rejected) {
        if (held == null || held.access().value().equals(rejected.value())) {
            held = held == null ? signIn("AWS rejected the access token") : renewed(held);
        }
        return held.access();
    }

    private TokenFile renewed(TokenFile old) {
        if (wish.refresh() != RefreshMode.OFF && parts.freshness().refreshable(old)) {
            try {
                return parts.refresher().exchange(instance, old);
            } catch (OidcRefusal refusal) {
                return signIn("the sign-in can no longer be refreshed");
            }
        }
        return parts.freshness().usable(old.access()) ? old : signIn("the sign-in has expired");
    }

    private TokenFile signIn(String why) {
        parts.requireAsking(instance, wish, why);
        return parts.login().run(instance, wish);
    }
}
