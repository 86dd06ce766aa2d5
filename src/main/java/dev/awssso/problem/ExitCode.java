package dev.awssso.problem;

/** The exit codes of the program; {@code run-as} and {@code runas} may also end with the code of their child. */
public enum ExitCode {
    DONE(0),
    /** A defect of ours. */
    DEFECT(1),
    USAGE(2),
    /** Sign-in is needed, was declined, or has expired. */
    SIGN_IN(3),
    /** AWS refused: no access to the role, AssumeRole denied. */
    REFUSED(4),
    /** No such profile, account, role or slot; nothing is loaded. */
    NOT_FOUND(5),
    /** AWS or the network cannot be reached, after retries. */
    UNREACHABLE(6),
    /** A local file or store cannot be read or written. */
    LOCAL_FILE(7),
    /** The credentials server cannot be reached, is not ours, or its port is taken. */
    SERVER(8),
    /** {@code run-as}: we failed before the child was started. */
    BEFORE_CHILD(125),
    CHILD_NOT_EXECUTABLE(126),
    CHILD_NOT_FOUND(127),
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }
}
