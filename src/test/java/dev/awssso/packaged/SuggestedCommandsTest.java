package dev.awssso.packaged;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@link SuggestedCommandsIT} leaves out no place that can print {@code try:}. */
class SuggestedCommandsTest {

    // They print a command inside a sentence, or as the fix of a finding, which DoctorIT runs.
    private static final Set<String> SENTENCES =
            Set.of("TerminalSignInPrompt.stillWaiting", "SignInEnds.text", "SignInCheck.ofInstance");

    // A system that does not show who owns a connection, which no test can make of this one. The command is the same as
    // that of ServerLauncher.mayStart.
    private static final Set<String> OTHER_SYSTEMS = Set.of("ServerLauncher.withoutToken");

    @Test
    void everyPlaceThatSuggestsACommandIsTried() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.awssso");
        Set<String> places = classes.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(SuggestedCommandsTest::makesCommand)
                .map(JavaMethodCall::getOrigin)
                .filter(origin -> !origin.getRawReturnType().isEquivalentTo(ShellCommand.class))
                .filter(origin -> !origin.getOwner().isAssignableTo(Problem.class))
                .map(SuggestedCommandsTest::name)
                .filter(name -> !SENTENCES.contains(name) && !OTHER_SYSTEMS.contains(name))
                .collect(toCollection(TreeSet::new));

        Set<String> tried = Suggestions.all().stream().map(Suggestion::place).collect(toCollection(TreeSet::new));

        assertEquals(String.join("\n", places), String.join("\n", tried));
    }

    private static boolean makesCommand(JavaMethodCall call) {
        return call.getTarget().getRawReturnType().isEquivalentTo(ShellCommand.class)
                && !call.getTargetOwner().isAssignableTo(Problem.class);
    }

    private static String name(JavaCodeUnit unit) {
        return unit.getOwner().getSimpleName() + "." + unit.getName();
    }
}
