package dev.awssso.differential;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What all four said about one home.
 *
 * @param home with its questions
 * @param theirs botocore's, Java's and JavaScript's answers
 * @param ours one identity for each question
 */
record Comparison(Home home, List<IdentityClient.Answers> theirs, List<String> ours) {

    /** True when none of the SDKs refuses the files as a whole. */
    boolean accepted() {
        return theirs.stream().allMatch(IdentityClient.Answers::readsFiles);
    }

    /** The identities of the SDKs for one question. */
    List<String> theirs(int question) {
        return theirs.stream()
                .map(answers -> answers.identities().get(question))
                .toList();
    }

    /** Why each of the SDKs refused, cut to what a person reads. */
    List<String> errors(int question) {
        return theirs.stream()
                .map(answers -> answers.errors().get(question))
                .map(error -> error.substring(0, Math.min(error.length(), 120)))
                .toList();
    }

    boolean agree(int question) {
        return new HashSet<>(theirs(question)).size() == 1;
    }

    /** What is wrong with our answer to one question; empty when nothing is. */
    Optional<String> fault(int question) {
        Home.Question asked = home.questions().get(question);
        List<String> others = theirs(question);
        Set<String> given = new HashSet<>(others);
        String our = ours.get(question);
        if (accepted() && agree(question) && !asked.endsSection()) {
            boolean ownRule = asked.quirks().contains(Quirk.OTHER_SPELLING)
                    || asked.quirks().contains(Quirk.SESSION_SERVES_URL)
                    // Two oddities at once, of which each reader knows another one: their rows decide apart.
                    || (asked.quirks().size() > 1 && others.get(0).equals(Home.REFUSED));
            if (!our.equals(others.get(0)) && !(ownRule && our.equals(asked.expected()))) {
                return Optional.of("all others agree on something else");
            }
        }
        if (!our.equals(asked.expected())) {
            boolean mayRefuse = !accepted() && our.equals(Home.REFUSED);
            return mayRefuse ? Optional.empty() : Optional.of("not what the rules say");
        }
        // Something odd in one profile makes a reader refuse the files, and with them every other profile; a header
        // that a reader does not know gives its keys to the profile above.
        boolean unexplained = accepted()
                ? given.size() > 1
                        && asked.quirks().isEmpty()
                        && home.quirks().stream().noneMatch(Quirk::isOfHeader)
                : home.quirks().isEmpty();
        return unexplained ? Optional.of("they differ and no rule says why") : Optional.empty();
    }
}
