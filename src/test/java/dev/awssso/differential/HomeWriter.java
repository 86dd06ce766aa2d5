package dev.awssso.differential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Writes the config and credentials files of a home, each section in the odd way of its profile. */
final class HomeWriter {

    private final Random random;
    private final String lostProcess;
    private final Map<String, Draft> drafts;
    private final Sessions sessions;
    private final Set<Quirk> ofFiles;
    private final String ending;
    private final StringBuilder text = new StringBuilder();

    /** @param lostProcess a program with keys that must become nobody's */
    HomeWriter(Random random, String lostProcess, Map<String, Draft> drafts, Sessions sessions, Set<Quirk> ofFiles) {
        this.random = random;
        this.lostProcess = lostProcess;
        this.drafts = drafts;
        this.sessions = sessions;
        this.ofFiles = ofFiles;
        this.ending = pick("\n", "\n", "\n", "\n", "\r\n");
    }

    void write(Path config, Path credentials) {
        SignIns.write(config, config());
        if (drafts.values().stream()
                .anyMatch(draft -> !draft.credentials().isEmpty() || draft.is(Quirk.PREFIXED_CREDENTIALS))) {
            SignIns.write(credentials, credentials());
        }
    }

    private String config() {
        text.setLength(0);
        if (ofFiles.contains(Quirk.BYTE_ORDER_MARK)) {
            text.append("\u00ef\u00bb\u00bf");
        }
        if (ofFiles.contains(Quirk.TEXT_BEFORE_SECTIONS)) {
            line("region = us-east-1");
        }
        if (ofFiles.contains(Quirk.NOT_UTF8)) {
            line("# caf\u00e9");
        }
        if (ofFiles.contains(Quirk.UPPER_DEFAULT)) {
            line("[DEFAULT]");
            line("credential_process = " + lostProcess);
        }
        List<Runnable> sections = new ArrayList<>();
        drafts.values().stream()
                .filter(draft -> !draft.config().isEmpty())
                .forEach(draft -> sections.add(() -> section(draft)));
        sessions.all().forEach(session -> sections.add(() -> session(session)));
        Collections.shuffle(sections, random);
        sections.forEach(Runnable::run);
        if (ofFiles.contains(Quirk.STRAY_LINE)) {
            line("[profile stray]");
            line("what is this");
        }
        return text.toString();
    }

    private String credentials() {
        text.setLength(0);
        for (Draft draft : drafts.values()) {
            if (draft.is(Quirk.PREFIXED_CREDENTIALS)) {
                line("[profile " + draft.name() + "]");
                line("aws_access_key_id = AKIAPREFIXED00000000");
                line("aws_secret_access_key = nobody");
            } else if (!draft.credentials().isEmpty()) {
                line("[" + draft.name() + "]");
                draft.credentials().forEach(this::property);
                between();
            }
        }
        return text.toString();
    }

    private void session(Sessions.Session session) {
        line("[sso-session " + session.name() + "]");
        property("sso_start_url", session.startUrl());
        property("sso_region", session.region());
        property("sso_registration_scopes", "sso:account:access");
        between();
    }

    private void section(Draft draft) {
        Map<String, String> keys = new LinkedHashMap<>(draft.config());
        boolean isDefault = draft.name().equals("default");
        if (draft.is(Quirk.DEFAULT_TWICE)) {
            line("[default]");
            line("aws_access_key_id = AKIANOBODY0000000000");
            line("aws_secret_access_key = nobody");
            line("[profile default]");
        } else if (draft.is(Quirk.INDENTED_HEADER)) {
            line("[profile empty-" + text.length() + "]");
            line("  " + header(draft, isDefault));
        } else {
            line(header(draft, isDefault));
        }
        body(draft, keys, header(draft, isDefault));
        between();
    }

    // Keys that work, so that a reader shows when it gives them to the profile above.
    private void lost() {
        line("credential_process = " + lostProcess);
        between();
    }

    private String header(Draft draft, boolean isDefault) {
        String plain = isDefault ? "[default]" : "[profile " + draft.name() + "]";
        if (draft.is(Quirk.BARE_SECTION)) {
            return "[profile " + draft.name() + "]";
        }
        if (draft.is(Quirk.SPACED_HEADER)) {
            return "[ profile " + draft.name() + " ]";
        }
        if (draft.is(Quirk.TAB_HEADER)) {
            return "[profile\t" + draft.name() + "]";
        }
        if (draft.is(Quirk.QUOTED_NAME)) {
            return "[profile \"" + draft.name() + "\"]";
        }
        if (draft.is(Quirk.COMMENT_BEHIND_HEADER)) {
            return plain + pick(" # mine", " ; mine", "# mine");
        }
        return draft.is(Quirk.TEXT_BEHIND_HEADER) ? plain + " mine" : plain;
    }

    private void body(Draft draft, Map<String, String> keys, String header) {
        int half = random.nextInt(keys.size());
        int number = 0;
        for (Map.Entry<String, String> entry : keys.entrySet()) {
            boolean here = number == half;
            if (here && draft.is(Quirk.SECTION_TWICE)) {
                line(header);
            }
            if (here && draft.is(Quirk.KEY_TWICE)) {
                property(entry.getKey(), "nobody");
            }
            line(written(draft, entry.getKey(), entry.getValue(), here));
            if (here && draft.is(Quirk.INDENTED_COMMENT)) {
                line("  # what for");
            }
            number++;
        }
        behind(draft);
        if (draft.is(Quirk.INDENTED_HEADER_BELOW_KEY)) {
            line("  [profile lost-" + text.length() + "]");
            lost();
        } else if (draft.is(Quirk.BROKEN_HEADER)) {
            line(pick("[profile lost", "profile lost]", "[", "[]", "[profile lost more]"));
            lost();
        }
    }

    private void behind(Draft draft) {
        if (draft.is(Quirk.CONTINUATION)) {
            line("cli_pager = less");
            line("  -R");
        }
        if (draft.is(Quirk.NESTED)) {
            line("s3 =");
            line("  max_concurrent_requests = 20");
            line("  max_queue_size = 10000");
        }
        if (draft.is(Quirk.EMPTY_VALUE)) {
            line(pick("aws_session_token =", "external_id =", "output =", "role_session_name ="));
        }
        if (draft.is(Quirk.BARE_SECTION)) {
            line("[" + draft.name() + "]");
            line("aws_access_key_id = AKIABARE000000000000");
            line("aws_secret_access_key = nobody");
        }
    }

    private String written(Draft draft, String key, String value, boolean here) {
        String indent = draft.is(Quirk.INDENTED_KEYS) ? "  " : "";
        String name = here && draft.is(Quirk.UPPER_KEY) ? key.toUpperCase(Locale.ROOT) : key;
        if (here && draft.is(Quirk.COLON)) {
            return indent + name + ": " + value;
        }
        return indent
                + name
                + pick(" = ", "=", " =", "= ", "\t=\t")
                + value
                + (here && draft.is(Quirk.INLINE_COMMENT) ? " # mine" : "");
    }

    private void property(String key, String value) {
        line(key + pick(" = ", " = ", "=", " =  ") + value + pick("", "", " "));
    }

    private void between() {
        for (int i = random.nextInt(3); i > 0; i--) {
            line(pick("", "# a comment", "; another"));
        }
    }

    private void line(String content) {
        text.append(content).append(ending);
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
