package dev.awssso.cli.options;

import dev.awssso.cli.terminal.Table;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import picocli.CommandLine.Option;

/** The form in which a listing is printed: one option for every command that prints one. */
public final class OutputOptions {

    @Option(
            names = "--output",
            paramLabel = "table|json|csv",
            description = "The output format: table (default), json, csv.")
    private Terminal.Form form = Terminal.Form.TABLE;

    /** Prints a listing; JSON is an array, {@code []} when there is nothing. */
    public void print(Terminal terminal, Table table) {
        terminal.payload(table, form);
    }

    /** Prints the one row of a listing; JSON is that object alone. */
    public void printOne(Terminal terminal, Table table) {
        terminal.payloadOfOne(table, form);
    }

    /** Prints one document that is no listing; only when {@link #json} was asked for. */
    public void printJson(Terminal terminal, JsonObject document) {
        terminal.payload(JsonStyle.INDENTED.write(document));
    }

    /** True when JSON was asked for. */
    public boolean json() {
        return form == Terminal.Form.JSON;
    }

    /** True when a script reads the output, so that nothing is shortened or left out for a person's sake. */
    public boolean forScripts() {
        return form != Terminal.Form.TABLE;
    }
}
