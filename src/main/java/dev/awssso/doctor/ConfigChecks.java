package dev.awssso.doctor;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.ShellCommand;
import dev.awssso.profiles.ConfigLine;
import dev.awssso.profiles.ConfigWarning;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.ShadowingDefault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The config and credentials files: what other readers refuse, and a default profile that comes before the server. */
final class ConfigChecks {

    private static final int MOST = 10;

    private final Variables variables;
    private final Profiles profiles;

    ConfigChecks(Variables variables, Profiles profiles) {
        this.variables = variables;
        this.profiles = profiles;
    }

    List<Finding> warnings(String check) {
        List<ConfigWarning> warnings = profiles.warnings();
        if (warnings.isEmpty()) {
            return List.of(Finding.ok(check, "every SDK can read the config and credentials files"));
        }
        return warnings.stream()
                .limit(MOST)
                .map(warning -> new Finding(
                        check,
                        warning.kind().rejectsFile() ? Verdict.STOPS : Verdict.WARNING,
                        warning.toString(),
                        repair(warning)))
                .toList();
    }

    // Only what leaves the meaning of the file, as this program reads it, as it is; a copy stays beside it.
    private static @Nullable String repair(ConfigWarning warning) {
        Path file = warning.file();
        int line = warning.line();
        return switch (warning.kind()) {
            case STRAY_LINE -> edit(file, line + "s/^/#/");
            case INDENTED_HEADER -> edit(file, line + "s/^[[:space:]]*//");
            case TEXT_AFTER_HEADER -> edit(file, line + "s/\\][^]]*$/]/");
            case KEY_TWICE ->
                edit(
                        file,
                        earlier(file, line).stream()
                                .map(number -> number + "s/^/#/")
                                .collect(Collectors.joining(";")));
            case BYTE_ORDER_MARK -> rewrite(file, "tail -c +4");
            case NOT_UTF_8 -> rewrite(file, "iconv -f LATIN1 -t UTF-8");
            case UTF_16 -> rewrite(file, "iconv -f UTF-16 -t UTF-8");
            case STRAY_NESTED_LINE, SECTION_TWICE, NO_PROFILE, UPPER_DEFAULT, DEFAULT_TWICE -> null;
        };
    }

    private static @Nullable String edit(Path file, String commands) {
        return commands.isEmpty() ? null : "sed -i.bak '" + commands + "' " + quoted(file);
    }

    private static String rewrite(Path file, String program) {
        String copy = ShellCommand.quote(real(file) + ".bak");
        return "cp -p " + quoted(file) + " " + copy + " && " + program + " " + copy + " > " + quoted(file);
    }

    // sed puts a file in the place of a link.
    private static String quoted(Path file) {
        return ShellCommand.quote(real(file).toString());
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }

    // The lines of the same key above this one in its section: the last one counts.
    private static List<Integer> earlier(Path file, int number) {
        List<ConfigLine> lines = ConfigLine.scan(text(file));
        String key = lines.get(number - 1).key().toLowerCase(Locale.ROOT);
        int start = number - 1;
        while (start > 0 && !lines.get(start - 1).kind().beginsSection()) {
            start--;
        }
        List<Integer> same = new ArrayList<>();
        boolean inside = false;
        for (ConfigLine line : lines.subList(start, number - 1)) {
            if (line.kind() == ConfigLine.Kind.PROPERTY) {
                inside = line.key().toLowerCase(Locale.ROOT).equals(key);
            }
            boolean text = line.kind() == ConfigLine.Kind.PROPERTY || line.kind() == ConfigLine.Kind.CONTINUATION;
            if (inside && text) {
                same.add(line.number());
            }
        }
        return same;
    }

    private static String text(Path file) {
        return new String(PrivateFiles.read(file).orElse(new byte[0]), StandardCharsets.ISO_8859_1);
    }

    List<Finding> defaultProfile(String check) {
        boolean selected = profiles.selectedName().equals(Variables.DEFAULT_NAME);
        if (!selected || !ShadowingDefault.exists(profiles)) {
            return List.of(Finding.ok(check, "no default profile gives credentials"));
        }
        if (!variables.endpoint()) {
            return List.of(Finding.ok(check, "SDKs use the default profile"));
        }
        List<String> fixes = new ArrayList<>();
        for (Path file : List.of(profiles.configFile(), profiles.credentialsFile())) {
            String commands = ShadowingDefault.lines(PrivateFiles.read(file).orElse(new byte[0])).stream()
                    .map(number -> number + "s/^/#/")
                    .collect(Collectors.joining(";"));
            String edit = edit(file, commands);
            if (edit != null) {
                fixes.add(edit);
            }
        }
        return List.of(Finding.stops(
                check,
                "the default profile gives credentials, which come before the credentials server in every SDK",
                fixes.isEmpty() ? null : String.join(" && ", fixes)));
    }
}
