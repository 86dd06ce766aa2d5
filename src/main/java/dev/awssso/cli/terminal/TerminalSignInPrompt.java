package dev.awssso.cli.terminal;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.ShellCommand;
import dev.awssso.signin.DeviceAuthorization;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInPrompt;
import dev.awssso.signin.SignInRemedy;
import java.net.URI;
import java.time.Duration;

/** Leads a person through a sign-in, on stderr. */
public final class TerminalSignInPrompt implements SignInPrompt {

    private final Terminal terminal;
    private boolean counting;

    public TerminalSignInPrompt(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void note(String line) {
        terminal.note(line);
    }

    @Override
    public boolean attended() {
        return terminal.interactive();
    }

    @Override
    public void deviceCode(DeviceAuthorization authorization, boolean opened) {
        terminal.line(
                opened
                        ? "Approve the sign-in in your browser, or on any device at:"
                        : "Approve the sign-in on any device at:");
        terminal.line("");
        terminal.line("  " + shown(authorization.verificationUri()));
        terminal.line("");
        terminal.line("with this code: " + ForeignText.clean(authorization.userCode()));
        terminal.line("");
        terminal.line("or at this address, which contains the code:");
        terminal.line("");
        terminal.line("  " + shown(authorization.verificationUriComplete()));
        terminal.line("");
        terminal.err().flush();
    }

    @Override
    public void authorize(URI address, boolean opened) {
        terminal.line(
                opened
                        ? "Complete the sign-in in your browser. If it did not open, go to this address on this machine:"
                        : "To sign in, go to this address in a browser on this machine:");
        terminal.line("");
        terminal.line("  " + address.toASCIIString());
        terminal.line("");
        terminal.err().flush();
    }

    @Override
    public void stillWaiting(Instance instance) {
        ShellCommand login = SignInRemedy.login(instance);
        if (login != null) {
            terminal.line("Still waiting for the browser. If the page shows an error, press Ctrl-C and run: "
                    + ForeignText.clean(login.with("--use-device-code").toString()));
        }
        terminal.err().flush();
    }

    // No address of a service is cut: half of one is of no use.
    private static String shown(URI address) {
        return address.toASCIIString();
    }

    @Override
    public void waiting(Duration left) {
        if (terminal.interactive()) {
            counting = true;
            terminal.progress("Waiting, " + left.toSeconds() + " s left");
        }
    }

    @Override
    public void waited() {
        if (counting) {
            counting = false;
            terminal.wipe();
        }
    }
}
