package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the lines of one file into sections. Used once. */
final class ConfigFileParser {

    private final Path path;
    private final ConfigFile.Flavor flavor;
    private final Map<SectionName.Kind, Map<String, Section>> sections = new LinkedHashMap<>();
    private final List<ConfigWarning> warnings = new ArrayList<>();
    // [default] and [profile default] are kept apart until the end, since the second one wins as a whole.
    private final Section bareDefault = Section.empty(SectionName.DEFAULT);
    private int bareDefaultLine;

    private @Nullable Section current;
    private Set<String> keysHere = new HashSet<>();
    private final PendingValue pending = new PendingValue();

    ConfigFileParser(Path path, ConfigFile.Flavor flavor) {
        this.path = path;
        this.flavor = flavor;
        for (SectionName.Kind kind : SectionName.Kind.values()) {
            sections.put(kind, new LinkedHashMap<>());
        }
    }

    void warn(int line, ConfigWarning.Kind kind, String text) {
        warnings.add(new ConfigWarning(path, line, kind, text, null));
    }

    ConfigFile parse(List<ConfigLine> lines) {
        for (ConfigLine line : lines) {
            switch (line.kind()) {
                case COMMENT -> {}
                case BLANK -> pending.add("", line.number());
                case CONTINUATION -> pending.add(line.value(), line.number());
                case HEADER -> header(line);
                case MALFORMED_HEADER -> malformedHeader(line);
                case PROPERTY -> property(line);
                case STRAY -> {
                    finishValue();
                    warn(
                            line.number(),
                            ConfigWarning.Kind.STRAY_LINE,
                            "neither a section name nor a key: other tools reject the whole file");
                }
            }
        }
        finishValue();
        mergeDefaults();
        return new ConfigFile(
                path,
                of(SectionName.Kind.PROFILE),
                of(SectionName.Kind.SSO_SESSION),
                of(SectionName.Kind.SERVICES),
                warnings);
    }

    private void endSection() {
        finishValue();
        keysHere = new HashSet<>();
        current = null;
    }

    private void malformedHeader(ConfigLine line) {
        endSection();
        warn(
                line.number(),
                ConfigWarning.Kind.NO_PROFILE,
                "invalid section name: the keys below it belong to no profile");
    }

    private void header(ConfigLine line) {
        endSection();
        String header = line.header();
        if (line.indented()) {
            warn(
                    line.number(),
                    ConfigWarning.Kind.INDENTED_HEADER,
                    "spaces before a section name: other tools reject the whole file, or add the keys below it to the"
                            + " section above");
        }
        String rest = line.behindHeader();
        if (!rest.isEmpty() && rest.charAt(0) != '#' && rest.charAt(0) != ';') {
            warn(
                    line.number(),
                    ConfigWarning.Kind.TEXT_AFTER_HEADER,
                    "text after a section name: some tools reject the whole file");
        }
        if (header.equals("DEFAULT")) {
            warn(
                    line.number(),
                    ConfigWarning.Kind.UPPER_DEFAULT,
                    "[DEFAULT] is ignored: other tools copy its keys into every profile");
            return;
        }
        SectionName name = SectionName.parse(header, flavor).orElse(null);
        if (name != null) {
            current = open(name, line.number());
        } else if (SectionName.isKnownWord(header)) {
            String form = flavor == ConfigFile.Flavor.CONFIG
                    ? "exactly one name must follow the first word"
                    : "in this file, a section name is the profile name only";
            warn(
                    line.number(),
                    ConfigWarning.Kind.NO_PROFILE,
                    "the keys below this section name belong to no profile: " + form);
        }
    }

    private Section open(SectionName name, int line) {
        if (flavor == ConfigFile.Flavor.CONFIG && !name.prefixed()) {
            if (bareDefaultLine > 0) {
                warnTwice(line, name);
            }
            bareDefaultLine = line;
            return bareDefault;
        }
        Map<String, Section> known = of(name.kind());
        if (known.containsKey(name.name())) {
            warnTwice(line, name);
        }
        return known.computeIfAbsent(name.name(), Section::empty);
    }

    private void warnTwice(int line, SectionName name) {
        String text = "[" + ForeignText.clean(name.text()) + "] exists twice and is read as one section: some tools"
                + " reject the whole file";
        warnings.add(new ConfigWarning(
                path,
                line,
                ConfigWarning.Kind.SECTION_TWICE,
                text,
                SectionName.of(name.kind(), name.name()).text()));
    }

    private void property(ConfigLine line) {
        finishValue();
        String key = line.key().toLowerCase(Locale.ROOT);
        if (current != null && !keysHere.add(key)) {
            warn(
                    line.number(),
                    ConfigWarning.Kind.KEY_TWICE,
                    "the key " + ForeignText.clean(key)
                            + " exists twice, the last one is used: some tools reject the whole file");
        }
        pending.start(key, line.value());
    }

    private void finishValue() {
        if (current != null) {
            pending.putInto(current, this);
        }
        pending.clear();
    }

    // The SDK for Java: [profile default] wins over [default] as a whole.
    private void mergeDefaults() {
        Map<String, Section> profiles = of(SectionName.Kind.PROFILE);
        if (bareDefaultLine == 0) {
            return;
        }
        if (profiles.containsKey(SectionName.DEFAULT)) {
            warn(
                    bareDefaultLine,
                    ConfigWarning.Kind.DEFAULT_TWICE,
                    "[default] is ignored because [profile default] exists: other tools behave differently");
            return;
        }
        profiles.put(SectionName.DEFAULT, bareDefault);
    }

    private Map<String, Section> of(SectionName.Kind kind) {
        return sections.computeIfAbsent(kind, ignored -> new LinkedHashMap<>());
    }
}
