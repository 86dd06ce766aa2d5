package dev.awssso.signin;

/**
 * The instance that is meant where neither an option nor a variable names one.
 *
 * @param request how it is named
 * @param source where that is written, for messages
 */
public record PreferredInstance(InstanceRequest request, String source) {

    /** No instance is preferred. */
    public static final PreferredInstance NONE = new PreferredInstance(InstanceRequest.NONE, "");
}
