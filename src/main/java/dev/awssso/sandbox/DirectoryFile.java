package dev.awssso.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A directory from a file in JSON (when its name ends so) or YAML: {@code users}, {@code groups}, {@code
 * accounts}, {@code permissionSets}, {@code assignments}, {@code iamRoles}, {@code portalSession}. It is read as a
 * whole or refused as a whole, with the place of what is wrong.
 */
public final class DirectoryFile {

    private final FileNode root;
    private final Map<String, SandboxUser> users = new LinkedHashMap<>();
    private final Map<String, FileNode> groups = new LinkedHashMap<>();
    private final Map<String, SandboxAccount> accounts = new LinkedHashMap<>();
    private final Map<String, PermissionSet> permissionSets = new LinkedHashMap<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<IamRole> iamRoles = new ArrayList<>();

    private DirectoryFile(FileNode root) {
        this.root =
                root.only("users", "groups", "accounts", "permissionSets", "assignments", "iamRoles", "portalSession");
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when its content is wrong, with the place: {@code line 3, column 5: …}
     * @throws IOException when it cannot be read
     */
    public static SandboxDirectory read(Path file) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("line 1, column 1: the file is not UTF-8", e);
        }
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        return parse(json ? JsonNodes.read(text) : YamlNodes.read(text));
    }

    static SandboxDirectory parse(FileNode root) {
        return new DirectoryFile(root).whole();
    }

    private SandboxDirectory whole() {
        root.items("groups").forEach(this::group);
        root.get("users").items().forEach(this::user);
        if (users.isEmpty()) {
            throw root.get("users").wrong("a directory must have at least one user");
        }
        groups.values().forEach(this::members);
        root.items("accounts").forEach(this::account);
        root.items("permissionSets").forEach(this::permissionSet);
        root.items("assignments").forEach(this::assign);
        root.items("iamRoles").forEach(this::iamRole);
        Duration portalSession =
                root.find("portalSession").map(FileNode::duration).orElse(null);
        return new SandboxDirectory(
                List.copyOf(users.values()),
                List.copyOf(accounts.values()),
                List.copyOf(permissionSets.values()),
                assignments,
                iamRoles,
                portalSession);
    }

    private void group(FileNode node) {
        FileNode name = node.isText() ? node : node.only("name", "members").get("name");
        if (groups.put(name.text(), node) != null) {
            throw name.wrong("duplicate group \"" + name.text() + "\"");
        }
    }

    private void members(FileNode group) {
        if (group.isText()) {
            return;
        }
        String name = group.get("name").text();
        for (FileNode member : group.items("members")) {
            SandboxUser user = known(users, member, "user");
            List<String> more = new ArrayList<>(user.groups());
            more.add(name);
            users.put(user.name(), user.groups(more));
        }
    }

    private void user(FileNode node) {
        if (!node.isText()) {
            node.only("name", "groups", "mfa");
        }
        FileNode name = node.isText() ? node : node.get("name");
        List<String> mine = new ArrayList<>();
        for (FileNode group : node.items("groups")) {
            known(groups, group, "group");
            mine.add(group.text());
        }
        boolean mfa = node.find("mfa").map(FileNode::flag).orElse(false);
        SandboxUser user = at(name, () -> new SandboxUser(name.text(), mine, mfa));
        if (users.put(user.name(), user) != null) {
            throw name.wrong("duplicate user \"" + user.name() + "\"");
        }
    }

    private void account(FileNode node) {
        if (!node.isText()) {
            node.only("id", "name", "email");
        }
        FileNode id = node.isText() ? node : node.get("id");
        SandboxAccount account = at(
                id,
                () -> new SandboxAccount(
                        id.text(),
                        node.find("name").map(FileNode::text).orElse(null),
                        node.find("email").map(FileNode::text).orElse(null),
                        List.of()));
        if (accounts.put(account.id(), account) != null) {
            throw id.wrong("duplicate account \"" + account.id() + "\"");
        }
    }

    private void permissionSet(FileNode node) {
        if (!node.isText()) {
            node.only("name", "session");
        }
        FileNode name = node.isText() ? node : node.get("name");
        Duration session = node.find("session").map(FileNode::duration).orElse(null);
        PermissionSet set = at(name, () -> new PermissionSet(name.text(), session));
        if (permissionSets.put(set.name(), set) != null) {
            throw name.wrong("duplicate permission set \"" + set.name() + "\"");
        }
    }

    private void assign(FileNode node) {
        node.only("users", "groups", "accounts", "permissionSets");
        List<Assignment.Holder> holders = new ArrayList<>();
        node.items("users")
                .forEach(user -> holders.add(
                        Assignment.Holder.user(known(users, user, "user").name())));
        for (FileNode group : node.items("groups")) {
            known(groups, group, "group");
            holders.add(Assignment.Holder.group(group.text()));
        }
        if (holders.isEmpty()) {
            throw node.wrong("an assignment requires users or groups");
        }
        List<String> ids = accountIds(node.get("accounts"));
        for (FileNode set : node.get("permissionSets").items()) {
            String name = known(permissionSets, set, "permission set").name();
            holders.forEach(holder -> ids.forEach(id -> assignments.add(new Assignment(holder, id, name))));
        }
    }

    // "*" is every account.
    private List<String> accountIds(FileNode node) {
        if (node.isText() && node.text().equals("*")) {
            return List.copyOf(accounts.keySet());
        }
        return node.items().stream()
                .map(item -> known(accounts, item, "account").id())
                .toList();
    }

    private void iamRole(FileNode node) {
        node.only("account", "name", "path", "trust", "externalId", "session");
        IamRole open = at(
                node,
                () -> IamRole.open(
                        known(accounts, node.get("account"), "account").id(),
                        node.find("path").map(FileNode::text).orElse(""),
                        node.get("name").text()));
        IamRole trusted =
                node.find("trust").map(trust -> open.trust(trust(trust))).orElse(open);
        IamRole named =
                node.find("externalId").map(id -> trusted.externalId(id.text())).orElse(trusted);
        iamRoles.add(node.find("session")
                .map(session -> named.longest(session.duration()))
                .orElse(named));
    }

    private static IamRole.Trust trust(FileNode node) {
        for (IamRole.Trust trust : IamRole.Trust.values()) {
            if (trust.name().equals(node.text().toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return trust;
            }
        }
        throw node.wrong("unknown trust \"" + node.text()
                + "\"; use one of: organisation, organisation_with_mfa, web_identity, nobody");
    }

    private static <T> T known(Map<String, T> all, FileNode name, String what) {
        T found = all.get(name.text());
        if (found == null) {
            throw name.wrong("there is no " + what + " \"" + name.text() + "\"");
        }
        return found;
    }

    private static <T> T at(FileNode node, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("line ") ? e : node.wrong(message);
        }
    }
}
