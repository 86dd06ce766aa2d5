package dev.awssso.cli;

import dev.awssso.cli.completion.CompleteCommand;
import dev.awssso.cli.completion.CompletionCommand;
import dev.awssso.cli.configure.ConfigurePopulateCommand;
import dev.awssso.cli.configure.ConfigureProfileCommand;
import dev.awssso.cli.configure.ConfigureSsoCommand;
import dev.awssso.cli.ecs.EcsBearerTokenCommand;
import dev.awssso.cli.ecs.EcsEnvCommand;
import dev.awssso.cli.ecs.EcsListCommand;
import dev.awssso.cli.ecs.EcsLoadCommand;
import dev.awssso.cli.ecs.EcsProfileCommand;
import dev.awssso.cli.ecs.EcsRunCommand;
import dev.awssso.cli.ecs.EcsSslCommand;
import dev.awssso.cli.ecs.EcsStatusCommand;
import dev.awssso.cli.ecs.EcsUnloadCommand;
import dev.awssso.cli.ecs.service.EcsServiceInstallCommand;
import dev.awssso.cli.ecs.service.EcsServiceStatusCommand;
import dev.awssso.cli.ecs.service.EcsServiceUninstallCommand;
import dev.awssso.cli.sandbox.SandboxDemoCommand;
import dev.awssso.cli.sandbox.SandboxRunCommand;
import dev.awssso.problem.EditDistance;
import java.util.List;
import java.util.Optional;

/**
 * The commands of the program, as an index that loads none of them: a command's class is touched when it is the one
 * that was asked for. To add a command, add its row here and its line in {@link #create}.
 */
final class CommandTree {

    /**
     * One command or group.
     *
     * @param aliases other last words for it
     * @param summary what it does, in one line for the list of commands
     */
    record Entry(String path, List<String> aliases, String summary) {

        String name() {
            return path.substring(path.lastIndexOf(' ') + 1);
        }

        String parent() {
            int blank = path.lastIndexOf(' ');
            return blank < 0 ? "" : path.substring(0, blank);
        }

        boolean answersTo(String word) {
            return name().equals(word) || aliases.contains(word);
        }
    }

    // In no list of commands: for programs.
    private static final String HIDDEN = "";

    private static final List<Entry> ENTRIES = List.of(
            new Entry("accounts", List.of(), "List your accounts"),
            new Entry("complete", List.of(), HIDDEN),
            new Entry("completion", List.of(), "Print or install the completion script of a shell"),
            new Entry("configure", List.of(), "Write profiles to ~/.aws/config"),
            new Entry("configure populate", List.of(), "Write a profile for each of your roles"),
            new Entry("configure profile", List.of(), "Create or change one profile"),
            new Entry("configure sso", List.of(), "Set up Identity Center: sign in, write the session and profiles"),
            new Entry("console", List.of(), "Open the AWS web console as a role"),
            new Entry("credential-process", List.of(), "Print credentials for an SDK's credential_process"),
            new Entry("dumpconfig", List.of(), "Print config entries for each of your roles"),
            new Entry("dumpcreds", List.of(), "Print credentials for a shell or an SDK"),
            new Entry("doctor", List.of(), "Find what stops an SDK, and how to fix it"),
            new Entry("ecs", List.of(), "Run and manage the credentials server"),
            new Entry("ecs bearer-token", List.of(), "Store, show or remove the server's bearer token"),
            new Entry("ecs env", List.of(), "Print the variables that let a shell or container use the server"),
            new Entry("ecs list", List.of(), "List the named slots"),
            new Entry("ecs load", List.of(), "Load a role into the credentials server"),
            new Entry("ecs profile", List.of(), "Show the profile in the default slot"),
            new Entry("ecs run", List.of("server"), "Run the credentials server until Ctrl-C"),
            new Entry("ecs service", List.of(), "Run the credentials server as a service"),
            new Entry("ecs service install", List.of(), "Install the service and start it"),
            new Entry("ecs service status", List.of(), "Show whether the service is installed and running"),
            new Entry("ecs service uninstall", List.of(), "Stop the service and remove it"),
            new Entry("ecs ssl", List.of(), "Store, generate or remove the server's certificate"),
            new Entry("ecs status", List.of(), "Show whether the server runs and what is loaded"),
            new Entry("ecs unload", List.of(), "Remove credentials from the server"),
            new Entry("getcallerid", List.of(), "Show the caller identity"),
            new Entry("login", List.of(), "Sign in to IAM Identity Center"),
            new Entry("login status", List.of(), "Show your sign-ins and when they expire"),
            new Entry("logout", List.of(), "Sign out at AWS and on this machine"),
            new Entry("roles", List.of(), "List your roles"),
            new Entry("importcache", List.of(), "Import a sign-in of another tool"),
            new Entry("run-as", List.of(), "Run a program as an account and role"),
            new Entry("runas", List.of(), "Run a shell command line as an account and role"),
            new Entry("sandbox", List.of(), "A local Identity Center for trials and tests without AWS"),
            new Entry("sandbox demo", List.of(), "Show a complete example: sign in, load a role, use it"),
            new Entry("sandbox run", List.of(), "Run the sandbox until Ctrl-C"),
            new Entry("status", List.of(), "Show your sign-ins and when they expire"));

