package dev.awssso.json;

/** A text that is not the JSON that was asked for. Its message names a line and column, never any of the text. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JsonException(String message) {
        super(message);
    }
}
