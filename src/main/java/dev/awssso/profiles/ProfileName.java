package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * The profile name of one role.
 *
 * @param assignment whose name it is
 * @param name in the safe set that every SDK reads
 * @param reason why it is not simply what the template says, so that the person should hear of it; null when it is
 */
public record ProfileName(Assignment assignment, String name, @Nullable String reason) {

    /** True when it is not simply what the template says. */
    public boolean changed() {
        return reason != null;
    }

    /** The line that names a changed name: {@code account "…" (id), role "…": profile NAME (REASON)}. */
    public String note() {
        return "account \"" + ForeignText.clean(assignment.account().name()) + "\" ("
                + assignment.account().id() + "), role \""
                + ForeignText.clean(assignment.role().roleName()) + "\": profile " + name
                + (reason == null ? "" : " (" + reason + ")");
    }
}
