package dev.awssso.sandbox;

import dev.awssso.html.HtmlPage;
import java.net.URI;
import java.util.List;

/** One page for a person, which says that this is a sandbox. */
final class Page {

    private static final String NOTICE = "This is the aws-sso sandbox, not AWS. Nothing here reaches AWS.";

    private static final String MFA_FIELD = "<label for=\"mfa_code\">MFA code</label><input id=\"mfa_code\""
            + " name=\"mfa_code\" autocomplete=\"one-time-code\" inputmode=\"numeric\">";

    private final HtmlPage page;
    private String formAction = "'none'";

    private Page(HtmlPage page) {
        this.page = page.notice(NOTICE);
    }

    static Page titled(String title) {
        return new Page(HtmlPage.titled(title, HtmlPage.Tone.PLAIN));
    }

    /** A page that tells that something was done. */
    static Page ofSuccess(String title) {
        return new Page(HtmlPage.titled(title, HtmlPage.Tone.GOOD));
    }

    /** A page that tells that something was not done. */
    static Page ofFailure(String title) {
        return new Page(HtmlPage.titled(title, HtmlPage.Tone.BAD));
    }

    Page paragraph(String text) {
        page.paragraph(text);
        return this;
    }

    Page fact(String name, String value) {
        page.fact(name, value);
        return this;
    }

    /** A code to compare. */
    Page code(String text) {
        page.code(text, true);
        return this;
    }

    /** A field to type a code into. */
    Page codeField(String action) {
        formAction = "'self'";
        page.markup("<form method=\"get\" action=\"" + action + "\"><label for=\"user_code\">Code</label>"
                + "<input id=\"user_code\" name=\"user_code\" autocomplete=\"off\" autocapitalize=\"characters\""
                + " spellcheck=\"false\" autofocus required>"
                + "<div class=\"buttons\"><button class=\"primary\">Next</button></div></form>\n");
        return this;
    }

    /**
     * What a person decides.
     *
     * @param action where the form goes
     * @param ticket what proves that it comes from this page
     * @param userCode of the device flow, else empty
     * @param users who can sign in
     * @param chosen who is chosen at first
     * @param mfa whether there is a field for a code
     */
    record Decision(String action, String ticket, String userCode, List<String> users, String chosen, boolean mfa) {}

    /** Who signs in, and two buttons that post {@code decision=approve} or {@code decision=deny} with a ticket. */
    Page decision(Decision asked) {
        if (formAction.equals("'none'")) {
            formAction = "'self'";
        }
        if (asked.users().size() < 2) {
            page.fact("Sign in as", asked.chosen());
        }
        page.markup("<form method=\"post\" action=\"" + asked.action() + "\">"
                + hidden("ticket", asked.ticket())
                + hidden("user_code", asked.userCode())
                + people(asked)
                + (asked.mfa() ? MFA_FIELD : "")
                + "<div class=\"buttons\">"
                + "<button class=\"primary\" name=\"decision\" value=\"approve\">Approve</button>"
                + "<button name=\"decision\" value=\"deny\">Deny</button></div></form>\n");
        return this;
    }

    /** The answer to the form may lead on to this address: browsers ask the policy of the page for that too. */
    Page leadingTo(String address) {
        formAction = "'self' " + HtmlPage.origin(URI.create(address));
        return this;
    }

    private static String people(Decision asked) {
        if (asked.users().size() < 2) {
            return "";
        }
        StringBuilder list =
                new StringBuilder("<label for=\"user\">Sign in as</label><select id=\"user\" name=\"user\">");
        for (String user : asked.users()) {
            list.append(user.equals(asked.chosen()) ? "<option selected>" : "<option>")
                    .append(HtmlPage.escape(user))
                    .append("</option>");
        }
        return list.append("</select>").toString();
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + HtmlPage.escape(value) + "\">";
    }

    Reply reply(int status) {
        return Reply.html(status, page.html(), HtmlPage.policy(formAction));
    }
}
