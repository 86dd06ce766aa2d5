package dev.awssso.boot;

import dev.awssso.aws.AwsClients;
import dev.awssso.aws.CallLimit;
import dev.awssso.aws.CallRules;
import dev.awssso.aws.CallsPerSecond;
import dev.awssso.aws.ConsoleFederationPort;
import dev.awssso.aws.PortalPorts;
import dev.awssso.aws.SigninPort;
import dev.awssso.aws.SsoOidcPort;
import dev.awssso.aws.StsClientPort;
import dev.awssso.cli.IdentityCenter;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.terminal.TerminalSignInPrompt;
import dev.awssso.console.SigninTokens;
import dev.awssso.credentials.LoginSessions;
import dev.awssso.credentials.RoleVendor;
import dev.awssso.credentials.SecurityTokenService;
import dev.awssso.platform.Browser;
import dev.awssso.platform.CorrectedClock;
import dev.awssso.profiles.ConfigFileInstances;
import dev.awssso.profiles.ConfigFileRoles;
import dev.awssso.roles.ConfiguredRoles;
import dev.awssso.roles.RoleCacheCleaner;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.roles.RoleFinder;
import dev.awssso.signin.CachedSessions;
import dev.awssso.signin.ConfiguredInstances;
import dev.awssso.signin.InstanceResolver;
import dev.awssso.signin.PortalCheck;
import dev.awssso.signin.SignIn;
import dev.awssso.signin.SignInPrompt;
import dev.awssso.signin.SignOut;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds what has to do with Identity Center. Nothing of it makes a call, or loads the SDK, before it must. */
final class IdentityCenterWiring implements IdentityCenter {

    private static final int SERVER_CALLS_PER_SECOND = 10;

    private final Toolbox tools;
    private final SignInPrompt prompt;
    private final CorrectedClock clock;
    private final ConfiguredInstances configured;
    private final @Nullable String profileInUse;
    private final CallRules rules;
    private final SignInConstructor signIns;
    private @Nullable AwsClients clients;
    private @Nullable PortalPorts portal;
    private @Nullable SignIn signIn;
    private @Nullable RoleCatalog catalog;
    private @Nullable SecurityTokenService sts;

    /** Makes the one for a command, which may ask a person, or the one for a server, which cannot. */
    private interface SignInConstructor {

        SignIn make(SignIn.Context context, ConfiguredInstances configured, SignIn.Ports ports);
    }

    /** In what a command and a server differ. */
    private record Use(CorrectedClock clock, CallRules rules, SignInConstructor signIns) {}

    /** The parts for a command. */
    IdentityCenterWiring(Toolbox tools, @Nullable String profileInUse) {
        this(
                tools,
                profileInUse,
                new Use(new CorrectedClock(tools.clock(), tools.terminal()::note), CallRules.COMMAND, SignIn::new));
    }

    private IdentityCenterWiring(Toolbox tools, @Nullable String profileInUse, Use use) {
        this.tools = tools;
        this.prompt = new TerminalSignInPrompt(tools.terminal());
        this.clock = use.clock();
        this.rules = use.rules();
        this.signIns = use.signIns();
        this.configured = new ConfigFileInstances(tools.environment(), tools::profiles);
        this.profileInUse = profileInUse;
    }

    /** The parts for a server, whose fetches run at the same time, by a clock that it shares. */
    static IdentityCenterWiring ofServer(Toolbox tools, CorrectedClock clock) {
        CallLimit limit = new CallsPerSecond(SERVER_CALLS_PER_SECOND, tools.clock(), tools.sleeper());
        return new IdentityCenterWiring(tools, null, new Use(clock, CallRules.server(limit), SignIn::ofServer));
    }

    private synchronized AwsClients clients() {
        if (clients == null) {
            clients = new AwsClients(
                    tools.environment(),
                    new ProfileConnectionSettings(tools::profiles, profileInUse, prompt),
                    clock,
                    rules);
        }
        return clients;
    }

    private synchronized PortalPorts portal() {
        if (portal == null) {
            portal = new PortalPorts(clients(), clock, tools.sleeper());
        }
        return portal;
    }

    @Override
    public InstanceResolver instances() {
        return new InstanceResolver(
                new InstanceResolver.Context(tools.environment(), tools.clock(), prompt),
                configured,
                () -> tools.settings().instance());
    }

    @Override
    public synchronized SignIn signIn() {
        if (signIn == null) {
            Browser browser =
                    new Browser(tools.environment(), () -> tools.settings().browser());
            signIn = signIns.make(
                    new SignIn.Context(tools.environment(), clock, tools.sleeper(), tools::random, browser),
                    configured,
                    new SignIn.Ports(
                            new SsoOidcPort(clients(), tools.sleeper()),
                            clients()::redirect,
                            prompt,
                            filed -> roleCache().clean(filed)));
        }
        return signIn;
    }

    @Override
    public SignOut signOut() {
        return new SignOut(new SignOut.World(tools.environment(), clock, prompt), configured, portal());
    }

    @Override
    public synchronized RoleCatalog catalog() {
        if (catalog == null) {
            catalog = new RoleCatalog(
                    tools.environment().cacheDirectory(), portal().directory(), signIn()::saved, clock, prompt);
        }
        return catalog;
    }

    @Override
    public RoleFinder roles() {
        RoleFinder.Places places = new RoleFinder.Places(configuredRoles(), catalog(), tools.naming());
        return new RoleFinder(places, instances(), signIn(), prompt);
    }

    @Override
    public CachedSessions sessions() {
        return new CachedSessions(tools.environment(), configured, clock, prompt);
    }

    @Override
    public ConfiguredRoles configuredRoles() {
        return new ConfigFileRoles(tools::profiles);
    }

    @Override
    public RoleCacheCleaner roleCache() {
        return new RoleCacheCleaner(tools.environment(), configuredRoles());
    }

    @Override
    public PortalCheck portalCheck() {
        return portal();
    }

    @Override
    public RoleVendor vendor() {
        return portal().vendor();
    }

    @Override
    public synchronized SecurityTokenService sts() {
        if (sts == null) {
            sts = new StsClientPort(clients(), tools.sleeper());
        }
        return sts;
    }

    @Override
    public LoginSessions loginSessions() {
        return new LoginSessions(
                tools.environment(), clock, tools.sleeper(), () -> new SigninPort(clients(), tools.sleeper()));
    }

    @Override
    public SigninTokens signinTokens() {
        return new ConsoleFederationPort(clients(), tools.sleeper());
    }

    @Override
    public Optional<URI> signinEndpoint() {
        return clients().endpoints().console();
    }
}
