package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One order to the control API, or an object within it. Whatever is not understood is refused by its name. */
final class Order {

    private final String what;
    private final JsonObject members;

    /**
     * An order.
     *
     * @param what what the messages call it: {@code the control "assign"}
     * @param allowed the members that it may have
     * @throws IllegalArgumentException for any other
     */
    Order(String what, JsonObject members, Collection<String> allowed) {
        this.what = what;
        this.members = members;
        for (String name : members.names()) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException(what + " has no member \"" + name + "\"; "
                        + (allowed.isEmpty() ? "it has none" : "use one of: " + String.join(", ", allowed)));
            }
        }
    }

    boolean has(String name) {
        return members.has(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        return Optional.of(members.string(name).orElseThrow(() -> wrong(name, "a string")));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) {
                throw wrong(name, "a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private List<?> list(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (members.value(name) instanceof List<?> items) {
            return items;
        }
        throw wrong(name, "a list of strings");
    }

    /** A whole number of zero or more. */
    int count(String name) {
        return optionalCount(name).orElseThrow(() -> missing(name));
    }

    Optional<Integer> optionalCount(String name) {
        return optionalNumber(name)
                .map(number -> number < 0 ? number(name, "not below zero") : number)
                .map(Math::toIntExact);
    }

    Optional<Duration> seconds(String name) {
        return optionalCount(name).map(Duration::ofSeconds);
    }

    Optional<Duration> millis(String name) {
        return optionalCount(name).map(Duration::ofMillis);
    }

    /** A whole number of either sign, of at most a thousand million. */
    int number(String name) {
        return optionalNumber(name).map(Math::toIntExact).orElseThrow(() -> missing(name));
    }

    Optional<Long> optionalNumber(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        long number = members.integer(name).orElseThrow(() -> wrong(name, "a whole number"));
        return Optional.of(Math.abs(number) > 1_000_000_000 ? number(name, "of at most 1000000000") : number);
    }

    private long number(String name, String limit) {
        throw wrong(name, "a whole number " + limit);
    }

    /** A number greater than 0 and at most 1. */
    Optional<BigDecimal> fraction(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Object value = members.value(name);
        BigDecimal number = value instanceof BigDecimal decimal
                ? decimal
                : BigDecimal.valueOf(members.integer(name).orElse(-1L));
        if (number.compareTo(new BigDecimal("0.01")) < 0 || number.compareTo(BigDecimal.ONE) > 0) {
            throw wrong(name, "a number from 0.01 to 1");
        }
        return Optional.of(number);
    }

    /** The members of an object whose names are free and whose values are texts. */
    Map<String, String> members(String name) {
        if (!has(name)) {
            return Map.of();
        }
        JsonObject object = members.object(name).orElseThrow(() -> wrong(name, "an object"));
        Map<String, String> texts = new LinkedHashMap<>();
        for (String member : object.names()) {
            texts.put(member, object.string(member).orElseThrow(() -> wrong(name, "an object of strings")));
        }
        return texts;
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (members.value(name) instanceof Boolean given) {
            return given;
        }
        throw wrong(name, "true or false");
    }

    /** One of an enum's names, in lower case, with {@code -} or {@code _}. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        Optional<String> given = optionalText(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String wanted = given.get().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(wanted)) {
                return Optional.of(constant);
            }
        }
        throw new IllegalArgumentException(what + ": there is no " + name + " \"" + given.get() + "\"; use one of: "
                + List.of(type.getEnumConstants()).stream()
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    /** A member that is an object itself, with these members; empty when absent. */
    Optional<Order> order(String name, Collection<String> allowed) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonObject inner = members.object(name).orElseThrow(() -> wrong(name, "an object"));
        return Optional.of(new Order(what + ", \"" + name + "\"", inner, allowed));
    }

    IllegalArgumentException missing(String name) {
        return new IllegalArgumentException(what + " requires the member \"" + name + "\"");
    }

    IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException(what + ": \"" + name + "\" must be " + expected);
    }
}
