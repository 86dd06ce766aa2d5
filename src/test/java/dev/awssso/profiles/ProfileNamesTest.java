package dev.awssso.profiles;

import static dev.awssso.profiles.Assignments.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileNamesTest {

    private static List<String> names(Assignment... assignments) {
        return names(new ProfileNames(NameTemplate.DEFAULT, Set.of()), assignments);
    }

    private static List<String> names(ProfileNames rules, Assignment... assignments) {
        return rules.assign(List.of(assignments)).stream()
                .map(ProfileName::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my-acct-1|my-acct-1",
                "Dev Sandbox|Dev-Sandbox",
                "naïve café|naive-cafe",
                "a]b[c|a-b-c",
                "a - b|a---b",
                "'  (x)  '|x",
                "--x--|x",
                "ＡＢＣ|ABC",
                "a/b@c.d:e+f%g_h|a/b@c.d:e+f%g_h",
                "שלום|111111111111",
                "<>|111111111111",
                "''|111111111111",
            })
    void keepsOnlyWhatEverySdkReads(String account, String expected) {
        assertEquals(List.of(expected + "-Admin"), names(role("111111111111", account, "Admin")));
    }

    @Test
    void cleansRoleNamesToo() {
        assertEquals(List.of("a-Power-User-x@y"), names(role("111111111111", "a", "Power=User,x@y")));
        assertEquals(List.of("a-role"), names(role("111111111111", "a", "=,=")));
    }

    @Test
    void givesEveryMemberOfACrowdItsAccountId() {
        assertEquals(
                List.of("dev-111111111111-Admin", "dev-222222222222-Admin", "prod-Admin"),
                names(
                        role("222222222222", "dev", "Admin"),
                        role("111111111111", "dev", "Admin"),
                        role("333333333333", "prod", "Admin")));
    }

    @Test
    void tellsApartTwoRolesOfOneAccountByADigest() {
        List<String> names = names(role("111111111111", "dev", "A=B"), role("111111111111", "dev", "A,B"));

        // sha256 of 111111111111/A,B and of 111111111111/A=B
        assertEquals(2, new HashSet<>(names).size());
        names.forEach(name -> assertTrue(name.matches("dev-111111111111-A-B-[0-9a-f]{6}"), name));
    }

    @Test
    void keepsOffTheNameDefault() {
        NameTemplate template = NameTemplate.parse("{account}");

        assertEquals(
                List.of("default-111111111111-R"),
                names(new ProfileNames(template, Set.of()), role("111111111111", "default", "R")));
    }

    @Test
    void keepsOffNamesThatAreTaken() {
        assertEquals(
                List.of("dev-111111111111-R"),
                names(new ProfileNames(NameTemplate.DEFAULT, Set.of("dev-R")), role("111111111111", "dev", "R")));
    }

    @Test
    void keepsApartAnExpandedNameAndOneThatLooksLikeIt() {
        List<String> names = names(
                role("111111111111", "dev", "R"),
                role("222222222222", "dev", "R"),
                role("333333333333", "dev-111111111111", "R"));

        assertEquals(3, new HashSet<>(names).size(), names::toString);
        assertTrue(names.contains("dev-222222222222-R"), names::toString);
        assertTrue(names.contains("dev-111111111111-333333333333-R"), names::toString);
    }

    @Test
    void keepsNamesThatDifferInCaseOnly() {
        assertEquals(
                List.of("DEV-R", "dev-R"), names(role("111111111111", "dev", "R"), role("222222222222", "DEV", "R")));
    }

    @Test
    void sortsByCodePoints() {
        assertEquals(
                List.of("B-R", "_-R", "a-R", "b-R"),
                names(
                        role("111111111111", "b", "R"),
                        role("222222222222", "a", "R"),
                        role("333333333333", "_", "R"),
                        role("444444444444", "B", "R")));
    }

    @Test
    void namesARoleOnce() {
        assertEquals(List.of("a-R"), names(role("111111111111", "a", "R"), role("111111111111", "a", "R")));
    }

    @Test
    void doesNotDependOnThePortalsOrder() {
        List<Assignment> assignments = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String id = String.format(java.util.Locale.ROOT, "%012d", random.nextInt(200));
            assignments.add(role(id, "a" + Integer.parseInt(id) % 20, "R" + "=,".charAt(random.nextInt(2)) + "x"));
        }
        ProfileNames rules = new ProfileNames(NameTemplate.DEFAULT, Set.of());
        List<ProfileName> first = rules.assign(assignments);
        Collections.shuffle(assignments, random);

        assertEquals(first, rules.assign(assignments));
        assertEquals(new HashSet<>(assignments).size(), first.size());
        assertEquals(
                first.size(), first.stream().map(ProfileName::name).distinct().count());
    }

    @Test
    void tellsOfEachChangedName() {
        ProfileName named = new ProfileNames(NameTemplate.DEFAULT, Set.of())
                .assign(List.of(role("111111111111", "Dev\u202e Box", "R")))
                .get(0);

        assertTrue(named.changed());
        assertEquals(
                "account \"Dev Box\" (111111111111), role \"R\": profile Dev-Box-R"
                        + " (not every tool can read \"Dev Box-R\")",
                named.note());
    }

    @Test
    void saysNothingOfNamesThatStay() {
        ProfileNames rules = new ProfileNames(NameTemplate.DEFAULT, Set.of());

        assertEquals(
                List.of(false, false),
                rules.assign(List.of(role("111111111111", "a/b", "R"), role("222222222222", "", "R"))).stream()
                        .map(ProfileName::changed)
                        .toList());
    }

    @Test
    void followsATemplate() {
        NameTemplate template = NameTemplate.parse("corp/{role}@{account}:{account_id}");

        assertEquals(
                List.of("corp/R@Dev-Box:111111111111"),
                names(new ProfileNames(template, Set.of()), role("111111111111", "Dev Box", "R")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "-{role}", "{acount}", "{role", "{role} {account}", "é{role}"})
    void refusesTemplatesThatMakeNoNames(String template) {
        assertThrows(Problem.Usage.class, () -> NameTemplate.parse(template));
    }
}
