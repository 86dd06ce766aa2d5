package dev.awssso.roles;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Timestamps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one instance listed for a person, as it rests on disk.
 *
 * @param signIn the id of the sign-in that listed
 * @param listedAt when the accounts were listed
 * @param accounts the accounts, in the portal's order
 * @param roles the roles of those accounts that were asked about
 */
record CachedListing(String signIn, Instant listedAt, List<Account> accounts, Map<AccountId, RolesOfAccount> roles) {

    /**
     * The roles of one account.
     *
     * @param listedAt when they were listed
     * @param names in the portal's order
     */
    record RolesOfAccount(Instant listedAt, List<String> names) {

        RolesOfAccount {
            names = List.copyOf(names);
        }

        List<RoleRef> in(AccountId account) {
            return names.stream().map(name -> new RoleRef(account, name)).toList();
        }
    }

    CachedListing {
        accounts = List.copyOf(accounts);
        roles = Map.copyOf(roles);
    }

    /** This listing with newly listed roles of one account. */
    CachedListing with(AccountId account, RolesOfAccount listed) {
        Map<AccountId, RolesOfAccount> more = new LinkedHashMap<>(roles);
        more.put(account, listed);
        return new CachedListing(signIn, listedAt, accounts, more);
    }

    /** The file's listing; empty when there is none, or one that cannot be understood: it can be listed again. */
    static Optional<CachedListing> read(Path file) {
        try {
            return PrivateFiles.readCached(file).map(JsonObject::parse).flatMap(CachedListing::parse);
        } catch (JsonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        List<JsonObject> items = accounts.stream().map(this::item).toList();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("signIn", signIn);
        members.put("listedAt", Timestamps.format(listedAt));
        members.put("accounts", items);
        PrivateFiles.write(file, JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII));
    }

    private JsonObject item(Account account) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", account.id().digits());
        members.put("name", account.name());
        if (account.email() != null) {
            members.put("email", account.email());
        }
        RolesOfAccount known = roles.get(account.id());
        if (known != null) {
            members.put("rolesListedAt", Timestamps.format(known.listedAt()));
            members.put("roles", known.names());
        }
        return JsonObject.of(members);
    }

    private static Optional<CachedListing> parse(JsonObject json) {
        List<Account> accounts = new ArrayList<>();
        Map<AccountId, RolesOfAccount> roles = new LinkedHashMap<>();
        for (Object item : json.array("accounts")) {
            if (item instanceof JsonObject account) {
                AccountId id = new AccountId(account.string("id").orElse(""));
                accounts.add(new Account(
                        id,
                        account.string("name").orElse(id.digits()),
                        account.string("email").orElse(null)));
                account.string("rolesListedAt")
                        .flatMap(Timestamps::parse)
                        .ifPresent(at -> roles.put(id, new RolesOfAccount(at, names(account))));
            }
        }
        String signIn = json.string("signIn").orElse("");
        return json.string("listedAt")
                .flatMap(Timestamps::parse)
                .map(at -> new CachedListing(signIn, at, accounts, roles));
    }

    private static List<String> names(JsonObject account) {
        return account.array("roles").stream().map(String::valueOf).toList();
    }
}
