package dev.awssso.cli;

import dev.awssso.cli.ecs.LoadName;
import dev.awssso.credentials.CallerIdentity;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.platform.Environment;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.roles.RoleSelection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The person's own shell as a role: which program it is, and the variables that its prompt can show. Only such a shell
 * has these variables; they tell a nested one from an outer one.
 */
final class InteractiveShell {

    private static final String ACCOUNT_ID = "AWS_SSO_ACCOUNT_ID";
    private static final String ACCOUNT_NAME = "AWS_SSO_ACCOUNT_NAME";
    private static final String ROLE_NAME = "AWS_SSO_ROLE_NAME";
    private static final String PROFILE = "AWS_SSO_PROFILE";
    private static final String EXPIRES = "AWS_SSO_EXPIRES";

    private final Acquisition acquisition;
    private final AcquiredIdentity acquired;

    InteractiveShell(Acquisition acquisition, AcquiredIdentity acquired) {
        this.acquisition = acquisition;
        this.acquired = acquired;
    }

    /** {@code $SHELL}, else the one that every system has. */
    static List<String> command(Environment environment) {
        boolean windows = environment.system() == OperatingSystem.WINDOWS;
        return List.of(environment
                .get("SHELL")
                .or(() -> windows ? environment.get("COMSPEC") : Optional.empty())
                .orElse(windows ? "cmd.exe" : "/bin/sh"));
    }

    /** A {@link Problem.Usage} in a shell that this command, or another tool with the same variables, has started. */
    static void refuseNested(Environment environment) {
        Optional<String> account = environment.get(ACCOUNT_ID);
        if (account.isEmpty()) {
            return;
        }
        String role = environment.get(ROLE_NAME).map(name -> name + " in ").orElse("");
        throw new Problem.Usage(
                "this shell already runs as " + ForeignText.clean(role) + "account " + ForeignText.clean(account.get()),
                "leave it with \"exit\", or add --nested to start another one in it",
                null);
    }

    /**
     * What the prompt can show.
     *
     * @param credentials those of the start
     * @param plainKeys whether the shell gets these very keys, which end when they end
     */
    Map<String, String> variables(RoleCredentials credentials, boolean plainKeys) {
        Map<String, String> variables = new HashMap<>();
        RoleArn role = acquired.role();
        if (role != null) {
            variables.put(ACCOUNT_ID, role.account().digits());
            variables.put(ROLE_NAME, role.name());
        } else {
            variables.putAll(ofCaller(credentials));
        }
        profile().ifPresent(name -> variables.put(PROFILE, name));
        accountName(variables.get(ACCOUNT_ID)).ifPresent(name -> variables.put(ACCOUNT_NAME, name));
        if (plainKeys) {
            credentials.expiry().map(Timestamps::format).ifPresent(end -> variables.put(EXPIRES, end));
        }
        variables.replaceAll((name, value) -> ForeignText.clean(value));
        return variables;
    }

    // Keys of the environment and of programs do not say whose they are.
    private Map<String, String> ofCaller(RoleCredentials credentials) {
        Map<String, String> variables = new HashMap<>();
        try {
            CallerIdentity caller =
                    acquisition.tools().identityCenter().sts().callerIdentity(credentials, acquired.region());
            variables.put(ACCOUNT_ID, caller.account());
            RoleArn.ofSession(caller.arn()).ifPresent(role -> variables.put(ROLE_NAME, role.name()));
        } catch (Problem.Refused | Problem.Unreachable unknown) {
            // The shell is of use without a prompt that says more.
            if (credentials.accountId() != null) {
                variables.put(ACCOUNT_ID, credentials.accountId().digits());
            }
        }
        return variables;
    }

    private Optional<String> profile() {
        Optional<String> named = acquisition.options().role().profile();
        RoleSelection selection = acquired.selection();
        return named.isPresent() || selection == null || !acquired.hops().isEmpty()
                ? named
                : Optional.of(new LoadName(acquisition.tools()).text(selection, acquisition.wish()));
    }

    private Optional<String> accountName(@Nullable String digits) {
        RoleSelection selection = acquired.selection();
        if (selection == null || digits == null) {
            return Optional.empty();
        }
        AccountId id = new AccountId(digits);
        IdentityCenter center = acquisition.tools().identityCenter();
        Stream<Account> remembered =
                center.catalog().remembered(selection.instance()).stream().map(AccountRoles::account);
        return name(remembered, id).or(() -> listedName(center, selection, id));
    }

    private Optional<String> listedName(IdentityCenter center, RoleSelection selection, AccountId id) {
        try {
            return name(
                    center
                            .catalog()
                            .accounts(
                                    selection.instance(),
                                    center.signIn().tokens(selection.instance(), acquisition.wish()),
                                    RoleCatalog.Freshness.of(false, acquisition.wish()))
                            .stream(),
                    id);
        } catch (Problem.Refused | Problem.Unreachable unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(Stream<Account> accounts, AccountId id) {
        return accounts.filter(account -> account.id().equals(id))
                .map(Account::name)
                .findFirst();
    }
}
