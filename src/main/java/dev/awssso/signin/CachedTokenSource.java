package dev.awssso.signin;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens from the shared cache; refreshed there, and signed in for there when nothing else helps. */
final class CachedTokenSource implements TokenSource {

    // As long as a person may take in another process.
    private static final Duration LONGEST_LOGIN = BrowserFlow.LONGEST_WAIT;

    private final Instance instance;
    private final SignInWish wish;
    private final CachedTokens tokens;
    private final SignInParts parts;
    private boolean forced;
    private @Nullable AccessToken held;
    // The file that served: who works with one sign-in does not continue with another.
    private @Nullable Instance filed;
    private boolean signedIn;

    CachedTokenSource(Instance instance, SignInWish wish, CachedTokens tokens, SignInParts parts) {
        this.instance = instance;
        this.wish = wish;
        this.tokens = tokens;
        this.parts = parts;
        this.forced = wish.refresh() == RefreshMode.ON || wish.refresh() == RefreshMode.FORCE;
    }

    /** Tokens of the file of this very name, for work that nobody is asked for. */
    static CachedTokenSource ofFile(Instance filed, CachedTokens tokens, SignInParts parts) {
        CachedTokenSource source = new CachedTokenSource(filed, SignInWish.unattended(), tokens, parts);
        source.filed = filed;
        return source;
    }

    @Override
    public synchronized AccessToken current() {
        if (held == null || !parts.freshness().fresh(held)) {
            held = find();
            forced = false;
        }
        return held;
    }

    /** True when a person signed in for this. */
    synchronized boolean signedIn() {
        return signedIn;
    }

    /** Has a person sign in, in place of a token that the portal did not take. */
    synchronized AccessToken anew(AccessToken rejected) {
        rejected(rejected);
        held = signIn(rejected, "AWS rejected the saved sign-in");
        return held;
    }

    @Override
    public synchronized void rejected(AccessToken token) {
        parts.freshness().rejected().add(token.value());
    }

    @Override
    public synchronized AccessToken replacement(AccessToken rejected) {
        rejected(rejected);
        if (held != null && !held.value().equals(rejected.value())) {
            return held;
        }
        Optional<CachedTokens.Stored> now = filed == null ? Optional.empty() : tokens.named(filed);
        held = now.map(stored -> stored.token().access())
                // One that another process has put there meanwhile.
                .filter(parts.freshness()::usable)
                .or(() -> now.flatMap(this::refreshed))
                .orElseGet(() -> signIn(rejected, "AWS rejected the saved sign-in"));
        return held;
    }

    private AccessToken find() {
        List<CachedTokens.Stored> found = candidates();
        if (wish.anew() && held == null) {
            return signIn(null, "");
        }
        for (CachedTokens.Stored stored : found) {
            if (parts.freshness().alive(stored.token())) {
                Optional<AccessToken> good = good(stored);
                if (good.isPresent()) {
                    filed = stored.instance();
                    return good.get();
                }
            }
        }
        return signIn(null, found.isEmpty() ? "you are not signed in" : why(found.get(0)));
    }

    private List<CachedTokens.Stored> candidates() {
        if (filed != null) {
            return tokens.named(filed).stream().toList();
        }
        return wish.asking() == SignInWish.Asking.ALWAYS ? tokens.beforeSignIn(instance) : tokens.of(instance);
    }

    private String why(CachedTokens.Stored stored) {
        return parts.freshness().rejected().contains(stored.token().access().value())
                ? "AWS rejected the saved sign-in"
                : "the saved sign-in has expired";
    }

    private Optional<AccessToken> good(CachedTokens.Stored stored) {
        AccessToken access = stored.token().access();
        if (!forced && parts.freshness().fresh(access)) {
            return Optional.of(access);
        }
        return refreshed(stored).or(() -> Optional.of(access).filter(parts.freshness()::usable));
    }

    private Optional<AccessToken> refreshed(CachedTokens.Stored stored) {
        if (wish.refresh() == RefreshMode.OFF || !parts.freshness().refreshable(stored.token())) {
            return Optional.empty();
        }
        return parts.refresher().refresh(instance, stored).map(TokenFile::access);
    }

    private AccessToken signIn(@Nullable AccessToken rejected, String why) {
        parts.requireAsking(instance, wish, why);
        TokenName target = TokenName.of(instance);
        TokenFile before = tokens.cache().read(target).orElse(null);
        return tokens.cache().locked(target, LONGEST_LOGIN, () -> signInLocked(target, before, rejected));
    }

    private AccessToken signInLocked(TokenName target, @Nullable TokenFile before, @Nullable AccessToken rejected) {
        Optional<TokenFile> now = tokens.cache().read(target);
        Optional<AccessToken> bySomebodyElse = now.filter(token -> token.fits(instance))
                .map(TokenFile::access)
                .filter(parts.freshness()::fresh)
                .filter(token -> rejected == null || !token.value().equals(rejected.value()))
                .filter(token -> !wish.anew() || changed(before, token));
        filed = instance;
        if (bySomebodyElse.isPresent()) {
            return bySomebodyElse.get();
        }
        tokens.cache().requireRoom(target);
        TokenFile token = parts.login().run(instance, wish);
        tokens.cache().write(target, token.withOthers(now.map(TokenFile::others).orElse(JsonObject.empty())));
        this.signedIn = true;
        parts.signedIn().accept(instance);
        return token.access();
    }

    private static boolean changed(@Nullable TokenFile before, AccessToken now) {
        return before == null || !before.access().value().equals(now.value());
    }
}
