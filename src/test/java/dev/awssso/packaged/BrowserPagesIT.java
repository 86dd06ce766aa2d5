package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sign-ins in a real Chromium, through the sandbox's page and the page at the end, with the keyboard alone. Pictures of
 * the pages are in {@code target/pages}, to be looked at.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class BrowserPagesIT {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/authorize\\?\\S+");

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start().waitsForPerson();

    @TempDir
    Path home;

    private HeadlessChromium chromium;
    private RunningProgram login;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> installed = HeadlessChromium.installed();
        assumeTrue(installed.isPresent(), "no chromium on the PATH: apt-get install chromium, 414 MB");
        chromium = HeadlessChromium.start(installed.get(), home.resolve("chromium"));
    }

    @AfterEach
    void end() {
        if (chromium != null) {
            chromium.close();
        }
        if (login != null) {
            login.close();
        }
    }

    private void openTheForm() {
        login = PackagedProgram.at(home)
                .with(sandbox.environment())
                // A browser that opens nothing: the address is printed too.
                .with("BROWSER", "true")
                .start(ADDRESS, "login", "--start-url", sandbox.startUrl(), "--sso-region", "us-east-1");
        chromium.open(login.waitForLine(ADDRESS).group(), "Authorize a program");
    }

    private void tabTo(String button) {
        String focused = "";
        for (int i = 0; i < 6 && !focused.equals(button); i++) {
            chromium.press("Tab", 9, "");
            focused = chromium.evaluate("document.activeElement.textContent");
        }
        assertEquals(button, focused);
        String outline = "getComputedStyle(document.activeElement)";
        assertEquals("solid 3px", chromium.evaluate(outline + ".outlineStyle + ' ' + " + outline + ".outlineWidth"));
    }

    private void picture(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target/pages"));
        for (int width : new int[] {390, 1280}) {
            for (boolean dark : new boolean[] {false, true}) {
                chromium.screen(width, width < 600, dark);
                assertEquals("true", chromium.evaluate("document.documentElement.scrollWidth <= innerWidth"), name);
                Files.write(
                        folder.resolve(name + "-" + width + (dark ? "-dark" : "-light") + ".png"), chromium.picture());
            }
        }
    }

    private void nothingButOurs() {
        assertEquals(List.of(), chromium.complaints());
        assertTrue(
                chromium.requested().stream()
                        .allMatch(url -> url.startsWith("http://127.0.0.1:") || url.equals("about:blank")),
                chromium.requested()::toString);
    }

    @Test
    void aPersonSignsInWithTheKeyboardOnAPhone() throws Exception {
        openTheForm();
        picture("authorize");
        chromium.screen(390, true, false);
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = chromium.evaluate(background);
        chromium.screen(390, true, true);
        assertNotEquals(light, chromium.evaluate(background));
        assertNotEquals("rgba(0, 0, 0, 0)", light);
        assertEquals("17px", chromium.evaluate("getComputedStyle(document.body).fontSize"));
        tabTo("Approve");
        chromium.press("Enter", 13, "\r");

        chromium.waitForHeading("Sign-in approved");
        String text = chromium.evaluate("document.querySelector('main').innerText");
        assertTrue(text.contains("You can close this tab"), text);
        assertTrue(text.contains(sandbox.startUrl()), text);
        assertEquals(0, login.waitForExit(), login.err());
        assertTrue(login.err().contains("signed in at "), login.err());
        picture("approved");
        nothingButOurs();
    }

    @Test
    void aPersonDenies() throws Exception {
        openTheForm();
        tabTo("Deny");
        chromium.press("Enter", 13, "\r");

        chromium.waitForHeading("Sign-in not completed");
        assertEquals(3, login.waitForExit(), login.err());
        assertFalse(login.err().contains("signed in at "), login.err());
        picture("refused");
        nothingButOurs();
    }

    @Test
    void aCodeIsTypedOnTheStartPage() throws Exception {
        RunningProgram device = PackagedProgram.at(home)
                .with(sandbox.environment())
                .with("BROWSER", "false")
                .start(
                        Pattern.compile("user_code="),
                        "login",
                        "--use-device-code",
                        "--start-url",
                        sandbox.startUrl(),
                        "--sso-region",
                        "us-east-1");
        try (device) {
            chromium.open(sandbox.startUrl(), "Access portal");
            picture("start");
            assertEquals("user_code", chromium.evaluate("document.activeElement.id"));
            String code = device.waitForLine(Pattern.compile("user_code=([A-Z0-9-]+)"))
                    .group(1);
            code.chars()
                    .forEach(letter -> chromium.press(Character.toString(letter), letter, Character.toString(letter)));
            chromium.press("Enter", 13, "\r");
            chromium.waitForHeading("Authorize a program");
            assertTrue(chromium.evaluate("document.querySelector('code').textContent")
                    .equals(code));
            picture("device");
            tabTo("Approve");
            chromium.press("Enter", 13, "\r");
            chromium.waitForHeading("Request approved");
            assertTrue(chromium.evaluate("document.querySelector('main').innerText")
                    .contains("Signed in as"));
            picture("device-approved");
            assertEquals(0, device.waitForExit(), device.err());
        }
        nothingButOurs();
    }
}
