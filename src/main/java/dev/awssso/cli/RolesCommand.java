package dev.awssso.cli;

import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.SignInProfileOption;
import dev.awssso.cli.terminal.Cut;
import dev.awssso.cli.terminal.ListingLine;
import dev.awssso.cli.terminal.SelectorModel;
import dev.awssso.cli.terminal.Table;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.AccountSpec;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.roles.RoleRef;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.TokenSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roles}: what the person may use, in one account or in all. */
@CommandLine.Command(
        description = {
            "List the roles that are assigned to you, in one account or in all, with the names of their profiles.",
            "TEXT filters them as the role selector does: each word must occur in the account name or id, the role or"
                    + " the profile name, its letters in order. Exit code 5 if no role matches."
        },
        footer = {"", "Example: aws-sso roles my-acct"})
final class RolesCommand implements Command {

    private static final List<Table.Column> COLUMNS = List.of(
            Table.Column.of("account", "ACCOUNT"),
            Table.Column.of("name", "NAME").cut(Cut.END),
            Table.Column.of("role", "ROLE").cut(Cut.END),
            Table.Column.of("profile", "PROFILE").cut(Cut.MIDDLE));

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "Only the roles that match this text.")
    private @Nullable String text;

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    @Mixin
    private final SignInProfileOption profile = new SignInProfileOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = {"--account-id", "--account", "--sso-acct-id", "-a", "-A"},
            paramLabel = "ID|NAME",
            description = "Only this account: its 12-digit id, or its name if the name is unique.")
    private @Nullable String account;

    @Option(
            names = {"--role-name", "--role", "--sso-role-name", "-r", "-R"},
            paramLabel = "NAME",
            description = "Only roles of this name.")
    private @Nullable String roleName;

    @Option(
            names = "--refresh-cache",
            description = "Ask AWS instead of using the list that was saved within the last day.")
    private boolean refreshCache;

    private final Toolbox toolbox;

    RolesCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        AccountSpec wanted = account == null ? null : AccountSpec.parse(account);
        IdentityCenter center = toolbox.inProfile(profile.value()).identityCenter();
        SignInWish wish = instance.wish(toolbox.environment(), toolbox.terminal());
        Instance where = center.instances().ofSignIn(instance.request(), wish, profile.value());
        TokenSource tokens = center.signIn().tokens(where, wish);
        RoleCatalog.Freshness freshness = RoleCatalog.Freshness.of(refreshCache, wish);
        List<AccountRoles> roles = wanted == null
                ? ofAll(center, where, tokens, freshness)
                : List.of(ofOne(center, wanted, where, tokens, freshness));
        List<JsonObject> rows = found(roles, names(center, where, roles));
        if (rows.isEmpty() && (text != null || roleName != null)) {
            throw new Problem.NotFound("no role matches", "aws-sso roles lists all of them", null);
        }
        output.print(toolbox.terminal(), Table.of(COLUMNS, rows));
        if (rows.isEmpty()) {
            toolbox.terminal().note("no role is assigned to you" + (wanted == null ? "" : " in this account"));
        }
        return ExitCode.DONE.code();
    }

    // No two profiles have one name: the names of one account depend on the others, as far as their roles are known.
    private Map<RoleRef, String> names(IdentityCenter center, Instance where, List<AccountRoles> listed) {
        Map<AccountId, AccountRoles> all = new LinkedHashMap<>();
        if (account != null) {
            center.catalog()
                    .remembered(where)
                    .forEach(one -> all.put(one.account().id(), one));
        }
        listed.forEach(one -> all.put(one.account().id(), one));
        return toolbox.naming().profiles(List.copyOf(all.values()));
    }

    // The name of a profile finds its role too, as in the selector.
    private List<JsonObject> found(List<AccountRoles> roles, Map<RoleRef, String> profiles) {
        List<JsonObject> rows = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        for (AccountRoles one : roles) {
            for (RoleRef role : sorted(one.roles())) {
                if (roleName == null || roleName.equals(role.roleName())) {
                    String profileName = profiles.getOrDefault(role, "");
                    rows.add(row(one.account(), role, profileName));
                    columns.add(List.of(
                            ForeignText.clean(one.account().name()),
                            role.account().digits(),
                            role.roleName(),
                            profileName));
                }
            }
        }
        return text == null
                ? rows
                : SelectorModel.filter(columns, text).stream().map(rows::get).toList();
    }

    private List<AccountRoles> ofAll(
            IdentityCenter center, Instance where, TokenSource tokens, RoleCatalog.Freshness freshness) {
        try (ListingLine line = new ListingLine(toolbox.terminal(), toolbox.clock())) {
            return center.catalog().everything(where, tokens, freshness, line).stream()
                    .sorted(Comparator.comparing(
                                    (AccountRoles one) -> one.account().name(), String.CASE_INSENSITIVE_ORDER)
                            .thenComparing(one -> one.account().id()))
                    .toList();
        }
    }

    private AccountRoles ofOne(
            IdentityCenter center,
            AccountSpec wanted,
            Instance where,
            TokenSource tokens,
            RoleCatalog.Freshness freshness) {
        Account one = center.roles().account(wanted, where, tokens, freshness);
        return new AccountRoles(one, center.catalog().roles(where, tokens, one.id(), freshness));
    }

    private static List<RoleRef> sorted(List<RoleRef> roles) {
        return roles.stream().sorted(Comparator.comparing(RoleRef::roleName)).toList();
    }

    private static JsonObject row(Account account, RoleRef role, String profile) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("account", account.id().digits());
        members.put("name", account.name());
        members.put("role", role.roleName());
        members.put("profile", profile);
        return JsonObject.of(members);
    }
}
