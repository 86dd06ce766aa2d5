package dev.awssso.roles;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.StartUrl;
import dev.awssso.signin.TokenSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person may use, kept for a day in {@code $XDG_CACHE_HOME/aws-sso}, since listing a large organization takes
 * minutes. Nothing is kept of a listing that failed.
 */
public final class RoleCatalog {

    private static final Duration KEPT = Duration.ofHours(24);

    /** Whether an answer of the last day will do. */
    public enum Freshness {
        CACHED,
        ANEW,
        /** Anew, and kept from everybody: the list may be another person's. */
        APART;

        /** What fits the sign-in: a token that was handed over may be another person's. */
        public static Freshness of(boolean refresh, SignInWish wish) {
            if (wish.stateless() || wish.given() != null) {
                return APART;
            }
            return refresh ? ANEW : CACHED;
        }
    }

    private final Path directory;
    private final RoleDirectory portal;
    private final InstantSource clock;
    private final Notes notes;

    /**
     * A catalog over a directory.
     *
     * @param directory our own cache directory
     * @param portal is asked for what is not kept
     */
    public RoleCatalog(Path directory, RoleDirectory portal, InstantSource clock, Notes notes) {
        this.directory = directory;
        this.portal = portal;
        this.clock = clock;
        this.notes = notes;
    }

    /** All accounts, in the portal's order. */
    public List<Account> accounts(Instance instance, TokenSource tokens, Freshness wanted) {
        return kept(instance, wanted)
                .orElseGet(() -> listAccounts(instance, tokens, wanted))
                .accounts();
    }

    /** All roles of an account, in the portal's order. */
    public List<RoleRef> roles(Instance instance, TokenSource tokens, AccountId account, Freshness wanted) {
        Optional<CachedListing> kept = kept(instance, wanted);
        Optional<CachedListing.RolesOfAccount> known =
                kept.map(listing -> listing.roles().get(account)).filter(roles -> recent(roles.listedAt()));
        if (known.isPresent()) {
            return known.get().in(account);
        }
        List<RoleRef> roles = portal.roles(instance, tokens, account);
        if (wanted != Freshness.APART) {
            read(instance).ifPresent(listing -> keep(instance, listing.with(account, names(roles))));
        }
        return roles;
    }

    /** All accounts with all their roles, in the portal's order. */
    public List<AccountRoles> everything(
            Instance instance, TokenSource tokens, Freshness wanted, ListingProgress progress) {
        Optional<List<AccountRoles>> whole = kept(instance, wanted).flatMap(this::whole);
        if (whole.isPresent()) {
            return whole.get();
        }
        List<AccountRoles> all = portal.everything(instance, tokens, progress);
        if (wanted == Freshness.APART) {
            return all;
        }
        Map<AccountId, CachedListing.RolesOfAccount> roles = new LinkedHashMap<>();
        all.forEach(item -> roles.put(item.account().id(), names(item.roles())));
        List<Account> accounts = all.stream().map(AccountRoles::account).toList();
        keep(instance, new CachedListing(clock.instant(), accounts, roles));
        return all;
    }

    /** Accounts and roles as far as they are kept, however old, without asking anybody: for completion. */
    public List<AccountRoles> remembered(Instance instance) {
        return read(instance).stream()
                .flatMap(listing -> listing.accounts().stream().map(account -> {
                    CachedListing.RolesOfAccount roles = listing.roles().get(account.id());
                    return new AccountRoles(account, roles == null ? List.of() : roles.in(account.id()));
                }))
                .toList();
    }

    /** Forgets what is kept of an instance: another person may sign in there. */
    public void forget(Instance instance) {
        PrivateFiles.delete(file(instance));
    }

    private CachedListing listAccounts(Instance instance, TokenSource tokens, Freshness wanted) {
        List<Account> accounts = portal.accounts(instance, tokens);
        CachedListing listing = new CachedListing(clock.instant(), accounts, Map.of());
        if (wanted != Freshness.APART) {
            keep(instance, listing);
        }
        return listing;
    }

    private Optional<List<AccountRoles>> whole(CachedListing listing) {
        List<AccountRoles> all = new ArrayList<>();
        for (Account account : listing.accounts()) {
            CachedListing.RolesOfAccount roles = listing.roles().get(account.id());
            if (roles == null || !recent(roles.listedAt())) {
                return Optional.empty();
            }
            all.add(new AccountRoles(account, roles.in(account.id())));
        }
        return Optional.of(all);
    }

    private CachedListing.RolesOfAccount names(List<RoleRef> roles) {
        return new CachedListing.RolesOfAccount(
                clock.instant(), roles.stream().map(RoleRef::roleName).toList());
    }

    private Optional<CachedListing> kept(Instance instance, Freshness wanted) {
        return wanted == Freshness.CACHED
                ? read(instance).filter(listing -> recent(listing.listedAt()))
                : Optional.empty();
    }

    private Optional<CachedListing> read(Instance instance) {
        // Without its start URL an instance is not told from others of the region.
        if (!instance.hasStartUrl()) {
            return Optional.empty();
        }
        try {
            return CachedListing.read(file(instance));
        } catch (Problem.LocalFile e) {
            notes.note("going on without the kept list: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(Instance instance, CachedListing listing) {
        if (instance.hasStartUrl()) {
            try {
                listing.write(file(instance));
            } catch (Problem.LocalFile e) {
                // The list itself is here; the next command lists again.
                notes.note("the list is not kept: " + e.getMessage());
            }
        }
    }

    private boolean recent(Instant listedAt) {
        Duration age = Duration.between(listedAt, clock.instant());
        return !age.isNegative() && age.compareTo(KEPT) < 0;
    }

    private Path file(Instance instance) {
        String key = StartUrl.normal(instance.startUrl()) + " " + instance.region();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return directory.resolve("roles-" + HexFormat.of().formatHex(digest, 0, 8) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
