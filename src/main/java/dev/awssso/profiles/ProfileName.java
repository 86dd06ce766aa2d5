package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;

/**
 * The profile name of one role.
 *
 * @param assignment whose name it is
 * @param name in the safe set that every SDK reads
 * @param changed true when it is not simply what the template says, so that the person should hear of it
 */
public record ProfileName(Assignment assignment, String name, boolean changed) {

    /** The line that tells of a changed name: {@code account "…" (id), role "…": profile NAME}. */
    public String note() {
        return "account \"" + ForeignText.clean(assignment.account().name()) + "\" ("
                + assignment.account().id() + "), role \""
                + ForeignText.clean(assignment.role().roleName()) + "\": profile " + name;
    }
}
