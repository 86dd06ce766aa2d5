package dev.awssso.credentials;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.LocalReference;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code --assume-roles}.
 *
 * <pre>
 * value  = "file://" PATH / json / list         ; the file holds json or a list
 * list   = *( ARN / "," / white space )
 * json   = string / [ *( string / object ) ]    ; a string is a list again
 * object = { "roleArn": ARN, "externalId": …, "sessionName": …, "durationSeconds": … }
 * </pre>
 *
 * <p>Names of an object's members are taken in any case and with their first letters as STS writes them
 * ({@code RoleArn}, {@code RoleSessionName}).
 */
public final class HopList {

    private static final String OPTION = "--assume-roles";
    // STS API Reference, AssumeRole, ExternalId.
    private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");
    private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");
    private static final Set<String> MEMBERS =
            Set.of("rolearn", "externalid", "sessionname", "rolesessionname", "durationseconds");

    private HopList() {}

    /**
     * Reads the value.
     *
     * @throws Problem.Usage when it is not one of the forms, or names what is not a role
     * @throws Problem.LocalFile when its file cannot be read
     */
    public static List<Hop> parse(String value) {
        List<Hop> hops = new ArrayList<>();
        addText(LocalReference.resolve(OPTION, value), hops);
        if (hops.isEmpty()) {
            throw new Problem.Usage(OPTION + " contains no role", null, null);
        }
        return hops;
    }

    private static void addText(String text, List<Hop> hops) {
        String stripped = text.strip();
        if (stripped.startsWith("[") || stripped.startsWith("{") || stripped.startsWith("\"")) {
            try {
                addValue(JsonText.parse(stripped), hops);
            } catch (JsonException e) {
                throw new Problem.Usage("invalid " + OPTION, e.getMessage(), null, e);
            }
            return;
        }
        SEPARATORS
                .splitAsStream(stripped)
                .filter(item -> !item.isEmpty())
                .forEach(item -> hops.add(new Hop(role(item), null, null, null)));
    }

    private static void addValue(@Nullable Object value, List<Hop> hops) {
        if (value instanceof String list) {
            SEPARATORS
                    .splitAsStream(list)
                    .filter(item -> !item.isEmpty())
                    .forEach(item -> hops.add(new Hop(role(item), null, null, null)));
        } else if (value instanceof List<?> items) {
            items.forEach(item -> {
                if (item instanceof List) {
                    throw unusable("it contains a list inside the list");
                }
                addValue(item, hops);
            });
        } else if (value instanceof JsonObject object) {
            hops.add(hop(object));
        } else {
            throw unusable("an item is neither a role ARN nor an object");
        }
    }

    private static Hop hop(JsonObject object) {
        for (String name : object.names()) {
            if (!MEMBERS.contains(lower(name))) {
                throw unusable("unknown member \"" + ForeignText.clean(name) + "\"");
            }
        }
        Object arn = member(object, "rolearn");
        if (!(arn instanceof String text)) {
            throw unusable("an object has no \"roleArn\"");
        }
        Object sessionName = member(object, "sessionname");
        if (sessionName == null) {
            sessionName = member(object, "rolesessionname");
        }
        return new Hop(
                role(text),
                externalId(member(object, "externalid")),
                sessionName == null ? null : SessionName.checked("sessionName", asText("sessionName", sessionName)),
                duration(member(object, "durationseconds")));
    }

    private static @Nullable String externalId(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = asText("externalId", value);
        if (!EXTERNAL_ID.matcher(text).matches()) {
            throw unusable("an \"externalId\" must have 2 to 1224 letters, digits and _+=,.@:/-");
        }
        return text;
    }

    private static @Nullable Duration duration(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Long seconds)) {
            throw unusable("a \"durationSeconds\" is not a number of seconds");
        }
        return ChainPlan.checkedDuration("durationSeconds", Duration.ofSeconds(seconds));
    }

    private static String asText(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw unusable("\"" + name + "\" is not a string");
    }

    private static @Nullable Object member(JsonObject object, String lowerName) {
        return object.names().stream()
                .filter(name -> lower(name).equals(lowerName))
                .findFirst()
                .map(object::value)
                .orElse(null);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static RoleArn role(String text) {
        return RoleArn.parse(text)
                .orElseThrow(() -> unusable("\"" + ForeignText.clean(text) + "\" is not the ARN of a role"));
    }

    private static Problem unusable(String why) {
        return new Problem.Usage(
                "invalid " + OPTION, why + "; a role is like arn:aws:iam::111111111111:role/NAME", null);
    }
}
