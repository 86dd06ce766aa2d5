package dev.awssso.packaged;

import static dev.awssso.packaged.Suggestion.at;
import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.type;

import dev.awssso.packaged.Suggestion.Kind;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.Script;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every place of the program that prints {@code try: COMMAND}, with a state in which it does so. */
final class Suggestions {

    private static final String ADMIN = "Bearer 0123456789-abcdefghijklmnop-ABCDEFGHIJ";
    private static final String ROLE = " --account-id 111111111111 --role-name AdministratorAccess";

    private Suggestions() {}

    static List<Suggestion> all() {
        return Stream.of(environment(), signIns(), loginSessions(), servers(), stores())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Suggestion> environment() {
        return List.of(
                at("StartingPoints.selectedProfile", "aws-sso getcallerid", SuggestionHome::signedIn)
                        .exporting("AWS_PROFILE=nope; export AWS_PROFILE"),
                at("StartingPoints.selectedProfile", "aws-sso getcallerid", SuggestionHome::signedIn)
                        .exporting("AWS_DEFAULT_PROFILE=nope; export AWS_DEFAULT_PROFILE"),
                at("EnvironmentKeys.read", "aws-sso getcallerid", SuggestionHome::signedIn)
                        .exporting("AWS_ACCESS_KEY_ID=AKIAX; export AWS_ACCESS_KEY_ID"),
                at("Environment.get", "aws-sso getcallerid", SuggestionHome::signedIn)
                        .exporting("AWS_PROFILE=$(printf 'a\\377'); export AWS_PROFILE"),
                at(
                                "SignInOptions.wish",
                                "aws-sso configure sso --sso-session corp --profiles all",
                                SuggestionHome::signedIn)
                        .exporting("AWS_SSO_ACCESS_TOKEN=aoaAAAAAGfExampleOfAToken; export AWS_SSO_ACCESS_TOKEN"),
                at("AdminToken.find", "aws-sso ecs run --port 0", home -> home.person()
                                .file("token", ADMIN))
                        .exporting("AWS_CONTAINER_AUTHORIZATION_TOKEN='" + ADMIN + "x'"
                                + "; AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=$HOME/token"
                                + "; export AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
                        .of(Kind.SERVES));
    }

    private static List<Suggestion> signIns() {
        return List.of(
                at("SignInParts.requireAsking", "aws-sso credential-process" + ROLE, SuggestionHome::configured),
                at("SignInParts.requireAsking", "aws-sso credential-process" + ROLE, home -> {
                    home.signedIn();
                    home.sandbox().revokesSessions();
                }),
                at("Portal.problem", "aws-sso accounts --refresh-cache", home -> {
                            home.signedIn();
                            home.sandbox()
                                    .controls()
                                    .script(new Script(
                                            new Script.Calls("ListAccounts", null, null, null),
                                            Script.Turns.next(100),
                                            Script.Answer.error("UnauthorizedException")));
                        })
                        .then(home -> home.sandbox().controls().clearFaults()),
                at("BrowserFlow.failed", "aws-sso login", home -> {
                            home.configured();
                            home.sandbox().deniesAfterPolls(0);
                        })
                        .then(home -> home.sandbox().approvesAfterPolls(0)),
                at("OidcProblems.whileSigningIn", "aws-sso login --use-device-code", home -> {
                            home.configured();
                            home.sandbox().deniesAfterPolls(0);
                        })
                        .then(home -> home.sandbox().approvesAfterPolls(0)),
                at("DeviceFlow.pause", "aws-sso login --use-device-code", home -> {
                            home.configured();
                            home.sandbox().waitsForPerson().deviceCodesLast(Duration.ofSeconds(2));
                        })
                        .then(home -> home.sandbox().approvesAfterPolls(0).deviceCodesLast(Duration.ofMinutes(10))),
                at("StatusCommand.run", "aws-sso status", SuggestionHome::configured),
                at("StatusCommand.run", "aws-sso status --sso-session corp", SuggestionHome::configured),
                at("StatusCommand.run", "aws-sso status", home -> {
                    home.signedIn();
                    home.done("aws-sso logout && rm .aws/config");
                }),
                at("StatusCommand.run", "aws-sso status", home -> {
                    home.configured();
                    home.person()
                            .file(
                                    ".aws/config",
                                    home.person().read(".aws/config")
                                            + "[sso-session zz]\nsso_start_url = https://zz.example/start\n"
                                            + "sso_region = us-east-1\n");
                }),
                at("StatusCommand.run", "aws-sso status", home -> {}),
                at("InstanceProblems.none", "aws-sso accounts", home -> {}));
    }

    private static List<Suggestion> loginSessions() {
        String command = "aws-sso credential-process --profile p";
        return List.of(
                at("LoginSessionSource.document", command, home -> {
                    var session = home.sandbox()
                            .controls()
                            .loginAsRole(RunningSandbox.ACCOUNT, "LoginRole", Duration.ofMinutes(12));
                    Files.delete(home.login(session));
                    home.awsLoginGives(session);
                }),
                at("LoginSessionSource.unusable", command, home -> {
                    var session = home.sandbox()
                            .controls()
                            .loginAsRole(RunningSandbox.ACCOUNT, "LoginRole", Duration.ofMinutes(12));
                    Files.writeString(home.login(session), "{\"accessToken\": {}}");
                    home.awsLoginGives(session);
                }),
                at("SigninPort.signIn", command, home -> {
                    var ended = home.sandbox()
                            .controls()
                            .loginAsRole(RunningSandbox.ACCOUNT, "LoginRole", Duration.ofSeconds(-5));
                    home.login(ended);
                    home.sandbox().controls().endLoginSessions("TOKEN_EXPIRED");
                    home.awsLoginGives(home.sandbox()
                            .controls()
                            .loginAsRole(RunningSandbox.ACCOUNT, "LoginRole", Duration.ofMinutes(12)));
                }));
    }

    private static List<Suggestion> servers() {
        return List.of(
                at("ConnectionFailure.of", "aws-sso ecs list --server 127.0.0.1:$PORT", home -> {})
                        .of(Kind.STARTS_SERVER),
                at("ListenProblems.of", "aws-sso ecs run --port $TAKEN", home -> {})
                        .of(Kind.SHOWS_SERVER),
                at("BindRules.check", "aws-sso ecs run --port 0 --bind-ip 0.0.0.0 --container-network", home -> {})
                        .of(Kind.SERVES),
                at(
                                "ServerLauncher.mayStart",
                                "aws-sso ecs run --port 0 --read-token-file dev=$HOME/read",
                                home -> home.person().file("read", ADMIN))
                        .of(Kind.SERVES),
                at("ServerLauncher.withoutToken", "$HOME/bin/unmapped aws-sso ecs run --port 0", home -> {
                            home.person().file("bin/unmapped", UNMAPPED);
                            home.done("chmod +x bin/unmapped");
                        })
                        .of(Kind.SERVES),
                at("HttpsOptions.stored", "aws-sso ecs run --port 0", SuggestionHome::expiredCertificate)
                        .of(Kind.SERVES));
    }

    // Where the user is not mapped, it has the uid of everybody without one (user_namespaces(7)).
    private static final String UNMAPPED =
            """
            #!/bin/bash
            unshare -U true || exit 96
            exec unshare -U "$@"
            """;

    private static List<Suggestion> stores() {
        return List.of(
                at("EndpointTokens.forRemote", "aws-sso ecs env --ssh", home -> {}),
                at("Entry.plus", "aws-sso ecs bearer-token --default-slot", home -> {}),
                at("EcsBearerTokenCommand.storeAndPrint", "aws-sso ecs bearer-token --print", home -> {}),
                at("EcsSslCommand.print", "aws-sso ecs ssl --print", home -> {}),
                at("TlsStore.unreadable", "aws-sso ecs ssl --print", home -> {
                    home.done("aws-sso ecs ssl --generate");
                    home.done("sed -i 's/BEGIN CERTIFICATE/BEGIN NOTHING/' .local/share/aws-sso/secrets.json");
                }),
                at(
                        "PemFiles.requirePrivate",
                        "aws-sso ecs ssl --private-key ec-pkcs8.key --cert-chain ec.crt",
                        home -> {
                            home.tls("ec-pkcs8.key", "rw-r--r--");
                            home.tls("ec.crt", "rw-r--r--");
                        }),
                at("FileSecretStore.refuseLink", "aws-sso ecs bearer-token --generate", home -> {
                    home.done(
                            "mkdir -m 700 -p .local/share/aws-sso && ln -s /nowhere .local/share/aws-sso/secrets.json");
                }));
    }

    /** What a person answers to {@code configure sso}. */
    static String[] configureSso(RunningSandbox sandbox) {
        return new String[] {
            see("Start URL:"),
            type(sandbox.startUrl() + "\\r"),
            see("Region of Identity Center [us-east-1]:"),
            type("\\r"),
            see("Name of the session [my-sso]:"),
            type("\\r"),
            see("choose one, or none [all]:"),
            type("\\r")
        };
    }
}
