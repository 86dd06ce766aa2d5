package dev.awssso.run;

import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.util.regex.Pattern;

/**
 * The spellings of one environment variable for the shells that read our output through {@code eval} or
 * {@code source}, and for files of variables: an assignment whose value is text and nothing else, a removal, a comment. One function for each
 * shell, and no other place quotes for a shell.
 *
 * <p>A value that a shell cannot take unharmed is refused with a {@link Problem.Usage} that names the variable and
 * never the value: control characters (a line break ends the statement), for {@code cmd} everything it expands, for
 * PowerShell what is not ASCII (it takes typographic quotes for quotes).
 */
public enum ShellQuote {
    /** {@code sh}, {@code bash}, {@code zsh}, {@code dash}, {@code ksh}. */
    POSIX {
        @Override
        String assign(String name, String value) {
            // POSIX.1-2017, Shell Command Language 2.2.2: nothing between single quotes is special.
            String quoted = PLAIN.matcher(value).matches() ? value : ShellCommand.inSingleQuotes(value);
            return "export " + name + "=" + quoted;
        }

        @Override
        String remove(String name) {
            return "unset " + name;
        }

        @Override
        String remark(String text) {
            return "# " + text;
        }
    },
    /** {@code cmd.exe}. */
    CMD {
        @Override
        String assign(String name, String value) {
            // There is no safe quoting of % ! ^ & | < > " for cmd, so only what needs none passes.
            if (!CMD_HARMLESS.matcher(value).matches()) {
                throw refused(name, "its value contains characters that cmd cannot quote; use --outform powershell");
            }
            return "SET " + name + "=" + value;
        }

        @Override
        String remove(String name) {
            return "SET " + name + "=";
        }

        @Override
        String remark(String text) {
            return "REM " + text;
        }
    },
    /** PowerShell on every system. */
    POWERSHELL {
        @Override
        String assign(String name, String value) {
            if (!value.chars().allMatch(c -> c < 0x7f)) {
                throw refused(
                        name,
                        "its value contains characters outside ASCII, and PowerShell reads some of them as quotes");
            }
            return "$Env:" + name + " = '" + value.replace("'", "''") + "'";
        }

        @Override
        String remove(String name) {
            return "Remove-Item Env:" + name + " -ErrorAction SilentlyContinue";
        }

        @Override
        String remark(String text) {
            return "# " + text;
        }
    },
    /** fish. */
    FISH {
        @Override
        String assign(String name, String value) {
            // fish, "Quotes": within single quotes only \' and \\ are special.
            return "set -gx " + name + " '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }

        @Override
        String remove(String name) {
            return "set -e " + name;
        }

        @Override
        String remark(String text) {
            return "# " + text;
        }
    },
    /** A file of variables: Docker, Compose, python-dotenv, Node. */
    DOTENV {
        @Override
        String assign(String name, String value) {
            // Docker takes quotes for a part of the value, so that there are none where no reader needs any. In single
            // quotes no reader expands anything; those that know escapes there know those of \ and ' alone.
            if (DOTENV_HARMLESS.matcher(value).matches()) {
                return name + "=" + value;
            }
            if (value.indexOf('\'') >= 0 || value.indexOf('\\') >= 0) {
                throw refused(name, "its value has quotes or backslashes, which not every reader takes back");
            }
            return name + "='" + value + "'";
        }

        @Override
        String remove(String name) {
            return "# " + name + " is not set here";
        }

        @Override
        String remark(String text) {
            return "# " + text;
        }
    };

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    // The characters of AWS keys and tokens; a leading '=' is left out since zsh expands it to a command's path.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/+._-][A-Za-z0-9/+=._-]*");
    // PLAIN, and what URLs and "Bearer TOKEN" need: a colon and single blanks inside mean nothing to SET.
    private static final Pattern CMD_HARMLESS =
            Pattern.compile("[A-Za-z0-9/+._-][A-Za-z0-9/+=._:@-]*( [A-Za-z0-9/+=._:@-]+)*");

    private static final Pattern DOTENV_HARMLESS = Pattern.compile("[A-Za-z0-9/+._:@-][A-Za-z0-9/+=._:@-]*");

    abstract String assign(String name, String value);

    abstract String remove(String name);

    abstract String remark(String text);

    /** The line that gives the variable this value, also to programs started from the shell; no line end. */
    public String assignment(String name, String value) {
        requireName(name);
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw refused(name, "its value contains control characters");
        }
        return assign(name, value);
    }

    /** The line that removes the variable, also when it is not set; no line end. */
    public String removal(String name) {
        requireName(name);
        return remove(name);
    }

    /** A line that the shell skips. The text is ours, never from outside. */
    public String comment(String text) {
        return remark(text);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a variable");
        }
    }

    private static Problem refused(String name, String why) {
        return new Problem.Usage("cannot write " + name + " for this shell", why, null);
    }
}
