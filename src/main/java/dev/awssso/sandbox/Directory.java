package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The organisation: its accounts, what the person is assigned, and the IAM roles that can be assumed. */
final class Directory implements Kept {

    private final Map<String, SandboxAccount> accounts = new LinkedHashMap<>();
    private final Map<String, IamRole> roles = new LinkedHashMap<>();

    /** Adds an account behind the others, or changes the one with its id. */
    synchronized void put(SandboxAccount account) {
        accounts.put(account.id(), account);
    }

    synchronized boolean removeAccount(String id) {
        return accounts.remove(id) != null;
    }

    /** Assigns the person one more role; an account that is new gets the name {@code added-<id>}. */
    synchronized void assign(String account, String role) {
        SandboxAccount old =
                accounts.getOrDefault(account, new SandboxAccount(account, "added-" + account, null, List.of()));
        List<String> more = new ArrayList<>(old.roles());
        more.remove(role);
        more.add(role);
        accounts.put(account, old.roles(more));
    }

    synchronized boolean withdraw(String account, String role) {
        SandboxAccount old = accounts.get(account);
        if (old == null || !old.roles().contains(role)) {
            return false;
        }
        accounts.put(
                account,
                old.roles(
                        old.roles().stream().filter(name -> !name.equals(role)).toList()));
        return true;
    }

    synchronized void put(IamRole role) {
        roles.put(role.account() + "/" + role.path() + role.name(), role);
    }

    synchronized Optional<SandboxAccount> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** The accounts in which the person has a role; others do not show in the portal. */
    synchronized List<SandboxAccount> assigned() {
        return accounts.values().stream()
                .filter(account -> !account.roles().isEmpty())
                .toList();
    }

    /**
     * The IAM role behind an ARN's account and the path and name behind {@code role/}.
     */
    synchronized Optional<IamRole> role(String account, String pathAndName) {
        return Optional.ofNullable(roles.get(account + "/" + pathAndName));
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public synchronized JsonObject snapshot() {
        List<JsonObject> all = accounts.values().stream()
                .map(account -> JsonObject.empty()
                        .with("id", account.id())
                        .with("name", account.name())
                        .with("email", account.email())
                        .with("roles", account.roles()))
                .toList();
        return JsonObject.empty().with("accounts", all);
    }

    @Override
    public synchronized void restore(JsonObject kept) {
        accounts.clear();
        for (JsonObject account : JsonMembers.objects(kept, "accounts")) {
            put(new SandboxAccount(
                    JsonMembers.required(account, "id"),
                    account.string("name").orElse(null),
                    account.string("email").orElse(null),
                    JsonMembers.strings(account, "roles")));
        }
    }

    /** The name of the role that Identity Center makes in an account for a permission set. */
    static String reservedName(String account, String permissionSet) {
        return "AWSReservedSSO_" + permissionSet + "_"
                + digest(account + "/" + permissionSet).substring(0, 16);
    }

    /** The unique id of a principal: four letters that tell its kind, and 17 that follow from its name. */
    static String uniqueId(String kind, String name) {
        return kind + digest(kind + name).toUpperCase(java.util.Locale.ROOT).substring(0, 17);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
