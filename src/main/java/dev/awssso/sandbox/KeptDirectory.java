package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** The directory as the state file has it: what it was when the sandbox began, and every change since. */
final class KeptDirectory implements Kept {

    private final Directory directory;

    KeptDirectory(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public JsonObject snapshot() {
        SandboxDirectory now = directory.snapshot();
        return JsonObject.empty()
                .with(
                        "users",
                        now.users().stream()
                                .map(user -> JsonObject.empty()
                                        .with("name", user.name())
                                        .with("groups", user.groups())
                                        .with("mfa", user.mfa()))
                                .toList())
                .with(
                        "accounts",
                        now.accounts().stream()
                                .map(account -> JsonObject.empty()
                                        .with("id", account.id())
                                        .with("name", account.name())
                                        .with("email", account.email()))
                                .toList())
                .with(
                        "permissionSets",
                        now.permissionSets().stream().map(KeptDirectory::of).toList())
                .with(
                        "assignments",
                        now.assignments().stream().map(KeptDirectory::of).toList())
                .with("iamRoles", now.iamRoles().stream().map(KeptDirectory::of).toList());
    }

    private static JsonObject of(PermissionSet set) {
        JsonObject all = JsonObject.empty().with("name", set.name());
        return set.session() == null ? all : all.with("session", set.session().toString());
    }

    private static JsonObject of(Assignment assignment) {
        return JsonObject.empty()
                .with(
                        assignment.principal().group() ? "group" : "user",
                        assignment.principal().name())
                .with("account", assignment.account())
                .with("permissionSet", assignment.permissionSet());
    }

    private static JsonObject of(IamRole role) {
        return JsonObject.empty()
                .with("account", role.account())
                .with("path", role.path())
                .with("name", role.name())
                .with("trust", role.trust().name())
                .with("externalId", role.externalId())
                .with("longest", role.longest().toString());
    }

    @Override
    public void restore(JsonObject kept) {
        List<SandboxUser> users = JsonMembers.objects(kept, "users").stream()
                .map(one -> new SandboxUser(
                        JsonMembers.required(one, "name"),
                        JsonMembers.strings(one, "groups"),
                        Boolean.TRUE.equals(one.value("mfa"))))
                .toList();
        List<SandboxAccount> accounts = JsonMembers.objects(kept, "accounts").stream()
                .map(one -> new SandboxAccount(
                        JsonMembers.required(one, "id"),
                        one.string("name").orElse(null),
                        one.string("email").orElse(null),
                        List.of()))
                .toList();
        directory.replace(SandboxDirectory.of(users, accounts)
                .permissionSets(JsonMembers.objects(kept, "permissionSets").stream()
                        .map(KeptDirectory::permissionSet)
                        .toList())
                .assignments(JsonMembers.objects(kept, "assignments").stream()
                        .map(KeptDirectory::assignment)
                        .toList())
                .iamRoles(JsonMembers.objects(kept, "iamRoles").stream()
                        .map(KeptDirectory::role)
                        .toList()));
    }

    private static PermissionSet permissionSet(JsonObject kept) {
        return new PermissionSet(
                JsonMembers.required(kept, "name"),
                kept.string("session").map(Duration::parse).orElse(null));
    }

    private static Assignment assignment(JsonObject kept) {
        Assignment.Holder holder = kept.string("group")
                .map(Assignment.Holder::group)
                .orElseGet(() -> Assignment.Holder.user(JsonMembers.required(kept, "user")));
        return new Assignment(
                holder, JsonMembers.required(kept, "account"), JsonMembers.required(kept, "permissionSet"));
    }

    private static IamRole role(JsonObject kept) {
        return new IamRole(
                JsonMembers.required(kept, "account"),
                kept.string("path").orElse(""),
                JsonMembers.required(kept, "name"),
                IamRole.Trust.valueOf(JsonMembers.required(kept, "trust")),
                kept.string("externalId").orElse(null),
                Duration.parse(JsonMembers.required(kept, "longest")));
    }
}
