package dev.awssso.cli.ecs;

import dev.awssso.cli.IdentityCenter;
import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.roles.Account;
import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SavedSignIn;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.StartUrl;
import java.util.List;
import java.util.Optional;

/**
 * The profile name under which a role is loaded: the one it was named by, else the one it has in the config files, else
 * the one that the naming rules give it.
 */
public final class LoadName {

    private final Toolbox tools;

    /** Names of these config files and of this person's roles. */
    public LoadName(Toolbox tools) {
        this.tools = tools;
    }

    SlotName of(RoleSelection selection, SignInWish wish) {
        return SlotName.ofOption("the profile name", text(selection, wish));
    }

    /** The name as it is written. */
    public String text(RoleSelection selection, SignInWish wish) {
        String name = selection.profile();
        return name == null ? configured(selection).orElseGet(() -> byRules(selection, wish)) : name;
    }

    private Optional<String> configured(RoleSelection selection) {
        Instance filed = tools.identityCenter()
                .signIn()
                .saved(selection.instance())
                .map(SavedSignIn::instance)
                .orElse(selection.instance());
        return tools.identityCenter().configuredRoles().all().stream()
                .filter(known -> known.role().equals(selection.role()) && sameSignIn(known.instance(), filed))
                .map(RoleSelection::profile)
                .findFirst();
    }

    // Profiles of another session of the same start URL are another person's.
    private static boolean sameSignIn(Instance known, Instance filed) {
        boolean same = known.region().equals(filed.region()) && StartUrl.same(known.startUrl(), filed.startUrl());
        return same && (known.sessionName() == null || known.sessionName().equals(filed.sessionName()));
    }

    // A name depends on all roles, since no two may be equal; but listing all of them can take minutes, so what is
    // remembered must do, and else the account's own name.
    private String byRules(RoleSelection selection, SignInWish wish) {
        IdentityCenter center = tools.identityCenter();
        return named(center.catalog().remembered(selection.instance()), selection)
                .or(() -> named(List.of(alone(center, selection, wish)), selection))
                .orElseGet(() ->
                        selection.role().account() + "-" + selection.role().roleName());
    }

    private Optional<String> named(List<AccountRoles> all, RoleSelection selection) {
        return Optional.ofNullable(tools.naming().profiles(all).get(selection.role()));
    }

    private static AccountRoles alone(IdentityCenter center, RoleSelection selection, SignInWish wish) {
        Instance instance = selection.instance();
        Account account = center
                .catalog()
                .accounts(instance, center.signIn().tokens(instance, wish), RoleCatalog.Freshness.of(false, wish))
                .stream()
                .filter(one -> one.id().equals(selection.role().account()))
                .findFirst()
                .orElseGet(() -> new Account(
                        selection.role().account(), selection.role().account().digits(), null));
        return new AccountRoles(account, List.of(selection.role()));
    }
}
