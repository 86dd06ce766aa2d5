package dev.awssso.roles;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.signin.Instance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The roles a person chose last, latest first; a convenience, so a file that cannot be understood is as good as none. */
public final class ChoiceHistory {

    private static final int MOST = 50;
    private static final String CHOICES = "choices";

    private final Path file;

    /**
     * The history of one sign-in.
     *
     * @param directory our own cache directory
     * @param filed the instance by the name of its sign-in, whose choices are shown to no other one
     */
    public ChoiceHistory(Path directory, Instance filed) {
        byte[] name = filed.signInName().getBytes(StandardCharsets.UTF_8);
        this.file = directory.resolve("history-" + UUID.nameUUIDFromBytes(name) + ".json");
    }

    /** What was chosen, latest first. */
    public List<RoleRef> latest() {
        try {
            return PrivateFiles.readCached(file).map(ChoiceHistory::parse).orElse(List.of());
        } catch (JsonException | IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Puts a choice first. */
    public void add(RoleRef chosen) {
        List<RoleRef> choices = new ArrayList<>(latest());
        choices.remove(chosen);
        choices.add(0, chosen);
        List<String> lines = choices.stream()
                .limit(MOST)
                .map(choice -> choice.account() + "/" + choice.roleName())
                .toList();
        String json = JsonStyle.COMPACT.write(JsonObject.of(Map.of(CHOICES, lines)));
        PrivateFiles.write(file, json.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<RoleRef> parse(byte[] json) {
        return JsonObject.parse(json).array(CHOICES).stream()
                .map(String::valueOf)
                .map(ChoiceHistory::role)
                .toList();
    }

    private static RoleRef role(String line) {
        int slash = Math.max(0, line.indexOf('/'));
        return new RoleRef(new AccountId(line.substring(0, slash)), line.substring(slash + 1));
    }
}
