package dev.awssso.architecture;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms of the house and the arrows between them: which room may use which. */
final class Rooms {

    static final String BASE = "dev.awssso";

    /** What every room may use: they know nothing of this program but failures and JSON. */
    private static final Set<String> FOR_ALL = Set.of("platform", "problem", "json");

    /** The type of a secret value is a word of the language here; the store of secrets is not. */
    private static final Set<String> VOCABULARY = Set.of(BASE + ".secrets.Secret");

    private static final Set<String> DOMAIN =
            Set.of("signin", "roles", "credentials", "profiles", "console", "run", "ecs");

    private static final Map<String, Set<String>> ARROWS = arrows();

    private Rooms() {}

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new HashMap<>();
        arrows.put(
                "cli",
                union(
                        DOMAIN,
                        "ecs.client",
                        "ecs.protocol",
                        "ecs.tls",
                        "ecs.wire",
                        "settings",
                        "sandbox",
                        "secrets",
                        "doctor",
                        "cli.terminal"));
        arrows.put("cli.terminal", DOMAIN);
        arrows.put("ecs.http", Set.of("ecs", "ecs.protocol", "ecs.tls", "ecs.wire", "roles"));
        arrows.put("ecs.client", Set.of("ecs", "ecs.protocol", "ecs.wire"));
        arrows.put("doctor", Set.of("profiles", "signin", "roles", "ecs", "ecs.client", "secrets", "settings"));
        arrows.put("ecs.tls", Set.of("secrets", "certificates"));
        arrows.put("ecs.wire", Set.of("roles"));
        arrows.put("ecs.protocol", Set.of("credentials", "roles", "secrets", "ecs.wire"));
        arrows.put("ecs", Set.of("credentials", "roles", "secrets", "ecs.protocol", "ecs.wire"));
        arrows.put("console", Set.of("credentials", "roles"));
        arrows.put("run", Set.of("credentials", "roles", "ecs.protocol"));
        arrows.put("credentials", Set.of("signin", "roles", "profiles", "secrets"));
        arrows.put("profiles", Set.of("roles", "signin"));
        arrows.put("roles", Set.of("signin"));
        arrows.put("signin", Set.of("secrets", "html"));
        arrows.put("aws", Set.of("signin", "roles", "credentials", "console"));
        arrows.put("sandbox", Set.of("certificates", "html"));
        arrows.put("sandbox.junit", Set.of("sandbox"));
        arrows.put("certificates", Set.of());
        arrows.put("html", Set.of());
        arrows.put("settings", Set.of("profiles", "signin"));
        arrows.put("secrets", Set.of());
        arrows.put("json", Set.of());
        arrows.put("platform", Set.of());
        arrows.put("problem", Set.of());
        return Map.copyOf(arrows);
    }

    private static Set<String> union(Set<String> rooms, String... more) {
        return Stream.concat(rooms.stream(), Stream.of(more)).collect(toUnmodifiableSet());
    }

    /** The room of a class; the command groups and the option groups are one room with {@code cli}. */
    static String of(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(BASE + ".")) {
            return "";
        }
        String room = name.substring(BASE.length() + 1);
        return room.startsWith("cli.") && !room.equals("cli.terminal") ? "cli" : room;
    }

    /** Uses no room but those that an arrow leads to. */
    static ArchCondition<JavaClass> followTheArrows() {
        return new ArchCondition<>("use only the rooms that an arrow leads to") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String from = of(type);
                type.getDirectDependenciesFromSelf().stream()
                        .filter(use -> !allowed(from, use.getTargetClass().getBaseComponentType()))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
            }
        };
    }

    private static boolean allowed(String from, JavaClass target) {
        String to = of(target);
        return from.equals("boot")
                || to.isEmpty()
                || to.equals(from)
                || VOCABULARY.contains(target.getName())
                || (FOR_ALL.contains(to) && !FOR_ALL.contains(from))
                || to.equals("problem")
                || ARROWS.getOrDefault(from, Set.of()).contains(to);
    }

    /** Every room as a slice, to look for cycles. */
    static SliceAssignment slices() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String room = of(type);
                return room.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(room);
            }

            @Override
            public String getDescription() {
                return "the rooms";
            }
        };
    }
}
