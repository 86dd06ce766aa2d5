package dev.awssso.problem;

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

    // Optimal string alignment: two neighbours in the wrong order are one mistake.
    private static int of(String left, String right) {
        int[][] rows = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : of(left, right, rows, i, j);
            }
        }
        return rows[left.length()][right.length()];
    }

    private static int of(String left, String right, int[][] rows, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int least = Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
