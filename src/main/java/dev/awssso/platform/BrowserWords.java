package dev.awssso.platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a browser's command: {@code %s} is the address, {@code %e} the address in percent-encoding (for an address
 * that contains it, such as that of a Firefox container), and fields in braces are values of the caller. Values never
 * become more words than the one they are in.
 */
final class BrowserWords {

    private static final Pattern FIELD = Pattern.compile("%[se]|\\{(\\w+)}");

    private BrowserWords() {}

    /** The alternatives of {@code BROWSER}: a separator inside quotes separates nothing. */
    static List<String> alternatives(String variable, String separator) {
        List<String> alternatives = new ArrayList<>();
        int begin = 0;
        char quote = 0;
        for (int i = 0; i < variable.length(); i++) {
            char c = variable.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (variable.startsWith(separator, i)) {
                alternatives.add(variable.substring(begin, i));
                begin = i + 1;
            }
        }
        alternatives.add(variable.substring(begin));
        // The apostrophe of a path is no quote.
        return quote == 0 ? alternatives : List.of(variable.split(separator, -1));
    }

    /** True where the command says where the address belongs. */
    static boolean placed(String command) {
        return command.contains("%s") || command.contains("%e");
    }

    /** The command with the address, which comes last where no word has a place for it. */
    static List<String> filled(List<String> words, String address, Map<String, String> fields) {
        List<String> command = new ArrayList<>(words);
        if (command.size() > 1 && command.get(command.size() - 1).equals("&")) {
            command.remove(command.size() - 1);
        }
        boolean placed = command.stream().anyMatch(BrowserWords::placed);
        command.replaceAll(word -> filled(word, address, fields));
        if (!placed) {
            command.add(address);
        }
        return command;
    }

    // In one pass: a value may look like a field.
    private static String filled(String word, String address, Map<String, String> fields) {
        return FIELD.matcher(word)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group()) {
                            case "%s" -> address;
                            case "%e" -> URLEncoder.encode(address, StandardCharsets.UTF_8);
                            default -> fields.getOrDefault(found.group(1), found.group());
                        }));
    }
}
