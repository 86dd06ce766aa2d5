package dev.awssso.html;

import java.net.URI;

/**
 * A page for a person, built from top to bottom. All text is escaped. It goes with the Content-Security-Policy of {@link
 * #policy}, which allows its style sheet and nothing else.
 */
public final class HtmlPage {

    /** How it went, shown by a colour beside what the heading says. */
    public enum Tone {
        PLAIN(""),
        GOOD(" class=\"good\""),
        BAD(" class=\"bad\"");

        private final String attribute;

        Tone(String attribute) {
            this.attribute = attribute;
        }
    }

    private final String title;
    private final Tone tone;
    private final StringBuilder body = new StringBuilder();
    private String notice = "";
    private boolean facts;

    private HtmlPage(String title, Tone tone) {
        this.title = title;
        this.tone = tone;
    }

    /** A page with this heading. */
    public static HtmlPage titled(String title, Tone tone) {
        return new HtmlPage(title, tone);
    }

    /** A notice above the page. */
    public HtmlPage notice(String text) {
        notice = "<p class=\"notice\">" + escape(text) + "</p>\n";
        return this;
    }

    public HtmlPage paragraph(String text) {
        return markup("<p>" + escape(text) + "</p>\n");
    }

    /** A name and its value; several of them, one after the other, are a list. */
    public HtmlPage fact(String name, String value) {
        if (!facts) {
            body.append("<dl>\n");
            facts = true;
        }
        body.append("<dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n");
        return this;
    }

    /** Something to compare or to copy, such as a code. */
    public HtmlPage code(String text, boolean large) {
        return markup("<p><code" + (large ? " class=\"large\"" : "") + ">" + escape(text) + "</code></p>\n");
    }

    /** Markup as it is; what is foreign in it has been escaped by {@link #escape}. */
    public HtmlPage markup(String html) {
        endFacts();
        body.append(html);
        return this;
    }

    private void endFacts() {
        if (facts) {
            body.append("</dl>\n");
            facts = false;
        }
    }

    /** The document. */
    public String html() {
        endFacts();
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>" + escape(title)
                + " - aws-sso</title><style>" + StyleSheet.CSS + "</style></head>\n<body>\n<header>aws-sso\n" + notice
                + "</header>\n<main" + tone.attribute + ">\n<h1>" + escape(title) + "</h1>\n" + body
                + "</main>\n</body></html>\n";
    }

    /** The value of Content-Security-Policy for a page without a form. */
    public static String policy() {
        return policy("'none'");
    }

    /**
     * The same for a page with a form.
     *
     * @param formAction where forms may go, and be redirected to: source expressions of CSP
     */
    public static String policy(String formAction) {
        return "default-src 'none'; style-src " + StyleSheet.SOURCE + "; form-action " + formAction
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    /** The source expression for the origin of an address; for a literal IPv6 address, which has none, its scheme. */
    public static String origin(URI address) {
        String host = String.valueOf(address.getHost());
        boolean named = host.matches("[A-Za-z0-9.-]+");
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + ":" + (named ? "//" + host + port : "");
    }

    /** Text as it stands in a document or in a quoted attribute. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
