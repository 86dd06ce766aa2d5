package dev.awssso.packaged;

/**
 * A place of the program that prints {@code try: COMMAND}, with a state in which it does so.
 *
 * @param place the method that makes the problem, {@code Class.method}
 * @param exports lines of shell that set the variables of the state; they run in the shell into which the printed
 *     command is pasted
 * @param command the command that fails, and succeeds after the printed one
 * @param state brings the rest of the state about
 * @param between what changes outside this machine before the person tries again, such as a person who approves now
 * @param kind what is started
 */
record Suggestion(String place, String exports, String command, Step state, Step between, Kind kind) {

    /** Something to do in a home; whatever goes wrong fails the test. */
    @FunctionalInterface
    interface Step {

        void in(SuggestionHome home) throws Exception;
    }

    /** Which of the two commands goes on, so that it is started and ended instead of waited for. */
    enum Kind {
        PLAIN,
        /** The failing command is a server. */
        SERVES,
        /** The printed command is a server. */
        STARTS_SERVER,
        /** The failing command is a server that runs already: the printed command shows it. */
        SHOWS_SERVER
    }

    static Suggestion at(String place, String command, Step state) {
        return new Suggestion(place, "", command, state, home -> {}, Kind.PLAIN);
    }

    Suggestion exporting(String lines) {
        return new Suggestion(place, lines, command, state, between, kind);
    }

    Suggestion then(Step step) {
        return new Suggestion(place, exports, command, state, step, kind);
    }

    Suggestion of(Kind other) {
        return new Suggestion(place, exports, command, state, between, other);
    }

    /** The script that fails. */
    String failing() {
        return exports + "\n" + command + "\n";
    }

    /** The script in which the printed command is pasted, and the failed one is repeated. */
    String corrected(String printed) {
        String paste = kind == Kind.STARTS_SERVER ? started(printed, "trap 'kill $pid' EXIT") : printed + " || exit 99";
        String again =
                switch (kind) {
                    case PLAIN, STARTS_SERVER -> command;
                    case SERVES -> started(command, "kill $pid");
                    case SHOWS_SERVER -> ":";
                };
        return exports + "\n" + paste + "\n" + again + "\n";
    }

    private static String started(String server, String end) {
        return """
                %s 2>"$HOME/ready" &
                pid=$!
                n=0
                until grep -q 'credentials server on' "$HOME/ready"; do
                    n=$((n + 1))
                    if [ $n -gt 300 ] || ! kill -0 $pid; then cat "$HOME/ready" >&2; exit 98; fi
                    sleep 0.1
                done
                %s
                """
                .formatted(server, end);
    }

    @Override
    public String toString() {
        return place + ": " + command;
    }
}
