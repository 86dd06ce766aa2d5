package dev.awssso.profiles;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives each of many its own name. All who want the same name, or one that is taken, get their longer name; all who
 * then still meet get a part of the SHA-256 of their identity behind it, as long as it must be. Nobody keeps a name
 * that another one wanted, so that a newcomer never makes an old name mean something else.
 */
final class NameContest {

    private static final int SHORTEST_DIGEST = 6;

    private final Set<String> taken;
    private final List<Entrant> entrants = new ArrayList<>();

    /** One who wants a name. */
    static final class Entrant {

        private final String longName;
        private final String identity;
        private String name;
        private int digest = -1;

        private Entrant(String wanted, String longName, String identity) {
            this.name = wanted;
            this.longName = longName;
            this.identity = identity;
        }

        /** The name it has now; final after {@link NameContest#settle}. */
        String name() {
            return name;
        }

        private void lengthen() {
            digest = digest < 0 ? 0 : Math.max(SHORTEST_DIGEST, digest + 2);
            name = digest == 0 ? longName : longName + "-" + sha256(identity).substring(0, digest);
        }

        private static String sha256(String text) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** A contest in which nobody can get these names, nor {@code default}. */
    NameContest(Set<String> taken) {
        this.taken = taken;
    }

    /**
     * Adds one.
     *
     * @param wanted the name it would like
     * @param longName the name it gets when others want that one too
     * @param identity what no other one has
     */
    Entrant enter(String wanted, String longName, String identity) {
        Entrant entrant = new Entrant(wanted, longName, identity);
        entrants.add(entrant);
        return entrant;
    }

    /** Makes all names different. */
    void settle() {
        List<Entrant> crowded = crowded();
        while (!crowded.isEmpty()) {
            crowded.forEach(Entrant::lengthen);
            crowded = crowded();
        }
    }

    private List<Entrant> crowded() {
        Map<String, List<Entrant>> byName = new HashMap<>();
        entrants.forEach(entrant -> byName.computeIfAbsent(entrant.name, ignored -> new ArrayList<>(1))
                .add(entrant));
        return byName.entrySet().stream()
                .filter(group -> group.getValue().size() > 1 || isTaken(group.getKey()))
                .flatMap(group -> group.getValue().stream())
                .toList();
    }

    private boolean isTaken(String name) {
        return name.equals(SectionName.DEFAULT) || taken.contains(name);
    }
}
