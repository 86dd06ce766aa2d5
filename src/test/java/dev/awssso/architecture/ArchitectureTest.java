package dev.awssso.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that a machine can check, the most valuable first. Each says why it is there. */
class ArchitectureTest {

    private static final int LONGEST_CLASS = 300;

    static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(Rooms.BASE);

    @Test
    void onlyAwsKnowsTheSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Rooms.BASE + ".aws")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..")
                .because("loading the SDK costs 100 ms, and the domain must be testable and readable without it")
                .check(HOUSE);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackages(Rooms.BASE + ".cli..", Rooms.BASE + ".boot")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .because("the domain serves the server too, which parses no command line")
                .check(HOUSE);
    }

    @Test
    void onlyTheRestEdgeKnowsHttpFrameworks() {
        noClasses()
                .that()
                .resideOutsideOfPackages(Rooms.BASE + ".ecs.http", Rooms.BASE + ".boot")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx..", "io.netty..", "io.quarkus.rest..")
                .because("slots and renewal are tested without a socket, and a command must not load a server")
                .check(HOUSE);
    }

    @Test
    void noCycles() {
        slices().assignedFrom(Rooms.slices())
                .should()
                .beFreeOfCycles()
                .because("two rooms that need each other are one room that nobody dares to change")
                .check(HOUSE);
    }

    @Test
    void arrows() {
        classes()
                .that()
                .resideInAPackage(Rooms.BASE + "..")
                .should(Rooms.followTheArrows())
                .because("a new arrow is a decision: change docs/design first, then the code, then Rooms")
                .check(HOUSE);
    }

    @Test
    void commandsAndServerNeverMeet() {
        noClasses()
                .that()
                .resideInAPackage(Rooms.BASE + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Rooms.BASE + ".ecs.http..")
                .because("a command must not pay for the server")
                .check(HOUSE);
    }

    @Test
    void theServerKnowsNoCommand() {
        noClasses()
                .that()
                .resideInAPackage(Rooms.BASE + ".ecs.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(Rooms.BASE + ".cli..")
                .because("the server prints nothing and parses no words")
                .check(HOUSE);
    }

    @Test
    void onlyTheTerminalPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(Rooms.BASE + ".boot", Rooms.BASE + ".cli.terminal")
                .should()
                .accessTargetWhere(describe("prints or ends the process", ArchitectureTest::printsOrExits))
                .because("stdout is the payload, and tests run commands in their own process")
                .check(HOUSE);
    }

    @Test
    void theWorldIsPassedIn() {
        noClasses()
                .that()
                // The extension for JUnit is where somebody else's test starts: it is wired there, as boot wires a
                // program.
                .resideOutsideOfPackages(Rooms.BASE + ".boot", Rooms.BASE + ".platform", Rooms.BASE + ".sandbox.junit")
                .should()
                .accessTargetWhere(describe("reaches for time, environment or sleep", ArchitectureTest::reachesOut))
                .because("expiry, renewal and resolution are tested with a fake clock and an environment of their own")
                .check(HOUSE);
    }

    @Test
    void constructorsOnly() {
        noFields()
                .should()
                .beAnnotatedWith(Inject.class)
                .orShould()
                .beAnnotatedWith(ConfigProperty.class)
                .because("what an object needs is said by its constructor, so that boot can build it by hand")
                .check(HOUSE);
    }

    @Test
    void noOptionalFields() {
        noFields()
                .should()
                .haveRawType(Optional.class)
                .because("@Nullable says the same in a field, and NullAway checks it")
                .check(HOUSE);
    }

    @Test
    void noOptionalParameters() {
        noCodeUnits()
                .that(are(describe("written by hand", unit -> !unit.getName().startsWith("lambda$"))))
                .should()
                .haveRawParameterTypes(describe(
                        "an Optional", types -> types.stream().anyMatch(type -> type.isEquivalentTo(Optional.class))))
                .because("the caller has a value or has none, and NullAway checks @Nullable")
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such a name says nothing, and such a class takes in everything")
                .check(HOUSE);
    }

    @Test
    void secretsAreSecrets() {
        classes()
                .that(are(describe(
                        "holders of a Secret", type -> type.getFields().stream().anyMatch(ArchitectureTest::isSecret))))
                .should(haveNoStringNamedLikeASecret())
                .because("a record prints its String components")
                .check(HOUSE);
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        classes()
                .that()
                .resideInAPackage(Rooms.BASE + "..")
                .should(beInANullMarkedPackage())
                .because("the first thing a newcomer reads is package-info, and NullAway looks for @NullMarked")
                .check(HOUSE);
    }

    @Test
    void failuresAreCaughtByName() {
        codeUnits()
                .should(catchNoException())
                .because("what is caught is known: everything else is a defect, told in one place")
                .check(HOUSE);
    }

    @Test
    void processesGetTheirEnvironmentInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Rooms.BASE + ".platform.ChildEnvironment")
                .should()
                .callMethod(ProcessBuilder.class, "environment")
                .because(
                        "what is written there loses its bytes when they are not UTF-8, and LC_ALL is not the person's")
                .check(HOUSE);
    }

    @Test
    void databindStaysAtTheRestEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages(Rooms.BASE + ".ecs.http", Rooms.BASE + ".ecs.wire", Rooms.BASE + ".boot")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .because("loading it costs a command 60 ms; the room json does what commands need")
                .check(HOUSE);
    }

    @Test
    void classesStopAtThreeHundredLines() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<String> tooLong = sources.filter(source -> source.toString().endsWith(".java"))
                    .filter(source -> lines(source) > LONGEST_CLASS)
                    .map(Path::toString)
                    .toList();

            assertEquals(List.of(), tooLong, "a class of this size has two jobs");
        }
    }

    private static long lines(Path source) {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean printsOrExits(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (owner.isEquivalentTo(System.class)) {
            return Set.of("out", "err", "exit").contains(name);
        }
        if (owner.isEquivalentTo(Runtime.class)) {
            return Set.of("exit", "halt").contains(name);
        }
        return owner.isAssignableTo(Throwable.class) && name.equals("printStackTrace");
    }

    private static boolean reachesOut(JavaAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getTarget().getName();
        boolean noArguments = call instanceof JavaMethodCall method
                && method.getTarget().getRawParameterTypes().isEmpty();
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("getenv") || name.equals("currentTimeMillis");
        }
        if (owner.isEquivalentTo(Thread.class)) {
            return name.equals("sleep");
        }
        if (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class)) {
            return name.startsWith("system");
        }
        return owner.getPackageName().equals("java.time") && name.equals("now") && noArguments;
    }

    private static boolean isSecret(JavaField field) {
        return field.getRawType().getName().equals(Rooms.BASE + ".secrets.Secret");
    }

    private static ArchCondition<JavaClass> haveNoStringNamedLikeASecret() {
        return new ArchCondition<>("have no String named like a secret") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> field.getRawType().isEquivalentTo(String.class))
                        .filter(field -> field.getName().matches("(?i).*(secret|password|token)(key|value)?"))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with a @NullMarked package-info") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetAnnotationOfType(NullMarked.class)
                        .isPresent();
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " has no @NullMarked package-info"));
            }
        };
    }

    private static ArchCondition<JavaCodeUnit> catchNoException() {
        return new ArchCondition<>("catch no Exception") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getTryCatchBlocks().stream()
                        .filter(block -> block.getCaughtThrowables().stream()
                                .anyMatch(caught -> caught.isEquivalentTo(Exception.class)))
                        .forEach(block -> events.add(SimpleConditionEvent.violated(
                                unit, "catches Exception in " + block.getSourceCodeLocation())));
            }
        };
    }
}
