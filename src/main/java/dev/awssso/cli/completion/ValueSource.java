package dev.awssso.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The values of options and arguments, chosen by what their help calls them. */
final class ValueSource {

    // auto|on|force|off: the words themselves.
    private static final Pattern CHOICE = Pattern.compile("[a-z][a-z0-9-]*(\\|[a-z][a-z0-9-]*)+");
    private static final Set<String> FILES = Set.of("FILE", "PATH", "PATH|URL");

    /**
     * Where a value is wanted.
     *
     * @param path the command
     * @param argument the option or argument
     * @param given the options that are there already
     */
    record Place(String path, ArgSpec argument, GivenOptions given) {

        private boolean isOption(String name) {
            return argument instanceof OptionSpec option
                    && Arrays.asList(option.names()).contains(name);
        }
    }

    private final KnownValues known;

    ValueSource(KnownValues known) {
        this.known = known;
    }

    /** The values that may stand there; {@code current} is what is typed of it. */
    Completion of(Place place, String current) {
        String label = place.argument().paramLabel();
        if (place.argument().type().isEnum()) {
            return Completion.of(enumeration(place.argument()));
        }
        if (CHOICE.matcher(label).matches()) {
            return Completion.of(
                    Arrays.stream(label.split("\\|")).map(Candidate::of).toList());
        }
        if (FILES.contains(label)) {
            return Completion.FILES;
        }
        return Completion.of(named(place, label, current));
    }

    private List<Candidate> named(Place place, String label, String current) {
        if (label.equals("REGION")) {
            return known.regions();
        }
        if (place.isOption("--account-id")) {
            return known.accounts(place.given(), current);
        }
        if (place.isOption("--role-name")) {
            return known.roles(place.given());
        }
        if (place.isOption("--sso-session")) {
            return known.sessions();
        }
        if (place.isOption("--sso-start-url")) {
            return known.startUrls();
        }
        return profilesOrSlots(place, label);
    }

    private List<Candidate> profilesOrSlots(Place place, String label) {
        boolean ofServer = Set.of("ecs unload", "ecs env").contains(place.path());
        if (ofServer && (place.isOption("--slot") || place.isOption("--profile"))) {
            return known.slots(place.given());
        }
        if (place.isOption("--slot") && place.path().equals("ecs load")) {
            List<Candidate> both = new ArrayList<>(known.slots(place.given()));
            both.addAll(known.profiles(place.given()));
            return both;
        }
        boolean profile = label.equals("PROFILE")
                || place.isOption("--profile")
                || (place.path().equals("configure profile")
                        && !place.argument().isOption());
        return profile ? known.profiles(place.given()) : List.of();
    }

    private static List<Candidate> enumeration(ArgSpec argument) {
        List<Candidate> words = new ArrayList<>();
        argument.completionCandidates().forEach(word -> words.add(Candidate.of(word.toLowerCase(Locale.ROOT))));
        return words;
    }
}
