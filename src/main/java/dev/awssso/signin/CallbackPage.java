package dev.awssso.signin;

import dev.awssso.html.HtmlPage;
import dev.awssso.platform.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * What the browser shows at the end of a sign-in. It says what the person signed in to, and repeats nothing of the
 * request, which anybody can send.
 */
final class CallbackPage {

    private static final String CLOSE = "You can close this tab and return to the terminal.";

    private CallbackPage() {}

    /** The page for an outcome, null for a request that is none. */
    static HtmlPage of(Callback.@Nullable Outcome outcome, Instance instance) {
        if (outcome == null) {
            return stray();
        }
        // The code has still to be exchanged for a token: only the terminal knows the end.
        HtmlPage page = outcome instanceof Callback.Code
                ? HtmlPage.titled("Sign-in approved", HtmlPage.Tone.GOOD)
                        .paragraph("aws-sso completes the sign-in in the terminal. " + CLOSE)
                : HtmlPage.titled("Sign-in not completed", HtmlPage.Tone.BAD)
                        .paragraph(why(outcome) + " The terminal shows the reason. " + CLOSE);
        if (instance.sessionName() != null) {
            page.fact("Session", ForeignText.clean(instance.sessionName()));
        }
        return instance.hasStartUrl() ? page.fact("Start URL", ForeignText.clean(instance.startUrl())) : page;
    }

    private static String why(Callback.Outcome outcome) {
        return outcome instanceof Callback.WrongState
                ? "This answer belongs to another sign-in."
                : "The request was denied, or IAM Identity Center reported an error.";
    }

    /** The page for any other request. */
    static HtmlPage stray() {
        return HtmlPage.titled("Page not found", HtmlPage.Tone.PLAIN)
                .paragraph("This address only receives the answer of a browser sign-in of aws-sso.");
    }
}
