package dev.awssso.roles;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SavedSignIn;
import dev.awssso.signin.SignInWish;
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
import java.util.function.Function;

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

        /** What fits the sign-in: a token that was passed in may be another person's. */
        public static Freshness of(boolean refresh, SignInWish wish) {
            if (wish.stateless() || wish.given() != null) {
                return APART;
            }
            return refresh ? ANEW : CACHED;
        }
    }

    private final Path directory;
    private final RoleDirectory portal;
    private final Function<Instance, Optional<SavedSignIn>> signIns;
    private final InstantSource clock;
    private final Notes notes;

    /**
     * A catalog over a directory.
     *
     * @param directory our own cache directory
     * @param portal is asked for what is not kept
     * @param signIns shows which sign-in serves an instance: what one listed is not shown to another
     */
    public RoleCatalog(
            Path directory,
            RoleDirectory portal,
            Function<Instance, Optional<SavedSignIn>> signIns,
            InstantSource clock,
            Notes notes) {
        this.directory = directory;
        this.portal = portal;
        this.signIns = signIns;
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
        Optional<SavedSignIn> before = signIn(instance, tokens, wanted);
        List<RoleRef> roles = portal.roles(instance, tokens, account);
        before.flatMap(signIn -> read(signIn).map(listing -> listing.with(account, names(roles))))
                .ifPresent(listing -> keep(instance, listing));
        return roles;
    }

    /** All accounts with all their roles, in the portal's order. */
    public List<AccountRoles> everything(
            Instance instance, TokenSource tokens, Freshness wanted, ListingProgress progress) {
        Optional<List<AccountRoles>> whole = kept(instance, wanted).flatMap(this::whole);
        if (whole.isPresent()) {
            return whole.get();
        }
        Optional<SavedSignIn> before = signIn(instance, tokens, wanted);
        List<AccountRoles> all = portal.everything(instance, tokens, progress);
        if (before.isEmpty()) {
            return all;
        }
        Map<AccountId, CachedListing.RolesOfAccount> roles = new LinkedHashMap<>();
        all.forEach(item -> roles.put(item.account().id(), names(item.roles())));
        List<Account> accounts = all.stream().map(AccountRoles::account).toList();
        keep(instance, new CachedListing(before.get().id(), clock.instant(), accounts, roles));
        return all;
    }

    /** Accounts and roles as far as they are kept, however old, without asking anybody: for completion. */
    public List<AccountRoles> remembered(Instance instance) {
        return saved(instance).flatMap(this::read).stream()
                .flatMap(listing -> listing.accounts().stream().map(account -> {
                    CachedListing.RolesOfAccount roles = listing.roles().get(account.id());
                    return new AccountRoles(account, roles == null ? List.of() : roles.in(account.id()));
                }))
                .toList();
    }

    /** Forgets what is kept of the sign-in of this name. */
    public void forget(Instance instance) {
        PrivateFiles.delete(file(instance));
    }

    private CachedListing listAccounts(Instance instance, TokenSource tokens, Freshness wanted) {
        Optional<SavedSignIn> before = signIn(instance, tokens, wanted);
        List<Account> accounts = portal.accounts(instance, tokens);
        CachedListing listing =
                new CachedListing(before.map(SavedSignIn::id).orElse(""), clock.instant(), accounts, Map.of());
        if (before.isPresent()) {
            keep(instance, listing);
        }
        return listing;
    }

    // The sign-in that lists, made first where a person has to; empty when the list is to be kept from everybody.
    private Optional<SavedSignIn> signIn(Instance instance, TokenSource tokens, Freshness wanted) {
        // Without its start URL an instance is not told from others of the region.
        if (wanted == Freshness.APART || !instance.hasStartUrl()) {
            return Optional.empty();
        }
        tokens.current();
        return saved(instance);
    }

    private Optional<SavedSignIn> saved(Instance instance) {
        return instance.hasStartUrl() ? signIns.apply(instance) : Optional.empty();
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
                ? saved(instance).flatMap(this::read).filter(listing -> recent(listing.listedAt()))
                : Optional.empty();
    }

    // A list from before somebody signed in again may be another person's.
    private Optional<CachedListing> read(SavedSignIn signIn) {
        try {
            return CachedListing.read(file(signIn.instance()))
                    .filter(listing -> listing.signIn().equals(signIn.id()));
        } catch (Problem.LocalFile e) {
            notes.note("continuing without the saved list of roles: " + e.getMessage());
            return Optional.empty();
        }
    }

    // Nothing is kept of a listing during which somebody else signed in.
    private void keep(Instance instance, CachedListing listing) {
        Optional<SavedSignIn> now = saved(instance).filter(signIn -> signIn.id().equals(listing.signIn()));
        if (now.isPresent()) {
            try {
                listing.write(file(now.get().instance()));
            } catch (Problem.LocalFile e) {
                // The list itself is here; the next command lists again.
                notes.note("cannot save the list of roles: " + e.getMessage());
            }
        }
    }

    private boolean recent(Instant listedAt) {
        Duration age = Duration.between(listedAt, clock.instant());
        return !age.isNegative() && age.compareTo(KEPT) < 0;
    }

    private Path file(Instance instance) {
        String key = instance.signInName() + " " + instance.region();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return directory.resolve("roles-" + HexFormat.of().formatHex(digest, 0, 8) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
