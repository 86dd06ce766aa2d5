package dev.awssso.architecture;

import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What code can run once some methods run: rapid type analysis over our own classes. A call of a method of an interface or
 * a class reaches its implementation in every class of ours that reachable code makes an object of, or that is made from
 * the start. Bodies of lambda expressions count as run by the method that holds them, and method references as calls.
 *
 * <p>Classes of libraries are not looked into: what they call back is what reachable code has made an object of, so all
 * methods of such a class that implement a type of a library count as called.
 */
final class Reachable {

    private final JavaClasses classes;
    private final Set<JavaClass> made = new HashSet<>();
    private final Map<JavaCodeUnit, JavaCodeUnit> cameFrom = new LinkedHashMap<>();
    private final Deque<JavaCodeUnit> next = new ArrayDeque<>();
    private final Set<JavaMethod> virtualCalls = new HashSet<>();

    private Reachable(JavaClasses classes) {
        this.classes = classes;
    }

    /** From these methods, and all methods of the classes that a framework makes. */
    static Reachable from(
            JavaClasses classes, Collection<? extends JavaCodeUnit> roots, Collection<JavaClass> framework) {
        Reachable reachable = new Reachable(classes);
        framework.forEach(reachable::make);
        framework.stream().flatMap(one -> one.getCodeUnits().stream()).forEach(unit -> reachable.add(unit, unit));
        roots.forEach(root -> {
            reachable.make(root.getOwner());
            reachable.add(root, root);
        });
        reachable.follow();
        return reachable;
    }

    /** The calls out of reachable code to targets of this kind: {@code caller -> target}, with the way that led there. */
    Set<String> callsTo(Predicate<CodeUnitAccessTarget> target) {
        return cameFrom.keySet().stream()
                .flatMap(unit -> accesses(unit)
                        .filter(target)
                        .map(found -> way(unit) + " -> " + found.getOwner().getSimpleName() + "." + found.getName()))
                .collect(toSet())
                .stream()
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    private String way(JavaCodeUnit unit) {
        String own = unit.getOwner().getSimpleName() + "." + unit.getName();
        JavaCodeUnit before = cameFrom.get(unit);
        return before == unit ? own : way(before) + " -> " + own;
    }

    private void follow() {
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.remove();
            accesses(unit).forEach(target -> call(target, unit));
        }
    }

    private static Stream<CodeUnitAccessTarget> accesses(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getCallsFromSelf().stream().map(call -> (CodeUnitAccessTarget) call.getTarget()),
                unit.getCodeUnitReferencesFromSelf().stream()
                        .map(reference -> (CodeUnitAccessTarget) reference.getTarget()));
    }

    private void call(CodeUnitAccessTarget target, JavaCodeUnit caller) {
        target.resolveMember().ifPresent(unit -> {
            if (!classes.contain(unit.getOwner().getName())) {
                return;
            }
            if (unit instanceof JavaConstructor) {
                add(unit, caller);
                make(unit.getOwner(), caller);
                return;
            }
            if (unit.getModifiers().contains(JavaModifier.STATIC)
                    || caller.getOwner().isAssignableTo(unit.getOwner().getName())) {
                add(unit, caller);
            }
            if (virtualCalls.add((JavaMethod) unit)) {
                made.forEach(one -> implementation(one, (JavaMethod) unit, caller));
            }
        });
    }

    private void make(JavaClass one) {
        made.add(one);
    }

    private void make(JavaClass one, JavaCodeUnit caller) {
        if (!made.add(one)) {
            return;
        }
        Set.copyOf(virtualCalls).forEach(method -> implementation(one, method, caller));
        one.getMethods().stream().filter(Reachable::calledByLibrary).forEach(method -> add(method, caller));
    }

    private static boolean calledByLibrary(JavaMethod method) {
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .filter(type -> !type.getName().startsWith(Rooms.BASE) && !type.isEquivalentTo(Object.class))
                .anyMatch(type -> declares(type, method));
    }

    private void implementation(JavaClass one, JavaMethod method, JavaCodeUnit caller) {
        if (one.isAssignableTo(method.getOwner().getName())) {
            for (JavaClass type = one;
                    type != null;
                    type = type.getRawSuperclass().orElse(null)) {
                // All that may be meant: overloads can have the same number of parameters.
                List<JavaMethod> found = type.getMethods().stream()
                        .filter(mine -> same(mine, method))
                        .toList();
                if (!found.isEmpty()) {
                    found.forEach(mine -> add(mine, caller));
                    return;
                }
            }
        }
    }

    private static boolean declares(JavaClass type, JavaMethod method) {
        return type.getMethods().stream().anyMatch(theirs -> same(theirs, method));
    }

    // Erasure differs where a generic type is implemented: the name and the number of parameters are enough.
    private static boolean same(JavaMethod one, JavaMethod other) {
        return one.getName().equals(other.getName())
                && !one.getModifiers().contains(JavaModifier.STATIC)
                && one.getRawParameterTypes().size()
                        == other.getRawParameterTypes().size();
    }

    private void add(JavaCodeUnit unit, JavaCodeUnit from) {
        if (cameFrom.putIfAbsent(unit, from) == null) {
            next.add(unit);
            unit.getOwner().getStaticInitializer().ifPresent(first -> add(first, unit));
        }
    }
}
