package dev.awssso.signin;

import dev.awssso.problem.Problem;
import java.util.Objects;

/**
 * A token that a person passed in. A bare one is used as it is; one with a refresh token is refreshed when it is over
 * or the portal does not take it, never ahead of time, and the file it came from is never written.
 */
final class GivenTokenSource implements TokenSource {

    private final Instance instance;
    private final SignInWish wish;
    private final SignInParts parts;
    private TokenFile held;
    private boolean forced;

    GivenTokenSource(Instance instance, SignInWish wish, TokenFile given, SignInParts parts) {
        this.instance = instance;
        this.wish = wish;
        this.parts = parts;
        this.held = given;
        this.forced = wish.refresh() == RefreshMode.ON || wish.refresh() == RefreshMode.FORCE;
    }

    @Override
    public synchronized AccessToken current() {
        if ((forced && parts.freshness().refreshable(held))
                || !parts.freshness().usable(held.access())) {
            held = renewed("it has expired");
            forced = false;
        }
        return held.access();
    }

    @Override
    public synchronized AccessToken replacement(AccessToken rejected) {
        if (held.access().value().equals(rejected.value())) {
            held = renewed("AWS rejected it");
        }
        return held.access();
    }

    private TokenFile renewed(String why) {
        if (wish.refresh() == RefreshMode.OFF || !parts.freshness().refreshable(held)) {
            throw new Problem.SignIn("cannot use the given access token", why, null);
        }
        try {
            TokenFile renewed = parts.refresher().exchange(instance, held);
            if (!Objects.equals(renewed.refresh(), held.refresh())) {
                parts.prompt().note("the refresh token in the given file can no longer be used: AWS has replaced it");
            }
            return renewed;
        } catch (OidcRefusal refusal) {
            throw new Problem.SignIn(
                    "cannot use the given access token",
                    why + ", and it cannot be refreshed (" + refusal.shape() + ")",
                    null,
                    refusal);
        }
    }
}
