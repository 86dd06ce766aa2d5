package dev.awssso.sandbox;

/** An endpoint says no. Each endpoint writes it in its own dialect. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status the HTTP status
     * @param code the error's name, as this service spells it
     * @param message what the service says to the caller
     */
    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** What the service says to the caller. */
    String message() {
        return String.valueOf(getMessage());
    }
}
