package dev.awssso.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what somebody may have meant by a word that is not known. */
public final class EditDistance {

    private EditDistance() {}

    /** The nearest of the candidates, when it is near enough to be meant. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> of(candidate, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(candidate -> of(candidate, word)));
    }

    /** The candidates, the nearest first; of two that are equally near, the first one. */
    public static List<String> sorted(String word, Collection<String> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparingInt(candidate -> of(candidate, word)))
                .toList();
    }

    // Levenshtein, one row.
    private static int of(String left, String right) {
        int[] row = new int[right.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
