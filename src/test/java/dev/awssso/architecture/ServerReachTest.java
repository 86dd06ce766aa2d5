package dev.awssso.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.awssso.Rows;
import dev.awssso.platform.Browser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the server's process can never do, because no code of ours leads there. */
class ServerReachTest {

    private static final JavaClasses OURS = ArchitectureTest.HOUSE;

    private static final Reachable FROM_SERVER =
            Reachable.from(OURS, command("cli.ecs.EcsRunCommand"), madeByTheFramework());

    // A command, in a process that is wired as all of them are.
    private static Set<JavaMethod> command(String name) {
        Set<JavaMethod> roots = new HashSet<>(OURS.get(Rooms.BASE + "." + name).getAllMethods());
        roots.removeIf(method -> !OURS.contain(method.getOwner().getName()));
        roots.add(OURS.get(Rooms.BASE + ".boot.Wiring").getMethod("ofProcess"));
        return roots;
    }

    // CDI and JAX-RS make objects of what lies in these.
    private static List<JavaClass> madeByTheFramework() {
        return OURS.stream()
                .filter(one -> one.getPackageName().equals(Rooms.BASE + ".ecs.http")
                        || (one.getPackageName().equals(Rooms.BASE + ".boot")
                                && one.getSimpleName().startsWith("Server")))
                .toList();
    }

    @Rows("I5")
    @Test
    void startsNoBrowser() {
        assertFalse(
                FROM_SERVER
                        .callsTo(target -> target.getOwner().getName().equals(Rooms.BASE + ".signin.Refresher"))
                        .isEmpty(),
                "what a fetch does is not found");
        assertEquals(Set.of(), FROM_SERVER.callsTo(ServerReachTest::opensBrowser));
        assertFalse(
                Reachable.from(OURS, command("cli.LoginCommand"), List.of())
                        .callsTo(ServerReachTest::opensBrowser)
                        .isEmpty(),
                "the way of a command that does is not found either");
    }

    private static boolean opensBrowser(CodeUnitAccessTarget target) {
        return target.getOwner().isEquivalentTo(Browser.class)
                && target.getName().equals("open");
    }

    @Rows("P10")
    @Test
    void startsNoProgram() {
        Set<String> ways = FROM_SERVER.callsTo(ServerReachTest::startsProcess);

        // systemd-notify, by its name and with words of ours, and only where systemd asks for it.
        ways.removeIf(way -> way.endsWith(" -> Systemd.send -> ProcessBuilder.start"));
        // stty, by its name and with words of ours, and only for the width of a table.
        ways.removeIf(way -> way.endsWith(" -> TerminalSize.columns -> ProcessBuilder.start"));
        // The person's own --notify command, from the look at the sign-ins alone: no request leads there.
        ways.removeIf(way -> way.startsWith("ServerBeans.slots -> Slots.tick -> SignInEnds.look -> ")
                && way.contains(" -> NoticeCommand.tell -> "));
        assertEquals(Set.of(), ways);
        assertFalse(
                Reachable.from(OURS, command("cli.CredentialProcessCommand"), List.of())
                        .callsTo(ServerReachTest::startsProcess)
                        .isEmpty(),
                "the way of a command that does is not found either");
    }

    private static boolean startsProcess(CodeUnitAccessTarget target) {
        return (target.getOwner().isEquivalentTo(ProcessBuilder.class)
                        && target.getName().equals("start"))
                || (target.getOwner().isEquivalentTo(Runtime.class)
                        && target.getName().equals("exec"));
    }

    @Rows("P9")
    @Test
    void nothingHereTouchesTheClipboard() {
        assertEquals(
                List.of(),
                OURS.stream()
                        .filter(one -> one.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("java.awt")))
                        .map(JavaClass::getName)
                        .toList());
    }
}
