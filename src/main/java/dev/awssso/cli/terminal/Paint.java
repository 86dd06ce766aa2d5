package dev.awssso.cli.terminal;

/** The few ways in which text is highlighted (ECMA-48 8.3.117, select graphic rendition). */
public enum Paint {
    BOLD("1"),
    /** For where something is. */
    CYAN("36"),
    /** For what is added. */
    GREEN("32"),
    /** For errors, and for what is taken away. */
    RED("31"),
    /** For what matters less. */
    DIM("2");

    private final String parameter;

    Paint(String parameter) {
        this.parameter = parameter;
    }

    /** The text with the escape sequences around it; ask the {@link Terminal} first whether they are wanted. */
    public String over(String text) {
        return "\u001b[" + parameter + "m" + text + "\u001b[0m";
    }
}
