package dev.awssso.settings;

import dev.awssso.platform.ForeignText;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ConfigLine;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.RegionRules;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.PreferredInstance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the settings file: the grammar of {@code ~/.aws/config}, with the one section {@code [default]}.
 *
 * <pre>
 * file       = *( "[default]" *setting )
 * setting    = key "=" value
 * region_map = "region_map =" rule *( "," rule ) / "region_map =" *( WS rule )   ; one rule a line, indented
 * ecs_slots  = "ecs_slots =" profile / "ecs_slots =" *( WS profile )             ; one profile a line, indented
 * rule       = account [ "/" role ] "=" region
 * </pre>
 */
final class SettingsFile {

    private static final String SECTION = "default";
    private static final String MARK = "\uFEFF";

    /** One text behind a key, with the number of its line; a key with indented lines has several. */
    private record Text(int line, String text) {}

    private final Path file;
    private final Notes notes;
    private final Map<Key, List<Text>> texts = new LinkedHashMap<>();

    private SettingsFile(Path file, Notes notes) {
        this.file = file;
        this.notes = notes;
    }

    static Optional<SettingsFile> read(Path file, Notes notes) {
        return PrivateFiles.read(file).map(content -> {
            SettingsFile settings = new SettingsFile(file, notes);
            settings.scan(new String(content, StandardCharsets.UTF_8));
            return settings;
        });
    }

    private void scan(String content) {
        boolean ours = false;
        List<Text> open = new ArrayList<>();
        for (ConfigLine line : ConfigLine.scan(content.startsWith(MARK) ? content.substring(1) : content)) {
            switch (line.kind()) {
                case BLANK, COMMENT -> {}
                case HEADER -> ours = isOurs(line);
                case PROPERTY -> open = ours ? open(line) : new ArrayList<>();
                case CONTINUATION -> open.add(text(line));
                case STRAY, MALFORMED_HEADER ->
                    throw wrong(line.number(), "expected KEY = VALUE in the section [default]", null);
            }
        }
    }

    private boolean isOurs(ConfigLine line) {
        if (line.header().equals(SECTION)) {
            return true;
        }
        ignored(line, "the section [" + ForeignText.clean(line.header()) + "]");
        return false;
    }

    private List<Text> open(ConfigLine line) {
        List<Text> open = new ArrayList<>();
        open.add(text(line));
        Key.of(line.key().toLowerCase(Locale.ROOT))
                .ifPresentOrElse(
                        key -> {
                            if (texts.put(key, open) != null) {
                                ignored(line, "an earlier " + key.text());
                            }
                        },
                        () -> ignored(line, "the unknown key " + ForeignText.clean(line.key())));
        return open;
    }

    private void ignored(ConfigLine line, String what) {
        notes.note(file + " line " + line.number() + ": " + what + " is ignored");
    }

    // The tail that a blank and # or ; begin is a comment, as in the config files.
    private static Text text(ConfigLine line) {
        String value = line.value();
        for (int i = 0; i < value.length(); i++) {
            boolean mark = value.charAt(i) == '#' || value.charAt(i) == ';';
            if (mark && (i == 0 || value.charAt(i - 1) == ' ' || value.charAt(i - 1) == '\t')) {
                value = value.substring(0, i).strip();
            }
        }
        return new Text(line.number(), value);
    }

    Settings settings() {
        PreferredInstance instance = instance();
        NameTemplate template = value(Key.NAME_TEMPLATE, NameTemplate::parse);
        return new Settings(
                instance,
                template == null ? NameTemplate.DEFAULT : template,
                regions(),
                value(Key.BROWSER, text -> text),
                value(Key.ECS_PORT, Integer::valueOf),
                new Settings.ServerStart(
                        value(Key.ECS_DEFAULT, text -> text), slotProfiles(), value(Key.NOTIFY, text -> text)));
    }

    private PreferredInstance instance() {
        String session = value(Key.SSO_SESSION, text -> text);
        String startUrl = value(Key.SSO_START_URL, text -> text);
        String region = value(Key.SSO_REGION, text -> text);
        for (Key key : List.of(Key.SSO_START_URL, Key.SSO_REGION)) {
            if (session != null && texts.containsKey(key)) {
                int line = texts.getOrDefault(key, List.of()).get(0).line();
                throw wrong(line, key.text() + " cannot be used together with sso_session", null);
            }
        }
        return new PreferredInstance(new InstanceRequest(session, startUrl, region), file.toString());
    }

    private <T> @Nullable T value(Key key, Function<String, T> reader) {
        List<Text> given = texts.getOrDefault(key, List.of());
        if (given.isEmpty()) {
            return null;
        }
        Text text = given.get(0);
        if (text.text().isEmpty()) {
            throw wrong(text.line(), key.text() + " has no value", null);
        }
        if (given.size() > 1) {
            throw wrong(given.get(1).line(), key.text() + " has more than one line", null);
        }
        return read(key, text, reader);
    }

    private <T> T read(Key key, Text text, Function<String, T> reader) {
        String what = key.text() + " is \"" + ForeignText.clean(text.text()) + "\"";
        if (!key.admits(text.text())) {
            throw wrong(text.line(), what, key.form());
        }
        try {
            return reader.apply(text.text());
        } catch (Problem.Usage refused) {
            throw wrong(text.line(), what, key.form().isEmpty() ? refused.why() : key.form());
        }
    }

    private List<String> slotProfiles() {
        List<String> profiles = new ArrayList<>();
        for (Text text : texts.getOrDefault(Key.ECS_SLOTS, List.of())) {
            if (!text.text().isEmpty()) {
                profiles.add(read(Key.ECS_SLOTS, text, name -> name));
            }
        }
        return profiles;
    }

    private RegionRules regions() {
        Map<String, String> rules = new LinkedHashMap<>();
        for (Text text : texts.getOrDefault(Key.REGION_MAP, List.of())) {
            rules.putAll(read(Key.REGION_MAP, text, list -> RegionRules.parse(null, list))
                    .special());
        }
        return new RegionRules(null, rules);
    }

    private Problem wrong(int line, String what, @Nullable String why) {
        return new Problem.Usage(
                file + " line " + line + ": " + what, why == null ? "correct or remove that line" : why, null);
    }
}
