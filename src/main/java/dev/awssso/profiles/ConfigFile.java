package dev.awssso.profiles;

import dev.awssso.platform.PrivateFiles;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A config or credentials file as this program reads it: forgiving, with a warning for whatever another reader would
 * refuse or understand in another way. {@link ConfigLine} has the grammar of lines; above it:
 *
 * <pre>
 * file     = *stray *( header *property )
 * name     = "default" / "profile" WORD / "sso-session" WORD / "services" WORD    ; config; others are ignored
 * name     = *any                                                                ; credentials
 * property = key value *continuation
 * </pre>
 *
 * <p>WORD is split by POSIX shell rules. A value followed by continuation lines is all of them, joined by LF; an
 * empty value followed by {@code a = b} lines is a nested block. For the keys that this program uses, a tail that
 * starts with a blank and {@code #} or {@code ;} is a comment, as in the SDK for Java.
 *
 * <p>Source: the AWS SDKs reference guide, "Shared config and credentials files", and how botocore and the SDK for
 * Java really read it.
 */
public final class ConfigFile {

    /** Which of the two files. */
    public enum Flavor {
        CONFIG,
        CREDENTIALS
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path path;
    private final Map<String, Section> profiles;
    private final Map<String, Section> ssoSessions;
    private final Map<String, Section> services;
    private final List<ConfigWarning> warnings;

    ConfigFile(
            Path path,
            Map<String, Section> profiles,
            Map<String, Section> ssoSessions,
            Map<String, Section> services,
            List<ConfigWarning> warnings) {
        this.path = path;
        this.profiles = Collections.unmodifiableMap(profiles);
        this.ssoSessions = Collections.unmodifiableMap(ssoSessions);
        this.services = Collections.unmodifiableMap(services);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file; a missing one is an empty one.
     *
     * @throws dev.awssso.problem.Problem.LocalFile when it is there and cannot be read
     */
    public static ConfigFile read(Path path, Flavor flavor) {
        return PrivateFiles.read(path)
                .map(content -> parse(path, content, flavor))
                .orElseGet(() -> new ConfigFile(path, Map.of(), Map.of(), Map.of(), List.of()));
    }

    /** Reads content that was taken from this path. */
    public static ConfigFile parse(Path path, byte[] content, Flavor flavor) {
        ConfigFileParser parser = new ConfigFileParser(path, flavor);
        if (isUtf16(content)) {
            parser.warn(
                    1, ConfigWarning.Kind.UTF_16, "is UTF-16, which no tool can read: it is ignored; save it as UTF-8");
            return parser.parse(List.of());
        }
        byte[] bytes = content;
        if (startsWithMark(content)) {
            bytes = Arrays.copyOfRange(content, BYTE_ORDER_MARK.length, content.length);
            parser.warn(
                    1,
                    ConfigWarning.Kind.BYTE_ORDER_MARK,
                    "starts with a byte order mark: other tools reject the whole file");
        }
        String text = decode(bytes).orElse(null);
        if (text == null) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
            parser.warn(
                    1,
                    ConfigWarning.Kind.NOT_UTF_8,
                    "not valid UTF-8, read as Latin-1: other tools reject the whole file");
        }
        return parser.parse(ConfigLine.scan(text));
    }

    /** True for what some editors of Windows write: with a mark, or with every second byte zero. */
    static boolean isUtf16(byte[] content) {
        if (content.length < 2) {
            return false;
        }
        int first = content[0] & 0xFF;
        int second = content[1] & 0xFF;
        return (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF) || first == 0 || second == 0;
    }

    private static boolean startsWithMark(byte[] content) {
        return content.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(content, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private static Optional<String> decode(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        // Only a text with the replacement character can have been malformed; asking the strict decoder costs more.
        if (text.indexOf(0xFFFD) < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    public Path path() {
        return path;
    }

    /** The profiles by name, in the order of the file. */
    public Map<String, Section> profiles() {
        return profiles;
    }

    /** The {@code [sso-session NAME]} sections by name, in the order of the file. */
    public Map<String, Section> ssoSessions() {
        return ssoSessions;
    }

    /** The {@code [services NAME]} sections by name, in the order of the file. */
    public Map<String, Section> services() {
        return services;
    }

    /** In the order of lines. */
    public List<ConfigWarning> warnings() {
        return warnings;
    }
}
