package dev.awssso.cli;

import dev.awssso.cli.configure.ProfileWriter;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.ProfileOptions;
import dev.awssso.cli.options.TextOrFile;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.StandardOutput;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ArnProfile;
import dev.awssso.profiles.ArnTargets;
import dev.awssso.profiles.Assignment;
import dev.awssso.profiles.ConfigStore;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.ProfileGenerator;
import dev.awssso.profiles.ProfileName;
import dev.awssso.profiles.ProfileNames;
import dev.awssso.profiles.ProfileRules;
import dev.awssso.profiles.RegionRules;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dumpconfig}: a config file for every role this person may use, on stdout. */
@CommandLine.Command(
        description = "Print entries for ~/.aws/config, one for each of your roles.",
        footer = {
            "",
            "Example: aws-sso dumpconfig --start-url https://d-987654321d.awsapps.com/start"
                    + " --sso-session-name my-sso --sso-region us-east-1"
        })
public final class DumpConfigCommand implements Command {

    /** What is printed. */
    enum Form {
        CONFIG,
        JSON
    }

    @Mixin
    private final InstanceOptions instanceOptions = new InstanceOptions();

    @Mixin
    private final ProfileOptions profiles = new ProfileOptions();

    @Option(
            names = "--target-arn-profiles",
            paramLabel = "JSON|file://PATH",
            description = "Add profiles that assume a role: a JSON list of objects with SourceAccountID,"
                    + " SourceRoleName, TargetArn and, optionally, TargetAccountName and Region.")
    private @Nullable String targets;

    @Option(names = "--output", paramLabel = "config|json", description = "What to print: config (default), json.")
    private Form output = Form.CONFIG;

    @Option(
            names = "--write",
            description = "Write the profiles into ~/.aws/config, as \"configure populate\" does, and print nothing.")
    private boolean write;

    private final Toolbox toolbox;

    public DumpConfigCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    // Everything a person can get wrong is checked before the portal is asked, and nothing is printed before it
    // answered.
    @Override
    public int run() {
        return write ? write() : dump();
    }

    private int write() {
        if (targets != null || output != Form.CONFIG) {
            throw new Problem.Usage(
                    "--write cannot be used with " + (targets == null ? "--output" : "--target-arn-profiles"),
                    null,
                    null);
        }
        SignInWish wish = instanceOptions.wish(toolbox.environment(), toolbox.terminal());
        new ProfileWriter(toolbox, profiles, ProfileWriter.DefaultRegion.NONE)
                .write(
                        instanceOptions,
                        wish,
                        instance -> new RoleListing(toolbox).of(instance, wish),
                        ProfileWriter.Effect.WRITTEN);
        return ExitCode.DONE.code();
    }

    // The file was emptied by the shell, before anything of it could be read.
    private void tellOfEmptiedFile() {
        Path file = new ConfigStore(toolbox.environment(), toolbox.sleeper()).file();
        if (StandardOutput.isEmptyFile(file)) {
            toolbox.terminal()
                    .note("the shell emptied " + file + " before this command could read it; --write in place of the"
                            + " redirection keeps what is in the file");
        }
    }

    private int dump() {
        tellOfEmptiedFile();
        NameTemplate template = profiles.template(toolbox);
        RegionRules regions = profiles.regions(toolbox);
        ArnTargets arns = targets == null
                ? ArnTargets.none()
                : ArnTargets.parse(TextOrFile.read("--target-arn-profiles", targets));
        SignInWish wish = instanceOptions.wish(toolbox.environment(), toolbox.terminal());
        Instance instance = toolbox.identityCenter()
                .instances()
                .resolve(instanceOptions.request().withoutSession(), wish);
        ProfileRules rules = profiles.rules(portal(instance), regions, toolbox);

        List<Assignment> all = new RoleListing(toolbox).of(instance, wish);
        List<ProfileName> names =
                new ProfileNames(template, Set.of()).assign(profiles.filter().select(all));
        List<ArnProfile> assumed = arns.profiles(names);
        print(new ProfileGenerator(rules), names, assumed);
        note(rules, all, names);
        return ExitCode.DONE.code();
    }

    private Portal portal(Instance instance) {
        String name = instanceOptions.sessionName();
        return new Portal(
                name == null ? Portal.DEFAULT_SESSION : name,
                instance.hasStartUrl() ? instance.startUrl() : null,
                instance.region(),
                profiles.scopes());
    }

    private void print(ProfileGenerator generator, List<ProfileName> names, List<ArnProfile> assumed) {
        Terminal terminal = toolbox.terminal();
        switch (output) {
            case CONFIG -> terminal.out().print(generator.text(names, assumed));
            case JSON -> terminal.payload(JsonStyle.INDENTED.write(generator.document(names, assumed)));
        }
    }

    private void note(ProfileRules rules, List<Assignment> all, List<ProfileName> names) {
        Terminal terminal = toolbox.terminal();
        if (rules.portal().startUrl() == null) {
            terminal.note("the start URL is not known: fill in the line sso_start_url, or use --start-url URL");
        }
        if (all.isEmpty()) {
            terminal.note("no role is assigned to you");
        }
        rules.regions().unused(all).forEach(rule -> terminal.note("region map: no role matches " + rule));
        names.stream().filter(ProfileName::changed).forEach(named -> terminal.line(named.note()));
    }
}
