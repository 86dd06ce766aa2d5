package dev.awssso.cli;

import dev.awssso.cli.terminal.Terminal;
import dev.awssso.credentials.TokenCodes;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the person for a code of the MFA device, or reads it as one line from stdin where nobody sits at a terminal. It
 * asks once: a command that renews its credentials later has nobody to ask any longer.
 */
public final class MfaPrompt implements TokenCodes {

    private static final int LONGEST = 64;

    private final Terminal terminal;
    private final @Nullable String given;
    private boolean used;

    /** @param given the value of {@code --token-code} */
    public MfaPrompt(Terminal terminal, @Nullable String given) {
        this.terminal = terminal;
        this.given = given;
    }

    @Override
    public synchronized Secret code(String serialNumber) {
        if (used) {
            throw new Problem.SignIn(
                    "another MFA code is required, and there is no terminal to ask for it",
                    "run the command again in a terminal",
                    null);
        }
        used = true;
        String code = given == null ? ask(serialNumber) : given;
        if (code.isEmpty()) {
            throw new Problem.Usage("an MFA code is required", "use --token-code CODE", null);
        }
        if (!code.matches("[0-9]{6}")) {
            throw new Problem.Usage("invalid MFA code", "it must have six digits", null);
        }
        return Secret.of(code);
    }

    private String ask(String serialNumber) {
        String question = terminal.interactive() ? "MFA code of " + ForeignText.clean(serialNumber) + ": " : "";
        Terminal.UnfinishedLine asking = terminal.ask(question);
        try {
            return line();
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read the MFA code from stdin", PrivateFiles.reason(e), null, e);
        } finally {
            asking.close();
        }
    }

    // Byte by byte: what comes behind the line belongs to the child.
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = terminal.in().read();
        while (c >= 0 && c != '\n' && line.length() < LONGEST) {
            line.append((char) c);
            c = terminal.in().read();
        }
        return line.toString().strip();
    }
}
