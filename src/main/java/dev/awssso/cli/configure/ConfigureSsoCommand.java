package dev.awssso.cli.configure;

import dev.awssso.cli.Command;
import dev.awssso.cli.IdentityCenter;
import dev.awssso.cli.RoleChooser;
import dev.awssso.cli.RoleListing;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.ProfileOptions;
import dev.awssso.cli.options.SignInOptions;
import dev.awssso.cli.terminal.Questions;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Assignment;
import dev.awssso.profiles.ConfigStore;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.RegionRules;
import dev.awssso.profiles.SessionEdit;
import dev.awssso.roles.RoleRef;
import dev.awssso.signin.Instance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignInWish;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code configure sso}: the first run, from a start URL to profiles; every answer is an option too. */
@CommandLine.Command(
        description = {
            "Set up IAM Identity Center: ask for the start URL and region, sign in, write the [sso-session] to"
                    + " ~/.aws/config, and profiles for your roles.",
            "A question whose answer is given by an option is not asked. Without a terminal, nothing is asked."
        },
        footer = {
            "",
            "Example: aws-sso configure sso --sso-start-url https://d-987654321d.awsapps.com/start"
                    + " --sso-region us-east-1 --profiles all"
        })
public final class ConfigureSsoCommand implements Command {

    /** Which roles get profiles. */
    private enum Wanted {
        ALL,
        CHOOSE,
        NONE;

        static Wanted of(String text) {
            for (Wanted wanted : values()) {
                if (wanted.name().equalsIgnoreCase(text)) {
                    return wanted;
                }
            }
            throw new Problem.Usage("invalid value: use all, choose or none", null, null);
        }
    }

    @Mixin
    private final SignInOptions signInOptions = new SignInOptions();

    @Mixin
    private final ProfileOptions profiles = new ProfileOptions();

    @Option(
            names = "--profiles",
            paramLabel = "all|choose|none",
            description = "Write profiles for all roles (of --account-id and --role-name, if given), for one that"
                    + " you choose in the terminal, or for none.")
    private @Nullable String wanted;

    private final Toolbox toolbox;

    public ConfigureSsoCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        boolean asking = toolbox.terminal().interactive();
        Wanted given = wanted == null ? null : Wanted.of(wanted);
        if (!asking && (given == null || given == Wanted.CHOOSE)) {
            throw new Problem.Usage(
                    given == null ? "--profiles is required" : "--profiles choose needs a terminal",
                    "there is no terminal to choose a role; use --profiles all or --profiles none",
                    null);
        }
        RegionRules regions = profiles.regions(toolbox);
        SignInWish wish =
                signInOptions.wish(toolbox.environment(), toolbox.terminal()).asking(SignInWish.Asking.ALWAYS);
        Portal portal = portal(asking, wish);
        profiles.rules(portal, regions, toolbox);
        signIn(portal, wish);
        writeProfiles(portal, given, wish, regions);
        return ExitCode.DONE.code();
    }

    private Portal portal(boolean asking, SignInWish wish) {
        InstanceRequest request = signInOptions.request();
        InstanceQuestions questions = new InstanceQuestions(toolbox);
        InstancePortal found = new InstancePortal(toolbox);
        Instance instance = found.instance(asking ? questions.complete(request) : request, wish);
        if (!instance.hasStartUrl()) {
            throw new Problem.Usage("--sso-start-url is required to write a session", null, null);
        }
        Portal portal = found.portal(request.sessionName(), instance, profiles.scopes());
        return asking && request.sessionName() == null
                ? found.portal(questions.sessionName(portal), instance, profiles.scopes())
                : portal;
    }

    // Under the name of the session from the start, so that the AWS CLI and the SDKs find it.
    private void signIn(Portal portal, SignInWish wish) {
        Instance instance = instance(portal);
        IdentityCenter center = toolbox.identityCenter();
        center.signIn().login(instance, wish, center.portalCheck());
        new ChangeReport(toolbox.terminal())
                .done(new SessionEdit(portal).write(new ConfigStore(toolbox.environment(), toolbox.sleeper())));
    }

    private Instance instance(Portal portal) {
        List<String> scopes = portal.scopes().isEmpty() ? Instance.DEFAULT_SCOPES : portal.scopes();
        return new Instance(String.valueOf(portal.startUrl()), portal.region(), portal.sessionName(), scopes);
    }

    private void writeProfiles(Portal portal, @Nullable Wanted given, SignInWish wish, RegionRules regions) {
        if (given == Wanted.NONE) {
            return;
        }
        Instance instance = instance(portal);
        List<Assignment> all = new RoleListing(toolbox).of(instance, wish);
        List<Assignment> matching = profiles.filter().select(all);
        Wanted chosen = given == null ? ask(matching) : given;
        if (chosen == Wanted.NONE || matching.isEmpty()) {
            return;
        }
        List<Assignment> selected = chosen == Wanted.ALL ? matching : one(matching, portal, wish);
        new ProfileWriter(toolbox, profiles, ProfileWriter.DefaultRegion.OF_INSTANCE)
                .write(
                        new ProfileWriter.Job(portal, profiles.template(toolbox), regions, all, selected),
                        ProfileWriter.Effect.WRITTEN);
    }

    private Wanted ask(List<Assignment> roles) {
        long accounts = roles.stream()
                .map(assignment -> assignment.account().id())
                .distinct()
                .count();
        toolbox.terminal().line("You have " + roles.size() + " roles in " + accounts + " accounts.");
        if (roles.isEmpty()) {
            return Wanted.NONE;
        }
        String answer = new Questions(toolbox.terminal())
                .ask("Write profiles for all of them, choose one, or none", "all", text -> Wanted.of(text)
                        .name());
        return Wanted.valueOf(answer.toUpperCase(Locale.ROOT));
    }

    private List<Assignment> one(List<Assignment> roles, Portal portal, SignInWish wish) {
        RoleRef role = new RoleChooser(toolbox).choose(instance(portal), wish).role();
        return roles.stream()
                .filter(assignment -> assignment.role().equals(role))
                .toList();
    }
}
