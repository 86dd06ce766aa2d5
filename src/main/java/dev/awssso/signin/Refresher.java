package dev.awssso.signin;

import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges access tokens for newer ones, so that any number of processes that find one token expired make one call:
 * whoever gets the lock reads the file again before asking, and everybody else finds the answer there.
 */
final class Refresher {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    // botocore SSOTokenProvider: one try a minute.
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(60);

    private final TokenCache cache;
    private final SignInRecords records;
    private final OidcClient oidc;
    private final Registrations registrations;
    private final Freshness freshness;
    private final Map<TokenName, Instant> failures = new ConcurrentHashMap<>();

    Refresher(
            TokenCache cache,
            SignInRecords records,
            OidcClient oidc,
            Registrations registrations,
            Freshness freshness) {
        this.cache = cache;
        this.records = records;
        this.oidc = oidc;
        this.registrations = registrations;
        this.freshness = freshness;
    }

    /**
     * A newer token in place of one that was read before, from the service or from whoever was faster.
     *
     * @return empty when only a new sign-in can help, or, while the old token is good for some time, when the service
     *     could not be reached
     * @throws Problem.Unreachable when the old token is over and the service cannot be reached
     */
    Optional<TokenFile> refresh(Instance instance, CachedTokens.Stored stale) {
        TokenName name = stale.name();
        boolean usable = freshness.usable(stale.token().access());
        Instant failed = failures.get(name);
        if (usable
                && failed != null
                && failed.plus(BETWEEN_TRIES).isAfter(freshness.clock().instant())) {
            return Optional.empty();
        }
        AtomicBoolean entered = new AtomicBoolean();
        try {
            Optional<TokenFile> renewed = cache.locked(name, LONGEST_WAIT, () -> {
                entered.set(true);
                return refreshLocked(instance, stale);
            });
            failures.remove(name);
            return renewed;
        } catch (Problem.Unreachable | Problem.LocalFile e) {
            // A cache that cannot be locked, on a read-only disk for example, spends nothing; one that cannot be
            // written has to be told of.
            boolean harmless = e instanceof Problem.Unreachable || !entered.get();
            failures.put(name, freshness.clock().instant());
            if (usable && harmless) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<TokenFile> refreshLocked(Instance instance, CachedTokens.Stored stale) {
        TokenFile now =
                cache.read(stale.name()).filter(token -> token.fits(instance)).orElse(null);
        if (now == null) {
            // Somebody signed out meanwhile.
            return Optional.empty();
        }
        if (newer(now, stale.token())) {
            return Optional.of(now);
        }
        if (!freshness.refreshable(now)) {
            return Optional.empty();
        }
        cache.requireRoom(stale.name());
        try {
            TokenFile renewed = exchange(instance, now);
            records.refreshed(stale.name(), now, renewed, () -> cache.write(stale.name(), renewed));
            return Optional.of(renewed);
        } catch (OidcRefusal refusal) {
            return refused(instance, stale.name(), now, refusal);
        }
    }

    /** The token in exchange, written nowhere; an {@link OidcRefusal} when the service says no. */
    TokenFile exchange(Instance instance, TokenFile old) {
        TokenFile.Client client = old.client();
        if (client == null || old.refresh() == null) {
            throw new IllegalArgumentException("not refreshable");
        }
        Instant clientEnd = client.expiresAt() == null ? Instant.MAX : client.expiresAt();
        IssuedToken issued = oidc.createToken(
                instance.in(old.region()),
                new ClientRegistration(client.id(), client.proof(), clientEnd),
                new TokenRequest.Refresh(old.refresh()));
        return new TokenFile(
                old.startUrl() == null ? instance.startUrl() : old.startUrl(),
                old.region() == null ? instance.region() : old.region(),
                new AccessToken(issued.access(), freshness.clock().instant().plus(issued.lifetime()), old.region()),
                client,
                // No refresh token in the answer: the old one stays good. One: it replaces the old one.
                issued.refresh() == null ? old.refresh() : issued.refresh(),
                old.others());
    }

    private Optional<TokenFile> refused(Instance instance, TokenName name, TokenFile asked, OidcRefusal refusal) {
        return switch (refusal.kind()) {
            // The SDKs refresh without our lock: perhaps one of them has just spent this refresh token.
            case INVALID_GRANT -> {
                rejected(asked);
                yield cache.read(name).filter(token -> token.fits(instance) && newer(token, asked));
            }
            case INVALID_CLIENT, UNAUTHORIZED_CLIENT -> {
                rejected(asked);
                yield forgetClient(instance, asked.client());
            }
            case EXPIRED_TOKEN, ACCESS_DENIED -> {
                rejected(asked);
                yield Optional.empty();
            }
            case AUTHORIZATION_PENDING,
                    SLOW_DOWN,
                    INVALID_SCOPE,
                    INVALID_REQUEST,
                    UNSUPPORTED_GRANT_TYPE,
                    INVALID_REDIRECT_URI,
                    INVALID_CLIENT_METADATA,
                    SERVER_ERROR,
                    OTHER -> throw OidcProblems.service(refusal);
        };
    }

    private void rejected(TokenFile asked) {
        if (asked.refresh() != null) {
            freshness.rejected().add(asked.refresh());
        }
    }

    private Optional<TokenFile> forgetClient(Instance instance, TokenFile.@Nullable Client client) {
        if (client != null) {
            registrations.forget(instance, client.id());
        }
        return Optional.empty();
    }

    private boolean newer(TokenFile now, TokenFile before) {
        return !now.access().value().equals(before.access().value()) && freshness.usable(now.access());
    }
}
