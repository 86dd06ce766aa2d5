package dev.awssso.profiles;

import dev.awssso.platform.ShellWords;
import java.util.List;
import java.util.Optional;

/**
 * What a header of the config file names.
 *
 * @param kind which sort of section
 * @param name the second word
 * @param prefixed false for the bare {@code [default]} and for all of the credentials file
 */
record SectionName(Kind kind, String name, boolean prefixed) {

    /** The sorts of sections that this program knows. */
    enum Kind {
        PROFILE("profile"),
        SSO_SESSION("sso-session"),
        SERVICES("services");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        private static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    static final String DEFAULT = "default";

    /** The name that we write for a section: {@code [default]} bare, everything else with its word. */
    static SectionName of(Kind kind, String name) {
        return new SectionName(kind, name, kind != Kind.PROFILE || !name.equals(DEFAULT));
    }

    /** The text between the brackets. */
    String text() {
        return prefixed ? kind.word() + " " + name : name;
    }

    /** What the text between the brackets names in that file; empty for anything else. */
    static Optional<SectionName> parse(String header, ConfigFile.Flavor flavor) {
        if (header.equals(DEFAULT)) {
            return Optional.of(new SectionName(Kind.PROFILE, header, false));
        }
        if (flavor == ConfigFile.Flavor.CREDENTIALS) {
            return isKnownWord(header) ? Optional.empty() : Optional.of(new SectionName(Kind.PROFILE, header, false));
        }
        List<String> words = ShellWords.split(header).orElse(List.of());
        if (words.size() != 2) {
            return Optional.empty();
        }
        return Kind.of(words.get(0)).map(kind -> new SectionName(kind, words.get(1), true));
    }

    /** True when the header starts with a word of ours and a blank, so that somebody meant such a section. */
    static boolean isKnownWord(String header) {
        int end = 0;
        while (end < header.length() && !ConfigLine.isBlank(header.charAt(end))) {
            end++;
        }
        return end < header.length() && Kind.of(header.substring(0, end)).isPresent();
    }
}
