package dev.awssso.cli.completion;

import java.util.ArrayList;
import java.util.List;

/**
 * The candidates as bash's {@code COMPREPLY} wants them: what readline puts in place of the word, quoted, or shows.
 *
 * <p>One candidate is inserted as it is. Of several, readline inserts what they begin with together and shows the whole;
 * these are texts to show, behind the quoted beginning, so that a list can have descriptions and no half of an escape is
 * ever inserted.
 */
final class BashReply {

    // Values of COMP_TYPE with which each candidate is inserted in its turn: menu completion, insert-completions.
    private static final List<Integer> INSERTING = List.of((int) '%', (int) '*');

    private final TypedLine line;
    private final int type;

    /** @param type the value of {@code COMP_TYPE} */
    BashReply(TypedLine line, int type) {
        this.line = line;
        this.type = type;
    }

    List<String> of(List<Candidate> candidates) {
        List<Candidate> matching = candidates.stream()
                .filter(candidate -> candidate.value().startsWith(line.current()))
                .toList();
        if (matching.size() == 1 || INSERTING.contains(type)) {
            return matching.stream()
                    .map(candidate -> BashWord.rest(tail(candidate.value()), line.quote()))
                    .toList();
        }
        return matching.isEmpty() ? List.of() : shown(matching);
    }

    private String tail(String value) {
        return value.substring(line.kept());
    }

    private List<String> shown(List<Candidate> matching) {
        String common = matching.get(0).value();
        for (Candidate candidate : matching) {
            common = common(common, candidate.value());
        }
        String begin = BashWord.part(tail(common), line.quote());
        List<String> texts = new ArrayList<>();
        for (Candidate candidate : matching) {
            String rest = Shown.of(candidate.value().substring(common.length()));
            String description = candidate.description();
            texts.add(begin + rest + (description.isEmpty() ? "" : "  (" + Shown.of(description) + ")"));
        }
        // Where two look alike, readline would insert more than they have in common.
        String alike = texts.get(0);
        for (String text : texts) {
            alike = common(alike, text);
        }
        if (alike.length() > begin.length()) {
            texts.add(begin);
        }
        return texts;
    }

    private static String common(String left, String right) {
        int end = 0;
        while (end < left.length() && end < right.length() && left.charAt(end) == right.charAt(end)) {
            end++;
        }
        boolean half = end > 0 && Character.isHighSurrogate(left.charAt(end - 1));
        return left.substring(0, half ? end - 1 : end);
    }
}
