package dev.awssso.cli.completion;

import java.util.List;

/**
 * What may stand at the cursor.
 *
 * @param kind who knows the words
 * @param candidates the words, when it is this program
 */
record Completion(Kind kind, List<Candidate> candidates) {

    /** Who knows the words. */
    enum Kind {
        /** This program. */
        VALUES,
        /** The shell: names of files. */
        FILES,
        /** The shell: names of programs. */
        COMMANDS
    }

    static final Completion NOTHING = new Completion(Kind.VALUES, List.of());
    static final Completion FILES = new Completion(Kind.FILES, List.of());
    static final Completion COMMANDS = new Completion(Kind.COMMANDS, List.of());

    Completion {
        candidates = List.copyOf(candidates);
    }

    static Completion of(List<Candidate> candidates) {
        return new Completion(Kind.VALUES, candidates);
    }
}
