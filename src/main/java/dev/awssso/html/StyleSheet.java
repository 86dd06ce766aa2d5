package dev.awssso.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The style of every page. Colours are variables, one set for light and one for dark screens; the pairs that stand on
 * each other have the contrast of WCAG 2.2 level AA (4.5 for text, 3 for borders and the keyboard's focus).
 */
final class StyleSheet {

    static final String CSS =
            """
            :root{color-scheme:light dark;--page:#f3f5f8;--card:#ffffff;--text:#1b1f24;--muted:#515a64;--line:#7d8590;\
            --primary:#0b57b8;--on-primary:#ffffff;--focus:#0b57b8;--notice:#fff3cd;--on-notice:#4a3800;\
            --good:#116329;--bad:#b3122a}
            @media (prefers-color-scheme:dark){:root{--page:#0e1116;--card:#171b22;--text:#e8ebef;--muted:#a9b2bd;\
            --line:#7d8590;--primary:#7db7ff;--on-primary:#0b1a2e;--focus:#7db7ff;--notice:#3a3000;--on-notice:#ffe69a;\
            --good:#58c979;--bad:#ff8a94}}
            *{box-sizing:border-box}
            body{margin:0;padding:1rem;background:var(--page);color:var(--text);\
            font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
            header,main{max-width:36rem;margin:0 auto}
            header{padding:0 0 .75rem;color:var(--muted)}
            .notice{margin:.5rem 0 0;padding:.5rem .75rem;border-radius:.4rem;background:var(--notice);\
            color:var(--on-notice)}
            main{padding:1.25rem 1.5rem 1.5rem;background:var(--card);border-radius:.6rem;\
            border-top:.3rem solid var(--primary)}
            main.good{border-top-color:var(--good)}
            main.bad{border-top-color:var(--bad)}
            h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25}
            p{margin:0 0 1rem}
            dl{margin:0 0 1rem}
            dt{color:var(--muted)}
            dd{margin:0 0 .5rem}
            code{font:1.0625rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
            code.large{font-size:1.5rem;font-weight:600;letter-spacing:.06em}
            form{margin:0}
            label{display:block;margin:0 0 .25rem}
            input,select{display:block;width:100%;min-height:2.75rem;margin:0 0 1rem;padding:.4rem .6rem;font:inherit;\
            color:var(--text);background:var(--card);border:1px solid var(--line);border-radius:.4rem}
            .buttons{display:flex;flex-wrap:wrap;gap:.75rem}
            button{min-height:2.75rem;padding:.4rem 1.5rem;font:inherit;font-weight:600;cursor:pointer;\
            color:var(--primary);background:var(--card);border:2px solid var(--primary);border-radius:.4rem}
            button.primary{color:var(--on-primary);background:var(--primary)}
            :focus-visible{outline:3px solid var(--focus);outline-offset:3px}
            @media (max-width:30rem){main{padding:1rem}button{flex:1 1 100%}}
            """;

    /** The source expression that lets a browser use this sheet and no other (CSP Level 3, 2.3.1). */
    static final String SOURCE = "'sha256-" + digest() + "'";

    private StyleSheet() {}

    private static String digest() {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(CSS.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
