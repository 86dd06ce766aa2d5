package dev.awssso.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlPageTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+):#([0-9a-f]{6})");

    private static final String PAGE = HtmlPage.titled("Request <approved>", HtmlPage.Tone.GOOD)
            .notice("a \"notice\"")
            .paragraph("a & b")
            .fact("Session", "<script>")
            .fact("Start URL", "https://example.com/start")
            .paragraph("the end")
            .html();

    /** The colours of the light screen, or of the dark one with what it takes from the light one. */
    private static Map<String, String> colours(boolean dark) {
        String css = StyleSheet.CSS;
        int second = css.indexOf("@media (prefers-color-scheme:dark)");
        Map<String, String> colours = new HashMap<>();
        for (String part : dark
                ? new String[] {css.substring(0, second), css.substring(second)}
                : new String[] {css.substring(0, second)}) {
            Matcher colour = COLOUR.matcher(part);
            while (colour.find()) {
                colours.put(colour.group(1), colour.group(2));
            }
        }
        return colours;
    }

    // WCAG 2.2, relative luminance.
    private static double luminance(String rgb) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double luminance = 0;
        for (int i = 0; i < 3; i++) {
            double channel = Integer.parseInt(rgb.substring(2 * i, 2 * i + 2), 16) / 255.0;
            luminance += weights[i] * (channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
        }
        return luminance;
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    @Test
    void contrastIsComputedAsWcagSays() {
        assertEquals(21.0, contrast("ffffff", "000000"), 0.001);
        assertEquals(4.54, contrast("767676", "ffffff"), 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        // 1.4.3: text.
        "text, card, 4.5",
        "text, page, 4.5",
        "muted, card, 4.5",
        "muted, page, 4.5",
        "on-primary, primary, 4.5",
        "primary, card, 4.5",
        "on-notice, notice, 4.5",
        // 1.4.11: what belongs to a control or tells something.
        "line, card, 3",
        "primary, page, 3",
        "focus, card, 3",
        "good, card, 3",
        "bad, card, 3",
    })
    void theContrastIsThatOfLevelAa(String ink, String ground, double least) {
        for (boolean dark : new boolean[] {false, true}) {
            Map<String, String> colours = colours(dark);
            double contrast = contrast(colours.get(ink), colours.get(ground));
            assertTrue(contrast >= least, ink + " on " + ground + (dark ? " (dark): " : ": ") + contrast);
        }
    }

    @Test
    void everyColourIsAVariableOfBothScreens() {
        String css = StyleSheet.CSS;
        assertEquals(colours(false).keySet(), colours(true).keySet());
        String rules = css.substring(css.indexOf("*{"));
        assertFalse(rules.contains("#"), rules);
        Matcher used = Pattern.compile("var\\(--([a-z-]+)\\)").matcher(rules);
        while (used.find()) {
            assertTrue(colours(false).containsKey(used.group(1)), used.group());
        }
    }

    @Test
    void textAndFieldsAreLargeEnoughForAPhone() {
        assertTrue(PAGE.contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"));
        Matcher size = Pattern.compile("(?:font|font-size):[^;}]*?([0-9.]+)rem").matcher(StyleSheet.CSS);
        int sizes = 0;
        while (size.find()) {
            sizes++;
            assertTrue(Double.parseDouble(size.group(1)) >= 1, size.group());
        }
        assertTrue(sizes >= 3);
        assertTrue(StyleSheet.CSS.contains(":focus-visible{outline:3px solid"));
    }

    @Test
    void hasLanguageHeadingAndLandmark() {
        assertTrue(PAGE.startsWith("<!doctype html>\n<html lang=\"en\">"));
        assertTrue(PAGE.contains("<title>Request &lt;approved&gt; - aws-sso</title>"));
        assertEquals(1, PAGE.split("<h1>", -1).length - 1);
        assertEquals(1, PAGE.split("<main class=\"good\">", -1).length - 1);
        assertTrue(PAGE.contains("<h1>Request &lt;approved&gt;</h1>"));
    }

    @Test
    void factsInARowAreOneList() {
        assertTrue(PAGE.contains("<p>a &amp; b</p>\n<dl>\n<dt>Session</dt><dd>&lt;script&gt;</dd>\n"
                + "<dt>Start URL</dt><dd>https://example.com/start</dd>\n</dl>\n<p>the end</p>"));
    }

    @Test
    void nothingIsLoadedAndNothingRuns() {
        for (String loading : new String[] {"src=", "<link", "<script", "@import", "url(", "style=", "onclick"}) {
            assertFalse(PAGE.contains(loading), loading);
        }
    }

    @Test
    void thePolicyNamesThisStyleSheetAlone() throws Exception {
        String sheet = PAGE.substring(PAGE.indexOf("<style>") + 7, PAGE.indexOf("</style>"));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(sheet.getBytes(StandardCharsets.UTF_8)));

        assertEquals(
                "default-src 'none'; style-src 'sha256-" + hash
                        + "'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
                HtmlPage.policy());
        assertTrue(Stream.of("unsafe-inline", "*", "http:").noneMatch(HtmlPage.policy("'self'")::contains));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4321/oauth/callback, http://127.0.0.1:4321",
        "https://app.example.com/back?a=b, https://app.example.com",
        "http://[::1]:4321/oauth/callback, http:",
    })
    void originsAsSourceExpressions(URI address, String source) {
        assertEquals(source, HtmlPage.origin(address));
    }
}
