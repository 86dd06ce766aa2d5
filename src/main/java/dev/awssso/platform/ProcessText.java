package dev.awssso.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which words of the command line and which variables are not what the person gave. The JVM and the native program
 * put U+FFFD in the place of bytes that are not UTF-8; U+FFFD itself is a character that a text may hold, so the bytes
 * decide where the system shows them (Linux), and elsewhere the character alone.
 */
public final class ProcessText {

    private static final int REPLACEMENT = 0xFFFD;

    private ProcessText() {}

    /** True for a text in which bytes may have been replaced. */
    static boolean isDamaged(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    /**
     * The first of the words of this process's command line that was not UTF-8.
     *
     * @return its number, counted from 1; 0 when there is none
     */
    public static int firstDamaged(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (isDamaged(words.get(i)) && !isWhole(words, i)) {
                return i + 1;
            }
        }
        return 0;
    }

    // The words of a JVM's own come before those of the program.
    private static boolean isWhole(List<String> words, int index) {
        List<byte[]> given = entries("/proc/self/cmdline");
        int at = given.size() - words.size() + index;
        return at >= 0 && words.get(index).equals(strict(given.get(at)));
    }

    /** The names of those variables of this process whose values are not UTF-8. */
    static Set<String> damagedVariables(Map<String, String> variables) {
        Set<String> damaged = new HashSet<>();
        variables.forEach((name, value) -> {
            if (isDamaged(value)) {
                damaged.add(name);
            }
        });
        if (!damaged.isEmpty()) {
            Set<String> whole = new HashSet<>();
            for (byte[] entry : entries("/proc/self/environ")) {
                Optional.ofNullable(strict(entry))
                        .filter(text -> text.indexOf('=') > 0)
                        .filter(text -> text.substring(text.indexOf('=') + 1)
                                .equals(variables.get(text.substring(0, text.indexOf('=')))))
                        .ifPresent(text -> whole.add(text.substring(0, text.indexOf('='))));
            }
            damaged.removeAll(whole);
        }
        return damaged;
    }

    private static List<byte[]> entries(String file) {
        List<byte[]> entries = new ArrayList<>();
        try {
            byte[] all = Files.readAllBytes(Path.of(file));
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    entries.add(Arrays.copyOfRange(all, start, i));
                    start = i + 1;
                }
            }
        } catch (IOException e) {
            // Not Linux: the characters decide.
        }
        return entries;
    }

    private static @Nullable String strict(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
