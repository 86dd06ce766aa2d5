package dev.awssso.signin;

/** The command that corrects a missing sign-in, ready to be pasted into a POSIX shell. */
public final class SignInRemedy {

    private SignInRemedy() {}

    /** {@code aws-sso login} with what names the instance. */
    public static String login(Instance instance) {
        if (instance.sessionName() != null) {
            return "aws-sso login --sso-session " + quote(instance.sessionName());
        }
        if (!instance.hasStartUrl()) {
            return "aws-sso login --sso-start-url URL --sso-region " + quote(instance.region());
        }
        return "aws-sso login --sso-start-url " + quote(instance.startUrl()) + " --sso-region "
                + quote(instance.region());
    }

    /** A word as a POSIX shell reads it unharmed. */
    public static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
