package dev.awssso.differential;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes something odd in a home: what a profile says, or how it is written. */
final class Oddities {

    private static final Set<Quirk> OF_THE_FILE = EnumSet.of(
            Quirk.UPPER_DEFAULT, Quirk.TEXT_BEFORE_SECTIONS, Quirk.BYTE_ORDER_MARK, Quirk.NOT_UTF8, Quirk.STRAY_LINE);

    /** How the section of a profile can be written. */
    private static final List<Quirk> WRITTEN = List.of(
            Quirk.SECTION_TWICE,
            Quirk.KEY_TWICE,
            Quirk.DEFAULT_TWICE,
            Quirk.BARE_SECTION,
            Quirk.PREFIXED_CREDENTIALS,
            Quirk.SPACED_HEADER,
            Quirk.TAB_HEADER,
            Quirk.COMMENT_BEHIND_HEADER,
            Quirk.TEXT_BEHIND_HEADER,
            Quirk.INDENTED_HEADER,
            Quirk.INDENTED_HEADER_BELOW_KEY,
            Quirk.BROKEN_HEADER,
            Quirk.INDENTED_KEYS,
            Quirk.COLON,
            Quirk.UPPER_KEY,
            Quirk.INLINE_COMMENT,
            Quirk.INDENTED_COMMENT,
            Quirk.CONTINUATION,
            Quirk.NESTED,
            Quirk.EMPTY_VALUE,
            Quirk.QUOTED_NAME,
            Quirk.UPPER_DEFAULT,
            Quirk.TEXT_BEFORE_SECTIONS,
            Quirk.BYTE_ORDER_MARK,
            Quirk.NOT_UTF8,
            Quirk.STRAY_LINE);

    /** What it can say. */
    private static final List<Quirk> SAID = List.of(
            Quirk.SEVERAL_KINDS,
            Quirk.SEVERAL_KINDS,
            Quirk.SEVERAL_KINDS,
            Quirk.BOTH_FILES,
            Quirk.BOTH_FILES,
            Quirk.SPLIT_KEYS,
            Quirk.HALF_KEYS,
            Quirk.HALF_SSO,
            Quirk.SESSION_MISSING,
            Quirk.SESSION_DIFFERS,
            Quirk.SOURCE_MISSING,
            Quirk.SOURCE_ITSELF,
            Quirk.NO_SOURCE,
            Quirk.BOTH_SOURCES);

    private final Realm realm;
    private final Random random;
    private final List<Draft> drafts;
    private final Set<Quirk> ofFiles;

    Oddities(Realm realm, Random random, Map<String, Draft> drafts, Set<Quirk> ofFiles) {
        this.realm = realm;
        this.random = random;
        this.drafts = new ArrayList<>(drafts.values());
        this.ofFiles = ofFiles;
    }

    void add() {
        Draft draft = drafts.get(random.nextInt(drafts.size()));
        boolean said = random.nextInt(3) == 0;
        Quirk quirk = said ? SAID.get(random.nextInt(SAID.size())) : WRITTEN.get(random.nextInt(WRITTEN.size()));
        if (OF_THE_FILE.contains(quirk)) {
            ofFiles.add(quirk);
        } else if (said) {
            say(draft, quirk);
        } else {
            write(draft, quirk);
        }
    }

    private void write(Draft draft, Quirk quirk) {
        boolean isDefault = draft.name().equals("default");
        if (draft.quirks().stream().anyMatch(WRITTEN::contains)) {
            return;
        }
        switch (quirk) {
            case DEFAULT_TWICE -> {
                if (isDefault && !draft.config().isEmpty()) {
                    draft.quirks().add(quirk);
                }
            }
            case BROKEN_HEADER, INDENTED_HEADER_BELOW_KEY -> {
                draft.quirks().add(quirk);
                // A profile without credentials shows best who gets those below the header.
                if (random.nextBoolean()) {
                    draft.config().clear();
                    draft.config().put("region", "us-east-1");
                }
                draft.config().putIfAbsent("region", "us-east-1");
            }
            case BARE_SECTION -> {
                if (!isDefault && !draft.config().isEmpty()) {
                    draft.quirks().add(quirk);
                }
            }
            case PREFIXED_CREDENTIALS -> {
                if (!draft.credentials().isEmpty()) {
                    draft.quirks().add(quirk);
                    draft.credentials().clear();
                }
            }
            case SPACED_HEADER, TAB_HEADER, QUOTED_NAME -> {
                if (!isDefault && !draft.config().isEmpty()) {
                    draft.quirks().add(quirk);
                }
            }
            default -> {
                if (!draft.config().isEmpty()) {
                    draft.quirks().add(quirk);
                }
            }
        }
    }

    private void say(Draft draft, Quirk quirk) {
        Map<String, String> config = draft.config();
        Realm.User user = realm.user(random.nextInt(100));
        boolean sso = config.containsKey("sso_account_id");
        boolean chain = config.containsKey("source_profile");
        switch (quirk) {
            case SEVERAL_KINDS -> anotherKind(draft, user);
            case BOTH_FILES -> {
                keys(config, user, true, true);
                keys(draft.credentials(), realm.user(random.nextInt(100)), true, true);
            }
            case SPLIT_KEYS -> {
                keys(config, user, true, false);
                keys(draft.credentials(), user, false, true);
                config.remove("aws_secret_access_key");
                draft.credentials().remove("aws_access_key_id");
            }
            case HALF_KEYS -> {
                if (!draft.credentials().isEmpty()) {
                    return;
                }
                keys(config, user, true, false);
                config.remove("aws_secret_access_key");
            }
            case HALF_SSO -> {
                if (!sso) {
                    return;
                }
                config.remove("sso_role_name");
            }
            case SESSION_MISSING -> {
                if (!config.containsKey("sso_session")) {
                    return;
                }
                config.put("sso_session", "gone");
            }
            case SESSION_DIFFERS -> {
                if (!config.containsKey("sso_session")) {
                    return;
                }
                config.put("sso_region", "ap-south-1");
            }
            case SOURCE_MISSING -> {
                if (!chain) {
                    return;
                }
                config.put("source_profile", "gone");
            }
            case SOURCE_ITSELF -> {
                if (!chain) {
                    return;
                }
                config.put("source_profile", draft.name());
                keys(random.nextBoolean() ? config : draft.credentials(), user, true, true);
            }
            case NO_SOURCE -> {
                if (!chain) {
                    return;
                }
                config.remove("source_profile");
            }
            case BOTH_SOURCES -> {
                if (!chain) {
                    return;
                }
                config.put("credential_source", "Environment");
            }
            default -> throw new IllegalArgumentException(quirk.name());
        }
        draft.quirks().add(quirk);
    }

    private void anotherKind(Draft draft, Realm.User user) {
        switch (random.nextInt(4)) {
            case 0 -> draft.config().put("credential_process", realm.process(random.nextInt(100)));
            case 1 -> keys(draft.config(), user, true, true);
            case 2 -> keys(draft.credentials(), user, true, true);
            default -> {
                draft.config().putIfAbsent("role_arn", "arn:aws:iam::111111111111:role/TargetRole");
                draft.config()
                        .putIfAbsent(
                                "source_profile",
                                drafts.get(random.nextInt(drafts.size())).name());
            }
        }
    }

    private static void keys(Map<String, String> section, Realm.User user, boolean id, boolean secret) {
        if (id) {
            section.put("aws_access_key_id", user.accessKeyId());
        }
        if (secret) {
            section.put("aws_secret_access_key", user.secretAccessKey());
        }
    }
}
