package dev.awssso.differential;

/** Something in a home that some reader understands in a way of its own; each is a row of the reference page. */
enum Quirk {
    // --- the grammar of the files
    SECTION_TWICE("a section is there twice", "both are read, with a warning"),
    KEY_TWICE("a key is there twice in a section", "the last one counts, with a warning"),
    DEFAULT_TWICE("`[default]` and `[profile default]`", "`[profile default]` counts, with a warning"),
    UPPER_DEFAULT("`[DEFAULT]`", "ignored, with a warning"),
    BARE_SECTION("`[name]` in the config file", "no profile"),
    PREFIXED_CREDENTIALS("`[profile name]` in the credentials file", "no profile"),
    SPACED_HEADER("`[ profile name ]`", "a profile"),
    TAB_HEADER("`[profile<TAB>name]`", "a profile"),
    COMMENT_BEHIND_HEADER("a comment behind `]`", "a comment"),
    TEXT_BEHIND_HEADER("other text behind `]`", "ignored, with a warning"),
    INDENTED_HEADER("a header that starts with blanks, below another header", "a section, with a warning"),
    INDENTED_HEADER_BELOW_KEY(
            "a header that starts with blanks, below a key", "a section of its own; it ends the one above", true),
    BROKEN_HEADER(
            "`[profile name`, `profile name]`, `[`, `[]`",
            "ends the section above; its keys belong to no profile",
            true),
    INDENTED_KEYS("the keys of a section are indented", "keys"),
    COLON("`key: value`", "a key"),
    UPPER_KEY("a key in capitals", "the key"),
    INLINE_COMMENT("` # comment` behind a value", "a comment"),
    INDENTED_COMMENT("an indented comment below a key", "a comment"),
    CONTINUATION("a line that is indented deeper, below a key", "a part of the value"),
    NESTED("a nested block (`s3 =`)", "a block"),
    EMPTY_VALUE("a key without a value", "as if it were not there"),
    STRAY_LINE("a line that is neither a section nor a key", "skipped, with a warning"),
    TEXT_BEFORE_SECTIONS("text before the first section", "skipped, with a warning"),
    BYTE_ORDER_MARK("a byte order mark", "skipped, with a warning"),
    NOT_UTF8("bytes that are not UTF-8", "read as Latin-1, with a warning"),
    QUOTED_NAME("`[profile \"name\"]`", "the name without its quotes"),
    // --- what a profile says
    SEVERAL_KINDS("several kinds of credentials in one profile", "the first in botocore's order"),
    BOTH_FILES("keys in both files", "those of the credentials file, never mixed"),
    SPLIT_KEYS("half of the keys in each file", "refused"),
    HALF_KEYS("an access key id without its secret key", "refused"),
    HALF_SSO("an Identity Center account without a role", "refused"),
    SESSION_MISSING("an `sso_session` that no section has", "refused"),
    SESSION_DIFFERS("`sso_region` differs between profile and session", "refused"),
    SOURCE_MISSING("a `source_profile` that does not exist", "refused"),
    SOURCE_CIRCLE("`source_profile` leads back", "refused, with the chain"),
    SOURCE_ITSELF("a profile with keys is its own `source_profile`", "its keys, then the role"),
    NO_SOURCE("`role_arn` without a source", "refused"),
    BOTH_SOURCES("`source_profile` and `credential_source`", "refused"),
    OTHER_SPELLING("a start URL whose sign-in was made with another spelling", "the sign-in of the other spelling"),
    SESSION_SERVES_URL("a start URL, and the only sign-in is that of the one session with it", "the session's sign-in"),
    // --- the environment
    ENVIRONMENT_KEYS("`AWS_PROFILE` beside keys in the environment", "the keys of the environment"),
    TILDE_IN_PATH("`~/` in `AWS_CONFIG_FILE`", "expanded"),
    VARIABLE_IN_PATH("`$NAME` in `AWS_CONFIG_FILE`", "expanded");

    private final String description;
    private final String ours;
    private final boolean endsSection;

    Quirk(String description, String ours) {
        this(description, ours, false);
    }

    Quirk(String description, String ours, boolean endsSection) {
        this.description = description;
        this.ours = ours;
        this.endsSection = endsSection;
    }

    String description() {
        return description;
    }

    /** What this program makes of it. */
    String ours() {
        return ours;
    }

    /** True for what is odd about a header. */
    boolean isOfHeader() {
        return switch (this) {
            case BARE_SECTION,
                    PREFIXED_CREDENTIALS,
                    SPACED_HEADER,
                    TAB_HEADER,
                    COMMENT_BEHIND_HEADER,
                    TEXT_BEHIND_HEADER,
                    INDENTED_HEADER,
                    INDENTED_HEADER_BELOW_KEY,
                    BROKEN_HEADER,
                    QUOTED_NAME,
                    UPPER_DEFAULT,
                    DEFAULT_TWICE,
                    SECTION_TWICE -> true;
            default -> false;
        };
    }

    /** True where our reading is right even when all others agree on another one. */
    boolean endsSection() {
        return endsSection;
    }
}
