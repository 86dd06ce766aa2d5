package dev.awssso.cli.terminal;

import dev.awssso.platform.ForeignText;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Questions to the person at the terminal, one line each, on stderr; the answers come from stdin. */
public final class Questions {

    private static final int LONGEST = 4096;

    private final Terminal terminal;

    public Questions(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Asks until the answer can be used.
     *
     * @param question what is asked for, {@code Start URL}
     * @param otherwise what an empty answer stands for, shown in brackets; empty when there must be an answer
     * @param reading makes a value of the answer, and refuses it with a {@link Problem.Usage}, which is shown
     * @throws Problem.Interrupted when the person ends the input
     */
    public String ask(String question, String otherwise, UnaryOperator<String> reading) {
        while (true) {
            String line =
                    line(question + (otherwise.isEmpty() ? "" : " [" + ForeignText.clean(otherwise) + "]") + ": ");
            String answer = line.isEmpty() ? otherwise : line;
            if (answer.isEmpty()) {
                continue;
            }
            try {
                return reading.apply(answer);
            } catch (Problem.Usage unusable) {
                terminal.failure(String.valueOf(unusable.getMessage()));
            }
        }
    }

    private String line(String question) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        Terminal.UnfinishedLine asking = terminal.ask(question);
        try {
            int c = terminal.in().read();
            while (c >= 0 && c != '\n' && line.size() < LONGEST) {
                line.write(c);
                c = terminal.in().read();
            }
            if (c < 0 && line.size() == 0) {
                terminal.line("");
                throw new Problem.Interrupted("no answer");
            }
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read the answer from stdin", PrivateFiles.reason(e), null, e);
        } finally {
            asking.close();
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
