package dev.awssso.profiles;

import java.util.Map;

/**
 * What an edit did to the profiles of our block.
 *
 * @param added profiles that were not there before
 * @param changed profiles with other lines than before
 * @param removed profiles that are no longer there
 * @param unchanged all others
 */
public record ProfileCounts(int added, int changed, int removed, int unchanged) {

    /** Compares the profiles' texts by their names. */
    static ProfileCounts of(Map<SectionName, String> before, Map<SectionName, String> after) {
        int added = 0;
        int changed = 0;
        for (Map.Entry<SectionName, String> profile : after.entrySet()) {
            String old = before.get(profile.getKey());
            added += old == null ? 1 : 0;
            changed += old != null && !old.equals(profile.getValue()) ? 1 : 0;
        }
        int kept = after.size() - added;
        return new ProfileCounts(added, changed, before.size() - kept, kept - changed);
    }

    /** {@code 12 added, 3 removed, 401 unchanged}. */
    @Override
    public String toString() {
        return added + " added, " + (changed == 0 ? "" : changed + " changed, ") + removed + " removed, " + unchanged
                + " unchanged";
    }
}
