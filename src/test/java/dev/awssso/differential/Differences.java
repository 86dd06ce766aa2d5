package dev.awssso.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a run has found: counts, the differences that a rule decides, and the failures. */
final class Differences {

    private static final int SHOWN = 10;

    /**
     * What the readers made of one quirk.
     *
     * @param differing how many questions had different answers
     * @param outcomes of each reader the kinds of outcome that were seen
     */
    record Row(int differing, List<Set<String>> outcomes) {}

    private final Map<Quirk, Row> rows = new EnumMap<>(Quirk.class);
    private final List<String> failures = new ArrayList<>();
    private int homes;
    private int accepted;
    private int questions;
    private int agreements;
    private int decided;

    void add(Comparison comparison) {
        homes++;
        accepted += comparison.accepted() ? 1 : 0;
        for (int i = 0; i < comparison.home().questions().size(); i++) {
            add(comparison, i);
        }
    }

    private void add(Comparison comparison, int question) {
        questions++;
        boolean agree = comparison.accepted() && comparison.agree(question);
        agreements += agree ? 1 : 0;
        decided += agree ? 0 : 1;
        Home.Question asked = comparison.home().questions().get(question);
        if (asked.quirks().size() == 1
                && (comparison.accepted() || comparison.home().quirks().size() == 1)) {
            note(comparison, question, asked);
        }
        comparison.fault(question).ifPresent(fault -> fail(comparison, question, fault));
    }

    private void note(Comparison comparison, int question, Home.Question asked) {
        Quirk quirk = asked.quirks().iterator().next();
        Row old = rows.getOrDefault(quirk, new Row(0, List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>())));
        for (int client = 0; client < old.outcomes().size(); client++) {
            IdentityClient.Answers answers = comparison.theirs().get(client);
            String given = answers.identities().get(question);
            boolean refused = given.equals(Home.REFUSED);
            String outcome = !answers.readsFiles()
                    ? "refuses the files"
                    : given.equals(asked.expected()) ? "the same" : refused ? "refuses" : "another identity";
            old.outcomes().get(client).add(outcome);
        }
        boolean same = comparison.accepted() && comparison.agree(question);
        rows.put(quirk, new Row(old.differing() + (same ? 0 : 1), old.outcomes()));
    }

    private void fail(Comparison comparison, int question, String fault) {
        Home home = comparison.home();
        Home.Question asked = home.questions().get(question);
        if (failures.size() == SHOWN) {
            failures.add("and more");
        }
        if (failures.size() < SHOWN) {
            failures.add(fault + ": profile " + asked.profile() + " " + asked.quirks()
                    + "\n  botocore, Java, JavaScript: "
                    + comparison.theirs(question) + "\n  " + comparison.errors(question)
                    + (comparison.accepted() ? "" : " (not all read the files)")
                    + "\n  ours: " + comparison.ours().get(question) + "\n  expected: " + asked.expected() + "\n"
                    + files(home));
        }
    }

    private static String files(Home home) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of(".aws/config", "other/config", ".aws/credentials", "other/credentials")) {
            Path file = home.directory().resolve(name);
            try {
                if (Files.exists(file)) {
                    text.append("--- ").append(name).append('\n');
                    text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    Map<Quirk, Row> rows() {
        return rows;
    }

    List<String> failures() {
        return failures;
    }

    String summary() {
        return homes + " homes (" + accepted + " read by all), " + questions + " profiles, " + agreements
                + " agreements, " + decided + " decided by a rule";
    }
}
