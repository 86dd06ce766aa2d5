package dev.awssso.settings;

import dev.awssso.profiles.ConfigValue;
import dev.awssso.signin.StartUrl;
import java.util.Locale;
import java.util.Optional;

/** What can be set, and what a value of it looks like. */
enum Key {
    SSO_SESSION("it must be the name of an [sso-session]"),
    SSO_START_URL("it must be an http or https URL with a host"),
    SSO_REGION("it must be a region such as us-east-1"),
    // What reads it says what is wrong with it.
    NAME_TEMPLATE(""),
    REGION_MAP("it must be ACCOUNT=REGION, or ACCOUNT/ROLE=REGION"),
    BROWSER(""),
    ECS_PORT("it must be a port, a number from 1 to 65535"),
    ECS_DEFAULT("it must be the name of a profile"),
    ECS_SLOTS("each line must be the name of a profile"),
    NOTIFY("");

    private static final int LAST_PORT = 65_535;
    // Each names a slot too.
    private static final int LONGEST_PROFILE = 128;

    private final String form;

    Key(String form) {
        this.form = form;
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
        return switch (this) {
            case SSO_SESSION -> ConfigValue.isSafeName(value);
            case SSO_START_URL -> StartUrl.isValid(value);
            case SSO_REGION -> value.matches("[a-z0-9-]{3,32}");
            case ECS_PORT ->
                value.matches("[0-9]{1,5}") && Integer.parseInt(value) > 0 && Integer.parseInt(value) <= LAST_PORT;
            case ECS_DEFAULT, ECS_SLOTS ->
                value.codePointCount(0, value.length()) <= LONGEST_PROFILE
                        && value.codePoints().noneMatch(Character::isISOControl);
            case NAME_TEMPLATE, REGION_MAP, BROWSER, NOTIFY -> true;
        };
    }
}
