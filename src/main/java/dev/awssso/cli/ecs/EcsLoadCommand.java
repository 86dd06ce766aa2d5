package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.RoleChooser;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.RoleOptions;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.ServerStart;
import dev.awssso.ecs.client.Standing;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.LoadDocument;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.SignInWish;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecs load}: credentials of a role into the default slot, or into the slot of its profile. */
@CommandLine.Command(
        description = {
            "Load a role into the credentials server: into the default slot, or with --slotted into the slot with"
                    + " the name of its profile. The server renews it automatically.",
            "Without a role, choose one in the terminal; with --slot NAME, the profile of that name is loaded if it exists.",
            "Together with an account and role, --profile names the slot."
        },
        footer = {"", "Example: aws-sso ecs load --slotted --account 123456789012 --role Developer"})
public final class EcsLoadCommand implements Command {

    private static final int LONGEST_WAIT = 3600;

    @Mixin
    private final RoleOptions role = new RoleOptions();

    @Option(names = "--slotted", description = "Load into the slot with the name of the profile.")
    private boolean slotted;

    @Option(
            names = "--slot",
            paramLabel = "NAME",
            description = "Load into the slot with this name, for example a short one for a long profile name.")
    private @Nullable String slotName;

    @Option(names = "--static", description = "Load the keys only: the server does not renew them.")
    private boolean withoutSource;

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "5",
            paramLabel = "SECONDS",
            description =
                    "Wait this long for a server that does not listen yet, 5 seconds without a value; 0 for not at"
                            + " all. Default: 5 seconds where a server of yours is starting, else not at all.")
    private @Nullable Integer wait;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    private final Toolbox toolbox;

    public EcsLoadCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        SlotName named = slotName();
        if (wait != null && (wait < 0 || wait > LONGEST_WAIT)) {
            throw new Problem.Usage("invalid --wait", "use 0 to " + LONGEST_WAIT + " seconds", null);
        }
        RoleRequest request = request(named);
        if (request.isEmpty() && !toolbox.terminal().interactive()) {
            throw new Problem.Usage(
                    "no role is given, and there is no terminal to choose one",
                    "use --profile, or --account-id and --role-name",
                    null);
        }
        Toolbox tools = toolbox.inProfile(request.profile());
        SignInWish wish = instance.wish(tools.environment(), tools.terminal());
        try (EcsClient client = new ServerAccess(tools).open(server.address(tools))) {
            // Before anybody is asked to sign in for nothing.
            Standing standing = new ServerStart(tools.environment(), tools.clock(), tools.sleeper())
                    .prove(client, wait == null ? null : Duration.ofSeconds(wait));
            Loadable loadable = forServer(loadable(tools, request, wish), standing);
            if (named != null) {
                loadable = loadable.in(named);
            }
            SlotName slot = slotted || named != null ? loadable.profile() : null;
            LoadDocument document = loadable.document();
            client.load(slot, document);
            report(client, slot, document);
        }
        return ExitCode.DONE.code();
    }

    private @Nullable SlotName slotName() {
        if (slotName == null) {
            return null;
        }
        if (slotted) {
            throw new Problem.Usage("--slot and --slotted cannot be used together", null, null);
        }
        return SlotName.ofOption("--slot", slotName);
    }

    private RoleRequest request(@Nullable SlotName slot) {
        RoleRequest given = role.requestForSlot();
        boolean profileOfSlot = given.isEmpty()
                && slot != null
                && toolbox.identityCenter().configuredRoles().exists(slot.text());
        return profileOfSlot && slot != null ? new RoleRequest(null, null, slot.text()) : given;
    }

    private Loadable loadable(Toolbox tools, RoleRequest request, SignInWish wish) {
        LoadableRoles roles = new LoadableRoles(tools, instance.request(), wish);
        Optional<RoleSelection> selection = request.isEmpty()
                ? Optional.of(new RoleChooser(tools).choose(instance.request(), wish))
                : tools.identityCenter().roles().find(request, instance.request(), wish);
        return selection
                .map(chosen -> roles.of(chosen, new LoadName(tools).of(chosen, wish)))
                .orElseGet(() -> roles.of(String.valueOf(request.profile())));
    }

    private Loadable forServer(Loadable loadable, Standing standing) {
        if (withoutSource) {
            return loadable.unrenewed();
        }
        if (!standing.takesSources()) {
            toolbox.terminal()
                    .note("the slot will not be renewed automatically; this requires a bearer token:"
                            + " aws-sso ecs bearer-token --generate");
            return loadable.unrenewed();
        }
        if (loadable.source() == null) {
            toolbox.terminal()
                    .note("the slot will not be renewed automatically: only roles of a sign-in in the shared cache are,"
                            + " and role chains that start from them");
        }
        return loadable;
    }

    private void report(EcsClient client, @Nullable SlotName slot, LoadDocument document) {
        String where = slot == null ? "the default slot" : "slot " + ForeignText.clean(slot.text());
        toolbox.terminal()
                .note("loaded " + ForeignText.clean(document.profileName()) + " (" + document.roleName() + " in "
                        + document.account() + ") into " + where + " of " + client.url() + " until "
                        + Timestamps.format(document.expiration())
                        + (document.source() == null ? "" : ", renewed by the server"));
    }
}
