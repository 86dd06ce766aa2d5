package dev.awssso.differential;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A home directory that was written, and what is to be asked there.
 *
 * @param directory of the person
 * @param variables the environment, {@code HOME} included
 * @param questions whose identity is to be found
 * @param quirks all that is odd in it
 */
record Home(Path directory, Map<String, String> variables, List<Question> questions, Set<Quirk> quirks) {

    /** The answer where there are no credentials. */
    static final String REFUSED = "refused";

    /**
     * One profile, or the default chain.
     *
     * @param profile its name; null asks for what the environment selects
     * @param quirks what is odd about it, about its file, or about a profile that it leads to
     * @param expected the identity by the rules of the reference page, or {@link #REFUSED}
     */
    record Question(@Nullable String profile, Set<Quirk> quirks, String expected) {

        Question {
            quirks = quirks.isEmpty() ? EnumSet.noneOf(Quirk.class) : EnumSet.copyOf(quirks);
        }

        boolean endsSection() {
            return quirks.stream().anyMatch(Quirk::endsSection);
        }
    }
}
