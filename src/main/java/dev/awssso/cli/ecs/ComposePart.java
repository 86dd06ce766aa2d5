package dev.awssso.cli.ecs;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.protocol.TokenHash;
import dev.awssso.json.JsonStyle;
import dev.awssso.secrets.Secret;
import java.util.List;
import java.util.Locale;

/**
 * What the service of an application adds to its part of a compose file. Values are double-quoted as JSON, which YAML
 * reads the same; none holds a dollar sign, which compose would replace.
 */
final class ComposePart {

    // The secrets of the server itself and of the default slot.
    private static final List<String> TAKEN = List.of("admin", "default");

    private final String url;
    private final String tokenFileName;
    private final boolean sharedNamespace;

    /**
     * The part for one slot.
     *
     * @param url the URL of the slot, escaped
     * @param slot {@link SlotName#UNNAMED} for the default slot
     * @param sharedNamespace true when the server is reached on a loopback address
     */
    ComposePart(String url, SlotName slot, boolean sharedNamespace) {
        this.url = url;
        this.tokenFileName = tokenFileName(slot);
        this.sharedNamespace = sharedNamespace;
    }

    /** The compose secret, which is also the name of the file it is made of. */
    String tokenFileName() {
        return tokenFileName;
    }

    List<String> lines() {
        String network = sharedNamespace
                ? "    network_mode: \"service:aws-sso\""
                : "    networks: [\"default\", \"credentials\"]";
        return List.of(
                "services:",
                "  app:",
                "    environment:",
                "      AWS_CONTAINER_CREDENTIALS_FULL_URI: " + quoted(url),
                "      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: " + quoted("/run/secrets/" + tokenFileName),
                "    secrets: [" + quoted(tokenFileName) + "]",
                network,
                "    depends_on:",
                "      aws-sso:",
                "        condition: \"service_healthy\"");
    }

    // A name that had to be changed gets a mark of its own, so that two slots never share a secret.
    private static String tokenFileName(SlotName slot) {
        if (!slot.named()) {
            return "aws_sso_default";
        }
        StringBuilder name = new StringBuilder("aws_sso_");
        slot.text()
                .codePoints()
                .forEach(c -> name.append(
                        c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-') ? (char) c : '_'));
        boolean kept = name.toString().equals("aws_sso_" + slot.text())
                && !TAKEN.contains(slot.text().toLowerCase(Locale.ROOT));
        return kept
                ? name.toString()
                : name + "_" + TokenHash.of(Secret.of(slot.text())).id();
    }

    private static String quoted(String text) {
        return JsonStyle.COMPACT.write(text);
    }
}
