package dev.awssso.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on: what failed, why, the command that corrects it, and the
 * exit code.
 *
 * <p>Advice that is not a command is a part of {@link #why}. Texts are English, one line each, and never hold a secret. What a service or a file said must have been stripped
 * of control characters by whoever puts it here.
 */
public abstract sealed class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String what;
    private final @Nullable String why;
    private final transient List<String> details;
    private final transient @Nullable ShellCommand remedy;

    private Problem(
            String what,
            @Nullable String why,
            List<String> details,
            @Nullable ShellCommand remedy,
            @Nullable Throwable cause) {
        super(why == null ? what : what + ": " + why, cause);
        this.what = what;
        this.why = why;
        this.details = List.copyOf(details);
        this.remedy = remedy;
    }

    /** What failed, with no full stop. */
    public String what() {
        return what;
    }

    /** The reason, where one is known that {@link #what} does not say already. */
    public @Nullable String why() {
        return why;
    }

    /** Lines between the error line and the remedy, for example the instances to choose from. */
    public List<String> details() {
        return details == null ? List.of() : details;
    }

    /** The command to run, or another thing to do, printed behind {@code try:}. */
    public @Nullable ShellCommand remedy() {
        return remedy;
    }

    /** The code that a command which fails with this problem ends with. */
    public abstract ExitCode exitCode();

    /** A bad option or value, or an instance that cannot be resolved. */
    public static final class Usage extends Problem {
        private static final long serialVersionUID = 1;

        public Usage(String what, @Nullable String why, @Nullable ShellCommand remedy) {
            this(what, why, List.of(), remedy);
        }

        public Usage(String what, @Nullable String why, List<String> details, @Nullable ShellCommand remedy) {
            super(what, why, details, remedy, null);
        }

        public Usage(String what, @Nullable String why, @Nullable ShellCommand remedy, Throwable cause) {
            super(what, why, List.of(), remedy, cause);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.USAGE;
        }
    }

    /** No usable token or credentials and nobody to ask, or a sign-in that ended without a token. */
    public static final class SignIn extends Problem {
        private static final long serialVersionUID = 1;

        public SignIn(String what, @Nullable String why, @Nullable ShellCommand remedy) {
            super(what, why, List.of(), remedy, null);
        }

        public SignIn(String what, List<String> details) {
            super(what, null, details, null, null);
        }

        public SignIn(String what, @Nullable String why, @Nullable ShellCommand remedy, Throwable cause) {
            super(what, why, List.of(), remedy, cause);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.SIGN_IN;
        }
    }

    /** AWS understood and said no. */
    public static final class Refused extends Problem {
        private static final long serialVersionUID = 1;

        public Refused(String what, @Nullable String why, @Nullable ShellCommand remedy) {
            this(what, why, List.of(), remedy, null);
        }

        public Refused(
                String what,
                @Nullable String why,
                List<String> details,
                @Nullable ShellCommand remedy,
                @Nullable Throwable cause) {
            super(what, why, details, remedy, cause);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.REFUSED;
        }
    }

    /** No such profile, account, role or slot; nothing is loaded. */
    public static final class NotFound extends Problem {
        private static final long serialVersionUID = 1;

        public NotFound(String what, @Nullable String why, @Nullable ShellCommand remedy) {
            this(what, why, List.of(), remedy);
        }

        public NotFound(String what, @Nullable String why, List<String> details, @Nullable ShellCommand remedy) {
            super(what, why, details, remedy, null);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.NOT_FOUND;
        }
    }

    /** The network, a throttled or failing service, or an answer that cannot be. */
    public static final class Unreachable extends Problem {
        private static final long serialVersionUID = 1;

        private final @Nullable Duration retryAfter;

        public Unreachable(
                String what, @Nullable String why, @Nullable ShellCommand remedy, @Nullable Throwable cause) {
            super(what, why, List.of(), remedy, cause);
            this.retryAfter = null;
        }

        private Unreachable(Unreachable other, Duration retryAfter) {
            super(other.what(), other.why(), other.details(), other.remedy(), other.getCause());
            this.retryAfter = retryAfter;
        }

        /** The same failure of a service that asks to be left alone for some time. */
        public Unreachable retryAfter(Duration wait) {
            return new Unreachable(this, wait);
        }

        /** How long the service asks to be left alone, where it said so. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.UNREACHABLE;
        }
    }

    /** A local file, store or lock that is missing, contradictory or unusable. */
    public static final class LocalFile extends Problem {
        private static final long serialVersionUID = 1;

        public LocalFile(String what, @Nullable String why, @Nullable ShellCommand remedy, @Nullable Throwable cause) {
            super(what, why, List.of(), remedy, cause);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.LOCAL_FILE;
        }
    }

    /** The credentials server cannot be reached, is not ours, or its port is taken. */
    public static final class Server extends Problem {
        private static final long serialVersionUID = 1;

        public Server(String what, @Nullable String why, @Nullable ShellCommand remedy, @Nullable Throwable cause) {
            super(what, why, List.of(), remedy, cause);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.SERVER;
        }
    }

    /** The child of {@code run-as} could not be started; {@link #exitCode} says which of the three ways. */
    public static final class Child extends Problem {
        private static final long serialVersionUID = 1;

        private final ExitCode exitCode;

        public Child(ExitCode exitCode, String what, @Nullable String why, @Nullable Throwable cause) {
            super(what, why, List.of(), null, cause);
            this.exitCode = exitCode;
        }

        /** The same failure, of a command whose exit codes are its child's: 125 says that there was none yet. */
        public static Child before(Problem failure) {
            return new Child(failure);
        }

        private Child(Problem failure) {
            super(failure.what(), failure.why(), failure.details(), failure.remedy(), failure);
            this.exitCode = ExitCode.BEFORE_CHILD;
        }

        @Override
        public ExitCode exitCode() {
            return exitCode;
        }
    }

    /** A person ended it: Ctrl-C, or Esc in the selector. */
    public static final class Interrupted extends Problem {
        private static final long serialVersionUID = 1;

        public Interrupted(String what) {
            super(what, null, List.of(), null, null);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.INTERRUPTED;
        }
    }
}
