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
    // What the files held when they were read last: another one there now is fresh.
    private List<AccessToken> known = List.of();

    CachedTokenSource(Instance instance, SignInWish wish, CachedTokens tokens, SignInParts parts) {
        this.instance = instance;
        this.wish = wish;
        this.tokens = tokens;
        this.parts = parts;
        this.forced = wish.refresh() == RefreshMode.ON || wish.refresh() == RefreshMode.FORCE;
    }

    @Override
    public synchronized AccessToken current() {
        if (held == null || !parts.freshness().fresh(held)) {
            held = find();
            forced = false;
        }
        return held;
    }

    @Override
    public synchronized AccessToken replacement(AccessToken rejected) {
        if (held != null && !held.value().equals(rejected.value())) {
            return held;
        }
        List<CachedTokens.Stored> found = tokens.of(instance);
        List<AccessToken> others = accesses(found).stream()
                .filter(token -> !token.value().equals(rejected.value())
                        && parts.freshness().usable(token))
                .toList();
        // One that another process has put there meanwhile; else a refreshed one rather than that of another file,
        // which is as likely to be refused.
        held = others.stream()
                .filter(token -> !known.contains(token))
                .findFirst()
                .or(() -> refreshFirst(found))
                .or(() -> others.stream().findFirst())
                .orElseGet(() -> signIn(rejected, "the portal does not accept it"));
        return held;
    }

    private AccessToken find() {
        if (wish.anew() && held == null) {
            return signIn(null, "");
        }
        List<CachedTokens.Stored> found = tokens.of(instance);
        known = accesses(found);
        Optional<AccessToken> longest = known.stream().findFirst();
        if (!forced && longest.filter(parts.freshness()::fresh).isPresent()) {
            return longest.get();
        }
        return refreshFirst(found)
                .or(() -> longest.filter(parts.freshness()::usable))
                .orElseGet(
                        () -> signIn(null, longest.isPresent() ? "the sign-in has expired" : "nobody has signed in"));
    }

    private static List<AccessToken> accesses(List<CachedTokens.Stored> found) {
        return found.stream().map(stored -> stored.token().access()).toList();
    }

    private Optional<AccessToken> refreshFirst(List<CachedTokens.Stored> found) {
        if (wish.refresh() == RefreshMode.OFF) {
            return Optional.empty();
        }
        return found.stream()
                .filter(stored -> parts.freshness().refreshable(stored.token()))
                .findFirst()
                .flatMap(stored -> parts.refresher().refresh(instance, stored))
                .map(TokenFile::access);
    }

    private AccessToken signIn(@Nullable AccessToken rejected, String why) {
        parts.requireAsking(instance, wish, why);
        TokenName target = tokens.target(instance);
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
        if (bySomebodyElse.isPresent()) {
            return bySomebodyElse.get();
        }
        tokens.cache().requireRoom(target);
        TokenFile signedIn = parts.login().run(instance, wish);
        tokens.cache()
                .write(target, signedIn.withOthers(now.map(TokenFile::others).orElse(JsonObject.empty())));
        return signedIn.access();
    }

    private static boolean changed(@Nullable TokenFile before, AccessToken now) {
        return before == null || !before.access().value().equals(now.value());
    }
}
