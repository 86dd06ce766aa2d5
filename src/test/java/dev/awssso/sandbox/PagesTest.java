package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person sees in the browser: who and where, one primary button, a label for every field. */
class PagesTest {

    private final RunningSandbox sandbox = RunningSandbox.start().waitsForPerson();
    private final WireClient wire = new WireClient(sandbox);
    private final String userCode = wire.post(
                    "/device_authorization",
                    SignedIn.with(
                            SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES)),
                            "startUrl",
                            SignedIn.START_URL))
            .text("userCode");

    @AfterEach
    void close() {
        sandbox.close();
    }

    private static void hasLabelsAndOnePrimaryButton(String page) {
        Matcher field =
                Pattern.compile("<(?:input|select) (?!type=\"hidden\")[^>]*").matcher(page);
        while (field.find()) {
            Matcher id = Pattern.compile("id=\"([^\"]*)\"").matcher(field.group());
            assertTrue(id.find(), field.group());
            assertTrue(page.contains("<label for=\"" + id.group(1) + "\">"), field.group());
        }
        assertEquals(1, page.split("<button class=\"primary\"", -1).length - 1, page);
    }

    @Test
    void theFormSaysWhichProgramStartUrlAndWho() {
        WireClient.Answer page = wire.get("/device?user_code=" + userCode);

        hasLabelsAndOnePrimaryButton(page.body());
        assertTrue(page.body().contains("<dt>Start URL</dt><dd>" + sandbox.startUrl() + "</dd>"), page.body());
        assertTrue(page.body().contains("<dt>Sign in as</dt><dd>"), page.body());
        assertTrue(page.body().contains("<dt>Program</dt><dd>"), page.body());
        assertTrue(page.body().contains("<p class=\"notice\">This is the aws-sso sandbox, not AWS."), page.body());
        assertTrue(page.header("content-security-policy").contains("; form-action 'self';"), page.headers()::toString);
        assertFalse(page.header("content-security-policy").contains("unsafe"), page.headers()::toString);
    }

    @Test
    void theStartPageAndTheCodePageHaveTheSame() {
        for (String path : new String[] {"/start", "/device", "/device?user_code=AAAA-AAAA"}) {
            hasLabelsAndOnePrimaryButton(wire.get(path).body());
        }
    }

    @Test
    void theEndSaysWhoSignedInAndThatTheTabCanBeClosed() {
        WireClient.Answer page = wire.get("/device?user_code=" + userCode);
        String approved = wire.postForm(
                        "/device", Map.of("user_code", userCode, "ticket", page.field("ticket"), "decision", "approve"))
                .body();

        assertTrue(approved.contains("<main class=\"good\">\n<h1>Request approved</h1>"), approved);
        assertTrue(approved.contains("You can close this tab and return to the terminal."), approved);
        assertTrue(approved.contains("<dt>Signed in as</dt><dd>"), approved);
        assertTrue(approved.contains("<dt>Start URL</dt><dd>" + sandbox.startUrl() + "</dd>"), approved);
    }

    @Test
    void aRefusalIsToldAsOne() {
        WireClient.Answer page = wire.get("/device?user_code=" + userCode);
        String denied = wire.postForm(
                        "/device", Map.of("user_code", userCode, "ticket", page.field("ticket"), "decision", "deny"))
                .body();

        assertTrue(denied.contains("<main class=\"bad\">\n<h1>Request denied</h1>"), denied);
        assertTrue(denied.contains("You can close this tab"), denied);
        assertFalse(denied.contains("Signed in as"), denied);
    }
}
