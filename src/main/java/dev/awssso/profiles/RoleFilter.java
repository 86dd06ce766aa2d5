package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which of all roles are meant: those in one of the accounts and with one of the names given, where {@code *} stands
 * for any text. Where nothing is given, everything is meant.
 */
public final class RoleFilter {

    private final List<String> accounts;
    private final List<String> roles;

    /**
     * A filter.
     *
     * @param accounts ids, names, or patterns of names
     * @param roles names, or patterns of names
     */
    public RoleFilter(List<String> accounts, List<String> roles) {
        this.accounts = List.copyOf(accounts);
        this.roles = List.copyOf(roles);
    }

    /**
     * The roles that pass, in their order.
     *
     * @throws Problem.NotFound when a part of the filter meets nothing at all
     */
    public List<Assignment> select(List<Assignment> all) {
        accounts.forEach(account -> require("is in account", account, all, item -> isIn(account, item)));
        roles.forEach(role -> require(
                "has the name", role, all, item -> matches(role, item.role().roleName())));
        List<Assignment> selected = new ArrayList<>();
        for (Assignment item : all) {
            boolean inAccount = accounts.isEmpty() || accounts.stream().anyMatch(account -> isIn(account, item));
            boolean inRole = roles.isEmpty()
                    || roles.stream().anyMatch(role -> matches(role, item.role().roleName()));
            if (inAccount && inRole) {
                selected.add(item);
            }
        }
        return selected;
    }

    private static void require(String kind, String pattern, List<Assignment> all, Predicate<Assignment> meets) {
        if (all.stream().noneMatch(meets)) {
            throw new Problem.NotFound(
                    "none of your roles " + kind + " \"" + ForeignText.clean(pattern) + "\"", null, null);
        }
    }

    private static boolean isIn(String account, Assignment item) {
        if (account.indexOf('*') < 0 && AccountSpec.parse(account) instanceof AccountSpec.ById byId) {
            return byId.id().equals(item.account().id());
        }
        return matches(account, item.account().name());
    }

    /** True when the text is the pattern, with any text in the place of each star. */
    static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(text);
        }
        String last = parts[parts.length - 1];
        if (!text.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return text.length() - last.length() >= at && text.endsWith(last);
    }
}
