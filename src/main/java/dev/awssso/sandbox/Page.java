package dev.awssso.sandbox;

import java.util.List;

/** One page for a person: self-contained, no scripts, and plain about being a sandbox. */
final class Page {

    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;"
            + "padding:0 1rem;color:#1b1f24}.banner{background:#fff3cd;border:1px solid #d9b84a;padding:.5rem 1rem;"
            + "border-radius:.4rem}code{font-size:1.2rem;letter-spacing:.05em}button,input{font:inherit;"
            + "padding:.4rem 1rem;margin-right:.5rem}";

    private final StringBuilder body = new StringBuilder();
    private final String title;

    private Page(String title) {
        this.title = title;
    }

    static Page titled(String title) {
        return new Page(title);
    }

    Page paragraph(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    Page code(String text) {
        body.append("<p><code>").append(escape(text)).append("</code></p>\n");
        return this;
    }

    /** A field to type a code into. */
    Page codeField(String action) {
        body.append("<form method=\"get\" action=\"")
                .append(action)
                .append("\"><label>Code <input name=\"user_code\"")
                .append(" autocomplete=\"off\" autofocus required></label><button>Next</button></form>\n");
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
        body.append("<form method=\"post\" action=\"")
                .append(asked.action())
                .append("\">")
                .append(hidden("ticket", asked.ticket()))
                .append(hidden("user_code", asked.userCode()))
                .append(people(asked))
                .append(
                        asked.mfa()
                                ? "<p><label>MFA code <input name=\"mfa_code\" autocomplete=\"off\"></label></p>"
                                : "")
                .append("<button name=\"decision\" value=\"approve\">Approve</button>")
                .append("<button name=\"decision\" value=\"deny\">Deny</button></form>\n");
        return this;
    }

    private static String people(Decision asked) {
        if (asked.users().size() < 2) {
            return "";
        }
        StringBuilder list = new StringBuilder("<p><label>Sign in as <select name=\"user\">");
        for (String user : asked.users()) {
            list.append(user.equals(asked.chosen()) ? "<option selected>" : "<option>")
                    .append(escape(user))
                    .append("</option>");
        }
        return list.append("</select></label></p>").toString();
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">";
    }

    Reply reply(int status) {
        return Reply.html(
                status,
                "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title)
                        + "</title><style>" + STYLE + "</style></head><body>\n"
                        + "<p class=\"banner\">This is the aws-sso <b>sandbox</b> on your own machine."
                        + " It is not AWS, and nothing here reaches AWS.</p>\n<h1>" + escape(title) + "</h1>\n" + body
                        + "</body></html>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
