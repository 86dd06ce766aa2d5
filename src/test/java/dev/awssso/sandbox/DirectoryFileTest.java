package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryFileTest {

    private static final String YAML =
            """
            users:
              - anna@example.com
              - name: bob@example.com
                groups: [operators]
                mfa: true
            groups:
              - operators
              - name: auditors
                members: [anna@example.com]
            accounts:
              - id: 012345678901
                name: dev
                email: dev@example.com
              - {id: "222222222222", name: prod}
            permissionSets:
              - ReadOnly
              - name: Operator
                session: 12h
            assignments:
              - groups: [operators, auditors]
                accounts: "*"
                permissionSets: ReadOnly
              - users: bob@example.com
                accounts: 222222222222
                permissionSets: [Operator]
            iamRoles:
              - account: 222222222222
                name: Deploy
                trust: organisation-with-mfa
                session: 2h
            portalSession: 8h
            """;

    private static final String JSON =
            """
            {
            \t"users": ["anna@example.com", {"name": "bob@example.com", "groups": ["operators"], "mfa": true}],
            \t"groups": ["operators", {"name": "auditors", "members": ["anna@example.com"]}],
            \t"accounts": [{"id": "012345678901", "name": "dev", "email": "dev@example.com"},
            \t\t{"id": "222222222222", "name": "prod"}],
            \t"permissionSets": ["ReadOnly", {"name": "Operator", "session": "12h"}],
            \t"assignments": [
            \t\t{"groups": ["operators", "auditors"], "accounts": "*", "permissionSets": "ReadOnly"},
            \t\t{"users": "bob@example.com", "accounts": "222222222222", "permissionSets": ["Operator"]}],
            \t"iamRoles": [{"account": "222222222222", "name": "Deploy", "trust": "organisation-with-mfa", "session": "2h"}],
            \t"portalSession": "8h"
            }
            """;

    @TempDir
    Path home;

    private SandboxDirectory read(String name, String text) throws IOException {
        return DirectoryFile.read(Files.writeString(home.resolve(name), text));
    }

    @Test
    void readsYamlAndJsonAlike() throws IOException {
        SandboxDirectory directory = read("d.yaml", YAML);

        assertEquals(directory, read("d.json", JSON));
        assertEquals(directory, read("json-as-yaml.yml", JSON.replace("\t", "")));
        assertEquals(
                List.of(
                        new SandboxUser("anna@example.com", List.of("auditors"), false),
                        new SandboxUser("bob@example.com", List.of("operators"), true)),
                directory.users());
        assertEquals("012345678901", directory.accounts().get(0).id());
        assertEquals(5, directory.assignments().size());
        assertEquals(Duration.ofHours(12), directory.permissionSets().get(1).session());
        assertEquals(
                IamRole.Trust.ORGANISATION_WITH_MFA, directory.iamRoles().get(0).trust());
        assertEquals(Duration.ofHours(8), directory.portalSession());
    }

    @Test
    void anAliasIsTheSameAgain() throws IOException {
        SandboxDirectory directory = read(
                "a.yaml",
                """
                users: [anna@example.com]
                accounts: [{id: "111111111111"}, {id: "222222222222"}]
                permissionSets: &all [A, B]
                assignments:
                  - {users: anna@example.com, accounts: "111111111111", permissionSets: *all}
                """);

        assertEquals(2, directory.assignments().size());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("users: [a", "line 1, column 10: expected ',' or ']', but got <stream end>"),
                Arguments.of("", "line 1, column 1: the file is empty"),
                Arguments.of("users: []", "line 1, column 8: a directory must have at least one user"),
                Arguments.of("accounts: []", "line 1, column 1: the member \"users\" is missing"),
                Arguments.of("users: [anna]\nuser: [bob]", "line 2, column 7: unknown member \"user\"; use one of:"),
                Arguments.of("users: [anna]\nusers: [bob]", "line 2, column 1: duplicate name \"users\""),
                Arguments.of("users: [anna, anna]", "line 1, column 15: duplicate user \"anna\""),
                Arguments.of("users: ['a b']", "line 1, column 9: the name of a user must have 2 to 64 letters"),
                Arguments.of("users:\n- name: anna\n  groups: [x]", "line 3, column 12: there is no group \"x\""),
                Arguments.of("users:\n- name: anna\n  mfa: yes", "line 3, column 8: true or false is expected here"),
                Arguments.of("users: [anna]\naccounts: [12]", "line 2, column 12: an account id must have 12 digits"),
                Arguments.of(
                        "users: [anna]\npermissionSets: [{name: A, session: 1 hour}]",
                        "line 2, column 37: a time such as 900s, 15m, 8h or 7d is expected here"),
                Arguments.of(
                        "users: [anna]\nassignments: [{users: bob, accounts: '*', permissionSets: A}]",
                        "line 2, column 23: there is no user \"bob\""),
                Arguments.of(
                        "users: [anna]\nassignments: [{users: anna, accounts: '*', permissionSets: A}]",
                        "line 2, column 60: there is no permission set \"A\""),
                Arguments.of(
                        "users: [anna]\nassignments: [{accounts: '*', permissionSets: []}]",
                        "line 2, column 15: an assignment requires users or groups"),
                Arguments.of(
                        "users: !!javax.script.ScriptEngineManager [x]", "line 1, column 8: Global tag is not allowed"),
                Arguments.of("users: &a [*a]", "line 1, column 8: nested too deeply"),
                Arguments.of(
                        "users: [anna]\naccounts: ['111111111111']\niamRoles: [{account: '111111111111', name: R, trust: all}]",
                        "line 3, column 54: unknown trust \"all\"; use one of:"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsThePlaceOfAMistake(String text, String message) {
        IllegalArgumentException mistake =
                assertThrows(IllegalArgumentException.class, () -> read("d.yaml", text), text);

        assertTrue(String.valueOf(mistake.getMessage()).startsWith(message), mistake.getMessage());
        assertTrue(String.valueOf(mistake.getMessage()).lines().count() == 1, mistake.getMessage());
    }

    @Test
    void tellsThePlaceOfAMistakeInJson() {
        for (String[] mistake : new String[][] {
            {"{\"users\": [\"anna\",]}", "line 1, column 19: "},
            {"{\"users\": [\"anna\"]} x", "line 1, column 21: "},
            {"{\"users\": [\"anna\"],\n \"users\": []}", "line 2, column "},
            {"{\"users\": [\"anna\"],\n \"accounts\": [\"12\"]}", "line 2, column 15: an account id must have 12 digits"
            },
        }) {
            IllegalArgumentException thrown =
                    assertThrows(IllegalArgumentException.class, () -> read("d.json", mistake[0]));
            assertTrue(String.valueOf(thrown.getMessage()).startsWith(mistake[1]), thrown.getMessage());
        }
    }
}
