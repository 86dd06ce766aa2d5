package dev.awssso.profiles;

import dev.awssso.roles.RoleRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings our block of the config file up to what a person may use now: {@code configure populate}. What a person
 * wrote is never lost, neither outside the block nor in it.
 *
 * <p>How hand-written lines are told from ours: the block is headed with the options that it was made with, so what
 * we wrote into each profile can be computed again. A value that differs from that was changed by hand; it stays, and
 * a note says so. A profile that is no longer wanted is taken away on request, and only when no hand was in it.
 */
public final class Population {

    static final String HEADING = "# aws-sso configure populate";

    /**
     * What to write.
     *
     * @param rules what a profile looks like
     * @param template how profiles are named
     * @param selected the roles to write profiles for
     * @param allowed all roles that the person may use
     * @param prune whether profiles go that are no longer among these
     */
    public record Plan(
            ProfileRules rules, NameTemplate template, List<Assignment> selected, Set<RoleRef> allowed, boolean prune) {

        public Plan {
            selected = List.copyOf(selected);
            allowed = Set.copyOf(allowed);
        }
    }

    private final Profiles profiles;
    private final Plan plan;
    private final Set<RoleRef> selectedRoles = new HashSet<>();
    private ProfileCounts counts = new ProfileCounts(0, 0, 0, 0);

    /**
     * A population of the config file.
     *
     * @param profiles the files as they are
     */
    public Population(Profiles profiles, Plan plan) {
        this.profiles = profiles;
        this.plan = plan;
        plan.selected().forEach(assignment -> selectedRoles.add(assignment.role()));
    }

    /** What would change; nothing is written. */
    public ConfigChange preview(ConfigStore store) {
        return store.preview(editor -> apply(editor, store.file()));
    }

    /** Changes the file. */
    public ConfigChange write(ConfigStore store) {
        return store.change(editor -> apply(editor, store.file()));
    }

    /** What the last preview or change did, or would do, to our profiles. */
    public ProfileCounts counts() {
        return counts;
    }

    // The file may have changed since the profiles were read; what counts is what is edited now.
    private List<String> apply(ConfigEditor editor, Path file) {
        List<String> notes = new ArrayList<>();
        String session = plan.rules().portal().sessionName();
        GeneratedBlock block = GeneratedBlock.open(editor, file, session);
        Map<SectionName, String> before = block.profileTexts();
        List<ConfigEntry> entries = entries(editor, block, notes);
        BlockMerge merge = new BlockMerge(editor, block, file, formerRules(block));
        Set<SectionName> wanted = new HashSet<>();
        for (ConfigEntry entry : entries) {
            wanted.add(entry.name());
            merge.merge(entry);
        }
        merge.addMissing();
        prune(block, wanted, merge, notes);
        block.setHeading(HEADING, HEADING + plan.rules().options());
        notes.addAll(merge.notes());
        counts = ProfileCounts.of(
                before, GeneratedBlock.open(editor, file, session).profileTexts());
        return notes;
    }

    // What the block was made with; a block with no readable heading counts as made with the options of now.
    private ProfileRules formerRules(GeneratedBlock block) {
        return block.heading(HEADING)
                .flatMap(line -> plan.rules().withOptions(line.text().substring(HEADING.length())))
                .orElse(plan.rules());
    }

    private List<ConfigEntry> entries(ConfigEditor editor, GeneratedBlock block, List<String> notes) {
        List<ConfigEntry> entries = new ArrayList<>();
        ConfigEntry session = plan.rules().portal().section();
        boolean byHand = !block.sections().containsKey(session.name())
                && editor.section(session.name().kind(), session.name().name()).isPresent();
        if (plan.rules().style() == ProfileRules.Style.SESSION && !byHand) {
            entries.add(session);
        }
        OutsideProfiles outside = OutsideProfiles.of(profiles.withConfig(editor.original()), block);
        List<ProfileName> names = outside.assign(plan);
        // A name that is written already was told when it was new.
        notes.addAll(ProfileName.notes(names.stream()
                .filter(named -> named.changed()
                        && !block.sections().containsKey(SectionName.of(SectionName.Kind.PROFILE, named.name())))
                .toList()));
        for (ProfileName named : names) {
            entries.add(plan.rules().profile(named.name(), named.assignment()));
        }
        return entries;
    }

    private void prune(GeneratedBlock block, Set<SectionName> wanted, BlockMerge merge, List<String> notes) {
        List<String> stale = new ArrayList<>();
        for (SectionName name : List.copyOf(block.sections().keySet())) {
            if (name.kind() != SectionName.Kind.PROFILE || wanted.contains(name) || !isStale(merge, name)) {
                continue;
            }
            if (!plan.prune()) {
                stale.add(name.name());
            } else if (merge.isOurs(name)) {
                block.remove(name);
                notes.add("removed profile " + name.name());
            } else {
                notes.add("profile " + name.name()
                        + " is no longer assigned to you, but contains lines written by hand: remove it yourself");
            }
        }
        if (!stale.isEmpty()) {
            notes.add(stale.size() + " profile(s) are no longer assigned to you; remove them with --prune: "
                    + shortened(stale));
        }
    }

    // No longer allowed, or written under another name now. Filters leave the profiles of other roles alone.
    private boolean isStale(BlockMerge merge, SectionName name) {
        Optional<RoleRef> role = merge.role(name);
        if (role.isEmpty()) {
            return false;
        }
        return selectedRoles.contains(role.get()) || !plan.allowed().contains(role.get());
    }

    private static String shortened(List<String> names) {
        int shown = Math.min(names.size(), 5);
        return String.join(", ", names.subList(0, shown))
                + (shown < names.size() ? " and " + (names.size() - shown) + " more" : "");
    }
}
