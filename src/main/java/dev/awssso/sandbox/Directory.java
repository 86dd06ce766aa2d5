package dev.awssso.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The organisation while the sandbox runs: its people, accounts, permission sets and assignments, and the IAM roles
 * that can be assumed. A change is seen by the next call.
 */
final class Directory {

    private final Map<String, SandboxUser> users = new LinkedHashMap<>();
    private final Map<String, SandboxAccount> accounts = new LinkedHashMap<>();
    private final Map<String, PermissionSet> permissionSets = new HashMap<>();
    private final Assignments assignments = new Assignments();
    private final Map<String, IamRole> roles = new LinkedHashMap<>();
    // People with the same groups and no assignment of their own share one view.
    private final Map<List<Assignment.Holder>, Access> views = new HashMap<>();

    Directory(SandboxDirectory start) {
        replace(start);
    }

    /** Takes the place of all that it holds. */
    final synchronized void replace(SandboxDirectory other) {
        users.clear();
        accounts.clear();
        permissionSets.clear();
        assignments.clear();
        roles.clear();
        views.clear();
        other.users().forEach(this::put);
        other.accounts().forEach(this::put);
        other.permissionSets().forEach(this::put);
        other.assignments().forEach(this::assign);
        other.iamRoles().forEach(this::put);
    }

    /** Adds a person behind the others, or changes the one of this name. */
    synchronized void put(SandboxUser user) {
        users.put(user.name(), user);
    }

    /** Adds a person who is new, with the assignments and groups of the first one; one who is there stays. */
    synchronized void putLikeFirst(SandboxUser user) {
        if (users.containsKey(user.name())) {
            return;
        }
        SandboxUser first = firstUser().orElse(user);
        put(user.groups(first.groups()));
        assignments.copy(Assignment.Holder.user(first.name()), Assignment.Holder.user(user.name()));
        views.clear();
    }

    /** False when there is no such person. */
    synchronized boolean removeUser(String name) {
        assignments.removeHolder(Assignment.Holder.user(name));
        views.clear();
        return users.remove(name) != null;
    }

    synchronized Optional<SandboxUser> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    synchronized List<SandboxUser> users() {
        return List.copyOf(users.values());
    }

    /** Who signs in where nobody says who. */
    synchronized Optional<SandboxUser> firstUser() {
        return users.values().stream().findFirst();
    }

    /**
     * Adds an account behind the others, or changes the one with its id; the first person then has exactly its roles
     * there.
     */
    synchronized void put(SandboxAccount account) {
        describe(account);
        firstUser()
                .ifPresent(
                        first -> assignments.set(Assignment.Holder.user(first.name()), account.id(), account.roles()));
    }

    /** Adds an account or changes its name and email; what is assigned in it stays. */
    synchronized void describe(SandboxAccount account) {
        accounts.put(account.id(), account.roles(List.of()));
        views.clear();
    }

    synchronized boolean removeAccount(String id) {
        assignments.removeAccount(id);
        views.clear();
        return accounts.remove(id) != null;
    }

    synchronized void put(PermissionSet permissionSet) {
        permissionSets.put(permissionSet.name(), permissionSet);
    }

    /** Empty: it has no session length of its own. */
    synchronized Optional<Duration> sessionLength(String permissionSet) {
        return Optional.ofNullable(permissionSets.get(permissionSet)).map(PermissionSet::session);
    }

    /** Assigns a permission set; an account that is new gets the name {@code added-<id>}. */
    synchronized void assign(Assignment assignment) {
        String id = assignment.account();
        accounts.computeIfAbsent(id, any -> new SandboxAccount(id, "added-" + id, null, List.of()));
        assignments.add(assignment);
        views.clear();
    }

    synchronized boolean withdraw(Assignment assignment) {
        views.clear();
        return assignments.remove(assignment);
    }

    synchronized void put(IamRole role) {
        roles.put(role.account() + "/" + role.path() + role.name(), role);
    }

    synchronized Optional<SandboxAccount> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /** What a person sees in the portal; nothing for somebody who is not in the directory. */
    synchronized Access access(String user) {
        List<Assignment.Holder> holders = new ArrayList<>();
        SandboxUser known = users.get(user);
        if (known != null) {
            holders.add(Assignment.Holder.user(user));
            known.groups().forEach(group -> holders.add(Assignment.Holder.group(group)));
        }
        holders.removeIf(holder -> !assignments.knows(holder));
        return views.computeIfAbsent(
                holders,
                list -> Access.of(
                        accounts.values(), list.stream().map(assignments::of).toList()));
    }

    /** The IAM role behind an ARN's account and the path and name behind {@code role/}. */
    synchronized Optional<IamRole> role(String account, String pathAndName) {
        return Optional.ofNullable(roles.get(account + "/" + pathAndName));
    }

    /** All that it holds now. */
    synchronized SandboxDirectory snapshot() {
        return new SandboxDirectory(
                List.copyOf(users.values()),
                List.copyOf(accounts.values()),
                List.copyOf(permissionSets.values()),
                assignments.all(),
                List.copyOf(roles.values()),
                null);
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
