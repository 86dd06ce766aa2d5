package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The profile name of one role.
 *
 * @param assignment whose name it is
 * @param name in the safe set that every SDK reads
 * @param reason why it is not simply what the template says, so that the person should hear of it; null when it is
 */
public record ProfileName(Assignment assignment, String name, @Nullable String reason) {

    private static final int MOST_IN_A_LINE = 3;

    /** True when it is not simply what the template says. */
    public boolean changed() {
        return reason != null;
    }

    /** Lines that tell of changed names, one for each account. */
    static List<String> notes(Collection<ProfileName> changed) {
        Map<AccountId, List<ProfileName>> accounts = new LinkedHashMap<>();
        changed.forEach(
                named -> accounts.computeIfAbsent(named.assignment().account().id(), id -> new ArrayList<>())
                        .add(named));
        return accounts.values().stream().map(ProfileName::note).toList();
    }

    private static String note(List<ProfileName> ofAccount) {
        if (ofAccount.size() == 1) {
            return ofAccount.get(0).note();
        }
        Account account = ofAccount.get(0).assignment().account();
        int shown = Math.min(ofAccount.size(), MOST_IN_A_LINE);
        return "account \"" + ForeignText.clean(account.name()) + "\" (" + account.id() + "): profiles "
                + ofAccount.subList(0, shown).stream()
                        .map(named -> named.name() + " (" + named.reason() + ")")
                        .collect(Collectors.joining(", "))
                + (shown < ofAccount.size() ? " and " + (ofAccount.size() - shown) + " more" : "");
    }

    /** The line that names a changed name: {@code account "…" (id), role "…": profile NAME (REASON)}. */
    public String note() {
        return "account \"" + ForeignText.clean(assignment.account().name()) + "\" ("
                + assignment.account().id() + "), role \""
                + ForeignText.clean(assignment.role().roleName()) + "\": profile " + name
                + (reason == null ? "" : " (" + reason + ")");
    }
}
