/**
 * The HTML pages that a person sees in a browser: one style sheet inside each page, no script, nothing loaded from
 * elsewhere. Shared by the end of a browser sign-in and the pages of the sandbox.
 *
 * <p>Never here: HTTP, what a page says.
 *
 * <p>Read first: {@link dev.awssso.html.HtmlPage}, {@link dev.awssso.html.StyleSheet}.
 */
@NullMarked
package dev.awssso.html;

import org.jspecify.annotations.NullMarked;
