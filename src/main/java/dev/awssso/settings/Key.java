package dev.awssso.settings;

import dev.awssso.profiles.ConfigValue;
import dev.awssso.signin.StartUrl;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What can be set, and what a value of it looks like. */
enum Key {
    SSO_SESSION("it must be the name of an [sso-session]", ConfigValue::isSafeName),
    SSO_START_URL("it must be an http or https URL with a host", StartUrl::isValid),
    SSO_REGION("it must be a region such as us-east-1", text -> text.matches("[a-z0-9-]{3,32}")),
    // What reads it says what is wrong with it.
    NAME_TEMPLATE("", text -> true),
    REGION_MAP("it must be ACCOUNT=REGION, or ACCOUNT/ROLE=REGION", text -> true),
    BROWSER("", text -> true),
    ECS_PORT(
            "it must be a port, a number from 1 to 65535",
            text -> text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 65_535);

    private final String form;
    private final Predicate<String> check;

    Key(String form, Predicate<String> check) {
        this.form = form;
        this.check = check;
    }

    static Optional<Key> of(String text) {
        for (Key key : values()) {
            if (key.text().equals(text)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** As it is written in the file. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What to say about a value that it does not admit. */
    String form() {
        return form;
    }

    boolean admits(String value) {
        return check.test(value);
    }
}
