package dev.awssso.cli.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of a list that a person filters by typing: what was typed, which rows are left, and which one is marked.
 * It knows no terminal.
 *
 * <p>Every word of the filter must be found in some column of a row, its letters in order and in any case. Rows that
 * hold a word in one piece come before rows that hold it scattered; within these groups the given order stays.
 */
public final class SelectorModel {

    private final List<List<String>> rows;
    private final List<List<String>> folded;
    private List<Integer> left;
    private final FilterLine filter = new FilterLine();
    private int marked;

    SelectorModel(List<List<String>> rows) {
        this.rows = List.copyOf(rows);
        this.folded = rows.stream()
                .map(row -> row.stream().map(SelectorModel::fold).toList())
                .toList();
        this.left = matching("");
    }

    /** The rows that this filter leaves, in the order in which the selector shows them. */
    public static List<Integer> filter(List<List<String>> rows, String text) {
        return new SelectorModel(rows).matching(text);
    }

    /** Edits the filter; where its text changes, the first row that is left is marked. */
    void edit(Consumer<FilterLine> change) {
        String before = filter.text();
        change.accept(filter);
        if (!filter.text().equals(before)) {
            left = matching(filter.text());
            marked = 0;
        }
    }

    /** Moves the mark by this many rows and stops at the ends. */
    void move(int by) {
        marked = Math.max(0, Math.min(left.size() - 1, marked + by));
    }

    /** What was typed. */
    String filter() {
        return filter.text();
    }

    /** What was typed, up to the cursor. */
    String beforeCursor() {
        return filter.beforeCursor();
    }

    int total() {
        return rows.size();
    }

    int count() {
        return left.size();
    }

    int marked() {
        return marked;
    }

    /** The columns of a row that is left, counted from the first one left. */
    List<String> row(int index) {
        return rows.get(left.get(index));
    }

    /** The marked row's place in the list as it was given; empty when no row is left. */
    Optional<Integer> choice() {
        return left.isEmpty() ? Optional.empty() : Optional.of(left.get(marked));
    }

    private List<Integer> matching(String text) {
        String[] words = fold(text).strip().split("\\s+");
        List<Scored> found = new ArrayList<>();
        for (int i = 0; i < folded.size(); i++) {
            int score = score(folded.get(i), words);
            if (score >= 0) {
                found.add(new Scored(i, score));
            }
        }
        found.sort(Comparator.comparingInt(Scored::score));
        return found.stream().map(Scored::row).toList();
    }

    private record Scored(int row, int score) {}

    /** How many words are only there in scattered letters, -1 when one is not there at all. */
    private static int score(List<String> row, String[] words) {
        int scattered = 0;
        for (String word : words) {
            if (row.stream().anyMatch(column -> column.contains(word))) {
                continue;
            }
            if (row.stream().noneMatch(column -> inOrder(column, word))) {
                return -1;
            }
            scattered++;
        }
        return scattered;
    }

    private static boolean inOrder(String column, String word) {
        int at = 0;
        for (int i = 0; i < word.length(); i++) {
            at = column.indexOf(word.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
