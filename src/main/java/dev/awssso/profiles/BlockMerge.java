package dev.awssso.profiles;

import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges what is to be written with the content of the block, key by key, against what was written last time: a value
 * that is still the one of last time is ours to change, any other was written by hand and stays.
 */
final class BlockMerge {

    private static final int MOST_NOTES = 10;
    // A profile is nothing without the others; these a person may take out.
    private static final Set<String> OPTIONAL_KEYS = Set.of(ConfigKeys.REGION, ConfigKeys.CREDENTIAL_PROCESS);

    private final ConfigEditor editor;
    private final GeneratedBlock block;
    private final Path file;
    private final ProfileRules former;
    private final List<ConfigEntry> missing = new ArrayList<>();
    private final List<String> byHand = new ArrayList<>();

    /**
     * A merge into a block.
     *
     * @param former what the profiles in the block were made with
     */
    BlockMerge(ConfigEditor editor, GeneratedBlock block, Path file, ProfileRules former) {
        this.editor = editor;
        this.block = block;
        this.file = file;
        this.former = former;
    }

    /** Brings a section up to date, or remembers it for {@link #addMissing}. */
    void merge(ConfigEntry entry) {
        EditLine header = block.sections().get(entry.name());
        if (header == null) {
            missing.add(entry);
            return;
        }
        Map<String, String> base = formerValues(entry);
        Map<String, String> wanted = entry.values();
        Set<String> keys = new LinkedHashSet<>(wanted.keySet());
        keys.addAll(base.keySet());
        noteOtherLines(header, keys);
        keys.forEach(key -> merge(header, key, base.get(key), wanted.get(key)));
    }

    /** Adds the sections that the block did not have. */
    void addMissing() {
        missing.sort((left, right) -> GeneratedBlock.ORDER.compare(left.name(), right.name()));
        block.addAll(missing);
    }

    private void merge(EditLine header, String key, @Nullable String base, @Nullable String wanted) {
        EditLine line = editor.property(header, key).orElse(null);
        if (line == null) {
            add(header, key, base, wanted);
            return;
        }
        String present = editor.value(line);
        if (present.equals(wanted)) {
            return;
        }
        if (!present.equals(base)) {
            note(line, key + " was changed by hand and is kept");
        } else if (wanted == null) {
            editor.unset(header, key);
        } else {
            editor.set(header, key, wanted);
        }
    }

    private void add(EditLine header, String key, @Nullable String base, @Nullable String wanted) {
        if (wanted == null) {
            return;
        }
        if (wanted.equals(base) && OPTIONAL_KEYS.contains(key)) {
            note(header, key + " was removed by hand and is not added again");
            return;
        }
        editor.set(header, key, wanted);
    }

    // What we wrote last time under this name. A session's section has no options.
    private Map<String, String> formerValues(ConfigEntry entry) {
        return role(entry.name())
                .or(() -> role(entry.values()))
                .map(role -> former.profile(entry.name().name(), nameless(role)).values())
                .orElse(entry.values());
    }

    /** The role of a profile in the block; empty when it says none, or is no profile. */
    Optional<RoleRef> role(SectionName name) {
        EditLine header = block.sections().get(name);
        if (header == null || name.kind() != SectionName.Kind.PROFILE) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String key : List.of(ConfigKeys.SSO_ACCOUNT_ID, ConfigKeys.SSO_ROLE_NAME)) {
            editor.property(header, key).ifPresent(line -> values.put(key, editor.value(line)));
        }
        return role(values);
    }

    private static Optional<RoleRef> role(Map<String, String> values) {
        String account = values.get(ConfigKeys.SSO_ACCOUNT_ID);
        String role = values.get(ConfigKeys.SSO_ROLE_NAME);
        if (account == null || role == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RoleRef(new AccountId(account), role));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // The options of a block speak of accounts by their ids alone.
    private static Assignment nameless(RoleRef role) {
        return new Assignment(new Account(role.account(), "", null), role);
    }

    /** True when a profile in the block is, line for line, what we wrote. */
    boolean isOurs(SectionName name) {
        EditLine header = block.sections().get(name);
        RoleRef role = role(name).orElse(null);
        if (header == null || role == null || block.hasNote(header)) {
            return false;
        }
        Map<String, String> present = new HashMap<>();
        for (EditLine line : block.body(header)) {
            if (line.kind() == ConfigLine.Kind.PROPERTY) {
                present.put(line.line().key(), editor.value(line));
            } else if (line.kind() != ConfigLine.Kind.BLANK) {
                return false;
            }
        }
        return present.equals(former.profile(name.name(), nameless(role)).values());
    }

    private void noteOtherLines(EditLine header, Set<String> ours) {
        for (EditLine line : block.body(header)) {
            switch (line.kind()) {
                case PROPERTY -> {
                    String key = line.line().key().toLowerCase(Locale.ROOT);
                    if (!ours.contains(key)) {
                        note(line, key + " was added by hand and is kept");
                    }
                }
                case COMMENT -> note(line, "a comment was added by hand and is kept");
                case STRAY, MALFORMED_HEADER ->
                    note(line, "a line that is not a key is kept: other tools reject the whole file");
                case BLANK, CONTINUATION, HEADER -> {}
            }
        }
    }

    private void note(EditLine line, String text) {
        byHand.add(file + ":" + line.line().number() + ": " + text);
    }

    /** What was found to be written by hand, some lines at most. */
    List<String> notes() {
        if (byHand.size() <= MOST_NOTES) {
            return byHand;
        }
        List<String> some = new ArrayList<>(byHand.subList(0, MOST_NOTES));
        some.add((byHand.size() - MOST_NOTES) + " more lines in the block were written by hand and are kept");
        return some;
    }
}
