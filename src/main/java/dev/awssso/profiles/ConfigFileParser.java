package dev.awssso.profiles;

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

    void warn(int line, String text) {
        warnings.add(new ConfigWarning(path, line, text));
    }

    ConfigFile parse(List<ConfigLine> lines) {
        for (ConfigLine line : lines) {
            switch (line.kind()) {
                case COMMENT -> {}
                case BLANK -> pending.add("", line.number());
                case CONTINUATION -> continuation(line);
                case HEADER -> header(line);
                case PROPERTY -> property(line);
                case STRAY -> {
                    finishValue();
                    warn(line.number(), "neither a section nor a key, other readers refuse the whole file");
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

    private void continuation(ConfigLine line) {
        String text = line.value();
        if (text.startsWith("[")) {
            warn(line.number(), "an indented section name is read as a part of the value above it");
        }
        pending.add(text, line.number());
    }

    private void header(ConfigLine line) {
        finishValue();
        keysHere = new HashSet<>();
        current = null;
        String header = line.header();
        if (line.indented()) {
            warn(line.number(), "a section name that starts with a blank, some readers refuse the whole file");
        }
        String rest = line.behindHeader();
        if (!rest.isEmpty() && rest.charAt(0) != '#' && rest.charAt(0) != ';') {
            warn(line.number(), "text behind a section name, some readers refuse the whole file");
        }
        if (header.equals("DEFAULT")) {
            warn(line.number(), "[DEFAULT] is ignored, other readers copy its keys into every profile");
            return;
        }
        SectionName name = SectionName.parse(header, flavor).orElse(null);
        if (name != null) {
            current = open(name, line.number());
        } else if (SectionName.isKnownWord(header)) {
            String wants = flavor == ConfigFile.Flavor.CONFIG ? "exactly one name" : "the bare name in this file";
            warn(line.number(), "a section that other readers do not know is skipped: it wants " + wants);
        }
    }

    private Section open(SectionName name, int line) {
        if (flavor == ConfigFile.Flavor.CONFIG && !name.prefixed()) {
            if (bareDefaultLine > 0) {
                warnTwice(line, bareDefault.name());
            }
            bareDefaultLine = line;
            return bareDefault;
        }
        Map<String, Section> known = of(name.kind());
        if (known.containsKey(name.name())) {
            warnTwice(line, name.name());
        }
        return known.computeIfAbsent(name.name(), Section::empty);
    }

    private void warnTwice(int line, String name) {
        warn(line, "the section of \"" + name + "\" stands here a second time, some readers refuse the whole file");
    }

    private void property(ConfigLine line) {
        finishValue();
        String key = line.key().toLowerCase(Locale.ROOT);
        if (current != null && !keysHere.add(key)) {
            warn(line.number(), "the key " + key + " stands here a second time, some readers refuse the whole file");
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
            warn(bareDefaultLine, "[default] is ignored because there is [profile default], other readers differ");
            return;
        }
        profiles.put(SectionName.DEFAULT, bareDefault);
    }

    private Map<String, Section> of(SectionName.Kind kind) {
        return sections.computeIfAbsent(kind, ignored -> new LinkedHashMap<>());
    }
}
