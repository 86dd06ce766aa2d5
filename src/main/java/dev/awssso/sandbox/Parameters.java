package dev.awssso.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The name and value pairs of a query or of a form body, decoded, in order, duplicates kept. */
final class Parameters {

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads {@code a=b&c=d}.
     *
     * @throws Refusal 400 when an escape is broken
     */
    static Parameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }
        return new Parameters(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "MalformedQueryString", "The query string contains a broken escape");
        }
    }

    /** The one value of this name; empty when there is none, a blank one, or more than one. */
    Optional<String> get(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.size() == 1 && !all.get(0).isEmpty() ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** These, and behind them those of another list. */
    Parameters and(Parameters more) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        values.forEach((name, mine) -> all.put(name, new ArrayList<>(mine)));
        more.values.forEach((name, others) ->
                all.computeIfAbsent(name, any -> new ArrayList<>()).addAll(others));
        return new Parameters(all);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The values of {@code prefix.1.suffix}, {@code prefix.2.suffix}, …: the lists of the AWS query protocol. */
    List<String> list(String prefix, String suffix) {
        List<String> items = new ArrayList<>();
        for (Optional<String> item = get(prefix + ".1" + suffix);
                item.isPresent();
                item = get(prefix + "." + (items.size() + 1) + suffix)) {
            items.add(item.get());
        }
        return items;
    }
}
