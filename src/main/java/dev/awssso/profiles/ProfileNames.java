package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import dev.awssso.roles.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names for many roles, each its own: stable from run to run, whatever the portal's order, and such that no name moves
 * to another account when an account is added. {@link NameContest} says what happens to names that meet.
 */
public final class ProfileNames {

    private final NameTemplate template;
    private final Set<String> taken;

    /**
     * Rules for names.
     *
     * @param taken names that are somebody else's; {@code default} always is
     */
    public ProfileNames(NameTemplate template, Set<String> taken) {
        this.template = template;
        this.taken = Set.copyOf(taken);
    }

    private record Named(Assignment assignment, NameContest.Entrant entrant) {}

    /** The names in the order of their code points. A role that is given twice is named once; no role is left out. */
    public List<ProfileName> assign(Collection<Assignment> assignments) {
        Map<String, Assignment> distinct = new LinkedHashMap<>();
        assignments.forEach(assignment -> distinct.putIfAbsent(identity(assignment), assignment));
        NameContest contest = new NameContest(taken);
        List<Named> all = new ArrayList<>();
        distinct.forEach((identity, assignment) ->
                all.add(new Named(assignment, contest.enter(wanted(assignment), longName(assignment), identity))));
        contest.settle();
        return all.stream()
                .map(named -> result(named.assignment(), named.entrant().name()))
                .sorted(Comparator.comparing(ProfileName::name))
                .toList();
    }

    /** The role that has this name among these; empty when none has. */
    public Optional<Assignment> find(String name, Collection<Assignment> assignments) {
        return assign(assignments).stream()
                .filter(named -> named.name().equals(name))
                .map(ProfileName::assignment)
                .findFirst();
    }

    private String wanted(Assignment assignment) {
        return template.name(id(assignment), account(assignment), role(assignment));
    }

    private static String longName(Assignment assignment) {
        String id = id(assignment).digits();
        return NameTemplate.part(account(assignment), id) + "-" + id + "-"
                + NameTemplate.part(role(assignment), NameTemplate.NO_ROLE);
    }

    private static String identity(Assignment assignment) {
        return id(assignment) + "/" + role(assignment);
    }

    private ProfileName result(Assignment assignment, String name) {
        String told = template.spelled(id(assignment), account(assignment), role(assignment));
        return new ProfileName(assignment, name, told.equals(name) ? null : reason(told, wanted(assignment), name));
    }

    private String reason(String told, String wanted, String name) {
        if (taken.contains(wanted)) {
            return "\"" + wanted + "\" is a profile of yours";
        }
        if (wanted.equals(SectionName.DEFAULT)) {
            return "\"" + wanted + "\" is the profile that is used if no profile is named";
        }
        return wanted.equals(name)
                ? "not every tool can read \"" + ForeignText.clean(told) + "\""
                : "\"" + wanted + "\" is the name of several roles";
    }

    private static AccountId id(Assignment assignment) {
        return assignment.account().id();
    }

    private static String account(Assignment assignment) {
        String name = assignment.account().name();
        return name.isEmpty() ? id(assignment).digits() : name;
    }

    private static String role(Assignment assignment) {
        return assignment.role().roleName();
    }
}
