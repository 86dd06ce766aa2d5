package dev.awssso.profiles;

import dev.awssso.platform.ShellWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The default profile where it gives credentials: every SDK takes those before it asks an endpoint, and says nothing
 * about it.
 */
public final class ShadowingDefault {

    // Each makes an SDK look for credentials here; the settings that go with them are of no use without them.
    private static final Set<String> SIGNS = Set.of(
            "aws_access_key_id",
            "aws_secret_access_key",
            "aws_session_token",
            "aws_security_token",
            "aws_credential_expiration",
            ConfigKeys.CREDENTIAL_PROCESS,
            "credential_source",
            ConfigKeys.ROLE_ARN,
            ConfigKeys.SOURCE_PROFILE,
            ConfigKeys.SSO_ACCOUNT_ID,
            ConfigKeys.SSO_ROLE_NAME,
            ConfigKeys.SSO_SESSION,
            ConfigKeys.SSO_START_URL,
            ConfigKeys.SSO_REGION,
            "login_session",
            "web_identity_token_file",
            "external_id",
            "mfa_serial",
            "duration_seconds",
            ConfigKeys.ROLE_SESSION_NAME);

    private ShadowingDefault() {}

    /** True when SDKs find credentials in the default profile of these files. */
    public static boolean exists(Profiles profiles) {
        return profiles.profile(SectionName.DEFAULT)
                .filter(profile -> profile.get("aws_access_key_id").isPresent()
                        || profile.get(ConfigKeys.CREDENTIAL_PROCESS).isPresent()
                        || profile.get(ConfigKeys.ROLE_ARN).isPresent()
                        || profile.get("login_session").isPresent()
                        || profile.isSso())
                .isPresent();
    }

    /**
     * The lines of a config or credentials file by which its default profile gives credentials, counted from 1, those
     * that continue a value with them.
     */
    public static List<Integer> lines(byte[] file) {
        List<Integer> lines = new ArrayList<>();
        split(new String(file, StandardCharsets.ISO_8859_1), (line, dropped) -> {
            if (dropped) {
                lines.add(line.number());
            }
        });
        return lines;
    }

    /** The content of a config file with a default profile that keeps only what gives no credentials. */
    public static byte[] without(byte[] config) {
        // As in the editor: bytes that are no UTF-8 survive.
        StringBuilder kept = new StringBuilder();
        split(new String(config, StandardCharsets.ISO_8859_1), (line, dropped) -> {
            if (!dropped) {
                kept.append(line.text()).append(line.ending());
            }
        });
        return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void split(String text, BiConsumer<ConfigLine, Boolean> lines) {
        boolean inDefault = false;
        boolean dropping = false;
        for (ConfigLine line : ConfigLine.scan(text)) {
            if (line.kind() == ConfigLine.Kind.HEADER) {
                // Other readers take an indented header below a key for a part of its value, and continue in [default].
                inDefault = isDefault(line.header()) || (inDefault && line.indented());
                dropping = false;
            } else if (line.kind() == ConfigLine.Kind.PROPERTY) {
                dropping = inDefault && SIGNS.contains(line.key().toLowerCase(Locale.ROOT));
            }
            boolean outside = line.kind() == ConfigLine.Kind.BLANK || line.kind() == ConfigLine.Kind.COMMENT;
            lines.accept(line, dropping && !outside);
        }
    }

    private static boolean isDefault(String header) {
        return ShellWords.split(header)
                .filter(words -> words.equals(List.of(SectionName.DEFAULT))
                        || words.equals(List.of("profile", SectionName.DEFAULT)))
                .isPresent();
    }
}
