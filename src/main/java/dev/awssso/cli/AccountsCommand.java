package dev.awssso.cli;

import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.SignInProfileOption;
import dev.awssso.cli.terminal.Cut;
import dev.awssso.cli.terminal.Table;
import dev.awssso.json.JsonObject;
import dev.awssso.problem.ExitCode;
import dev.awssso.roles.Account;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code accounts}: what the person may enter. */
@CommandLine.Command(
        description = "List the accounts that are assigned to you, sorted by name.",
        footer = {"", "Example: aws-sso accounts --output json"})
final class AccountsCommand implements Command {

    private static final List<Table.Column> COLUMNS = List.of(
            Table.Column.of("account", "ACCOUNT"),
            Table.Column.of("name", "NAME").cut(Cut.END),
            Table.Column.of("email", "EMAIL").cut(Cut.END));

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    @Mixin
    private final SignInProfileOption profile = new SignInProfileOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--refresh-cache",
            description = "Ask AWS instead of using the list that was saved within the last day.")
    private boolean refreshCache;

    private final Toolbox toolbox;

    AccountsCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        IdentityCenter center = toolbox.inProfile(profile.value()).identityCenter();
        SignInWish wish = instance.wish(toolbox.environment(), toolbox.terminal());
        Instance where = center.instances().ofSignIn(instance.request(), wish, profile.value());
        List<Account> accounts = center.catalog()
                .accounts(where, center.signIn().tokens(where, wish), RoleCatalog.Freshness.of(refreshCache, wish));
        List<JsonObject> rows = accounts.stream()
                .sorted(Comparator.comparing(Account::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Account::id))
                .map(AccountsCommand::row)
                .toList();
        output.print(toolbox.terminal(), Table.of(COLUMNS, rows));
        if (rows.isEmpty()) {
            toolbox.terminal().note("no account is assigned to you");
        }
        return ExitCode.DONE.code();
    }

    private static JsonObject row(Account account) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("account", account.id().digits());
        members.put("name", account.name());
        members.put("email", account.email());
        return JsonObject.of(members);
    }
}