    private CommandTree() {}

    /** The command object of a leaf, with its class loaded now; empty for a group. */
    static Optional<Object> create(String path, Toolbox toolbox) {
        Object command =
                switch (path) {
                    case "accounts" -> new AccountsCommand(toolbox);
                    case "complete" -> new CompleteCommand(toolbox, new CompletionSyntax(toolbox));
                    case "completion" -> new CompletionCommand(toolbox);
                    case "configure populate" -> new ConfigurePopulateCommand(toolbox);
                    case "configure profile" -> new ConfigureProfileCommand(toolbox);
                    case "configure sso" -> new ConfigureSsoCommand(toolbox);
                    case "console" -> new ConsoleCommand(toolbox);
                    case "credential-process" -> new CredentialProcessCommand(toolbox);
                    case "dumpconfig" -> new DumpConfigCommand(toolbox);
                    case "dumpcreds" -> new DumpCredsCommand(toolbox);
                    case "doctor" -> new DoctorCommand(toolbox);
                    case "ecs bearer-token" -> new EcsBearerTokenCommand(toolbox);
                    case "ecs env" -> new EcsEnvCommand(toolbox);
                    case "ecs list" -> new EcsListCommand(toolbox);
                    case "ecs load" -> new EcsLoadCommand(toolbox);
                    case "ecs profile" -> new EcsProfileCommand(toolbox);
                    case "ecs run" -> new EcsRunCommand(toolbox);
                    case "ecs service install" -> new EcsServiceInstallCommand(toolbox);
                    case "ecs service status" -> new EcsServiceStatusCommand(toolbox);
                    case "ecs service uninstall" -> new EcsServiceUninstallCommand(toolbox);
                    case "ecs ssl" -> new EcsSslCommand(toolbox);
                    case "ecs status" -> new EcsStatusCommand(toolbox);
                    case "ecs unload" -> new EcsUnloadCommand(toolbox);
                    case "getcallerid" -> new GetCallerIdCommand(toolbox);
                    case "login" -> new LoginCommand(toolbox);
                    case "logout" -> new LogoutCommand(toolbox);
                    case "roles" -> new RolesCommand(toolbox);
                    case "importcache" -> new ImportCacheCommand(toolbox);
                    case "run-as" -> new RunAsCommand(toolbox);
                    case "runas" -> new RunAsShellCommand(toolbox);
                    case "sandbox demo" -> new SandboxDemoCommand(toolbox);
                    case "sandbox run" -> new SandboxRunCommand(toolbox);
                    case "status", "login status" -> new StatusCommand(toolbox);
                    default -> null;
                };
        return Optional.ofNullable(command);
    }

    /** The commands directly below a path; {@code ""} is the program itself. */
    static List<Entry> children(String path) {
        return ENTRIES.stream()
                .filter(entry -> entry.parent().equals(path) && !entry.summary().equals(HIDDEN))
                .toList();
    }

    /** The command that a word calls below a path. */
    static Optional<Entry> child(String path, String word) {
        return ENTRIES.stream()
                .filter(entry -> entry.parent().equals(path) && entry.answersTo(word))
                .findFirst();
    }

    /** The name below a path that is nearest to a word nobody answers to, when one is near enough. */
    static Optional<String> nearest(String path, String word) {
        return EditDistance.nearest(
                word, children(path).stream().map(Entry::name).toList());
    }
}
