package dev.awssso.doctor;

import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.ecs.client.ServerStart;
import dev.awssso.platform.Environment;
import dev.awssso.platform.Installation;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.profiles.ConfigFileInstances;
import dev.awssso.profiles.Profiles;
import dev.awssso.settings.Settings;
import dev.awssso.signin.CachedSessions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs every check, the least dependent first. */
public final class Doctor {

    /**
     * What is examined.
     *
     * @param tokens the store of the server's tokens
     * @param settings our own settings; a {@link Problem} where they cannot be read
     * @param server opens a client of a server, with this user's token and certificate
     * @param start waits for a server that is starting
     * @param only the SDK that is asked about, null for all
     */
    public record Subject(
            Environment environment,
            InstantSource clock,
            TokenStore tokens,
            Supplier<Settings> settings,
            Function<ServerAddress, EcsClient> server,
            ServerStart start,
            Installation installation,
            @Nullable SdkClient only) {}

    /**
     * What was found.
     *
     * @param findings at least one of each check, in the order of the checks
     * @param sources the provider of credentials that each SDK takes here, by the name of the JSON output
     */
    public record Report(List<Finding> findings, Map<SdkClient, String> sources) {

        /** True when at least one finding stops an SDK. */
        public boolean stops() {
            return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.STOPS);
        }
    }

    private interface Check {

        List<Finding> examine(String name);
    }

    private final Subject subject;
    private final Variables variables;
    private final OwnFiles files;
    private final InstallationChecks installation;
    private final List<Finding> findings = new ArrayList<>();

    public Doctor(Subject subject) {
        this.subject = subject;
        this.variables = new Variables(subject.environment());
        this.files = new OwnFiles(subject.environment());
        this.installation = new InstallationChecks(subject.installation());
    }

    /** Does what is safe without asking: permissions of our own files, start-up archives. Returns what it did. */
    public List<String> mend() {
        List<String> done = new ArrayList<>();
        int changed = files.mend();
        if (changed > 0) {
            done.add("took the permissions of others away from " + changed + (changed == 1 ? " file" : " files"));
        }
        if (installation.mend()) {
            done.add("made the start-up archives");
        }
        return done;
    }

    /** Examines everything once. */
    public Report examine() {
        findings.clear();
        // Before the secrets are read, which mends the mode of their file by the way.
        run("permissions", files::examine);
        run("secret-store", this::store);
        run("settings", this::settings);
        run("java", installation::runtime);
        run("archives", installation::archives);
        Profiles profiles = profiles();
        if (profiles != null) {
            ConfigChecks config = new ConfigChecks(variables, profiles);
            run("config-file", config::warnings);
            run("default-profile", config::defaultProfile);
        }
        Profiles readable = profiles == null ? empty() : profiles;
        environment(readable);
        boolean serverUp = endpoint();
        NetworkChecks network = new NetworkChecks(variables, readable, subject.clock());
        run("service-endpoints", network::endpoints);
        run("clock", network::clock);
        Map<SdkClient, String> sources = clients(readable, serverUp);
        return new Report(List.copyOf(findings), sources);
    }

    private void run(String name, Check check) {
        try {
            findings.addAll(check.examine(name));
        } catch (Problem problem) {
            findings.add(Finding.stops(name, ServerChecks.reason(problem), null));
        }
    }

    private List<Finding> store(String check) {
        try {
            subject.tokens().read();
            return List.of(Finding.ok(check, "the store of tokens can be read"));
        } catch (Problem.LocalFile broken) {
            String file = ShellCommand.quote(subject.environment()
                    .dataDirectory()
                    .resolve("secrets.json")
                    .toString());
            return List.of(Finding.stops(
                    check, ServerChecks.reason(broken), "mv " + file + " " + file.replaceFirst("('?)$", ".broken$1")));
        }
    }

    private List<Finding> settings(String check) {
        Settings settings = subject.settings().get();
        settings.port();
        return List.of(Finding.ok(check, "the settings of aws-sso can be read"));
    }

    // Both files once, for all checks; null after saying why not.
    private @Nullable Profiles profiles() {
        try {
            return Profiles.load(subject.environment());
        } catch (Problem.LocalFile unreadable) {
            findings.add(Finding.stops("config-file", ServerChecks.reason(unreadable), null));
            return null;
        }
    }

    private Profiles empty() {
        return Profiles.load(new Environment(
                Map.of("AWS_CONFIG_FILE", "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"),
                subject.environment().system()));
    }

    private void environment(Profiles profiles) {
        EnvironmentChecks environment = new EnvironmentChecks(variables, subject.clock(), () -> profiles);
        run("config-paths", environment::configPaths);
        run("environment-keys", environment::keys);
        run("environment-profile", environment::profile);
        run("web-identity", environment::webIdentity);
        run("relative-uri", environment::relativeUri);
        run("blank-variables", environment::blank);
        run("certificates", environment::certificates);
        run("region", new RegionCheck(variables, () -> profiles)::examine);
    }

    /** True when the server is up and ours. */
    private boolean endpoint() {
        ServerAddress usual;
        try {
            usual = ServerAddress.find(
                    null, withoutEndpoint(), () -> subject.settings().get().port());
        } catch (Problem bad) {
            findings.add(Finding.stops(ServerChecks.SERVER, ServerChecks.reason(bad), null));
            return false;
        }
        EndpointChecks endpoint = new EndpointChecks(variables, "http://127.0.0.1:" + usual.port() + "/");
        run("endpoint-address", endpoint::address);
        run("token-variables", endpoint::tokenVariables);
        run("token-file", endpoint::tokenFile);
        run("proxy", endpoint::proxy);
        ServerChecks server = new ServerChecks(variables, subject.server()::apply, subject.start(), subject.only());
        int before = findings.size();
        if (ofContainerService()) {
            findings.add(Finding.ok(ServerChecks.SERVER, "not checked: the endpoint is that of ECS or EKS"));
            return false;
        }
        run(ServerChecks.SERVER, name -> server.examine(address(usual)));
        return findings.subList(before, findings.size()).stream()
                .anyMatch(finding -> finding.check().equals(ServerChecks.SERVER)
                        && finding.verdict() == Verdict.OK
                        && findings.stream().anyMatch(other -> other.check().equals(ServerChecks.CREDENTIALS)));
    }

    // The addresses at which these services give credentials of a task or a pod.
    private boolean ofContainerService() {
        String text = variables.value(Variables.FULL_URI).orElse("");
        return text.matches("(?i)http://(169\\.254\\.170\\.23|\\[fd00:ec2::23\\]|169\\.254\\.170\\.2)(:80)?(/.*)?");
    }

    private Environment withoutEndpoint() {
        Map<String, String> rest = new LinkedHashMap<>(subject.environment().variables());
        rest.remove(Variables.FULL_URI);
        return new Environment(rest, subject.environment().system());
    }

    // Where SDKs are told to ask, if that can be a server of ours.
    private ServerAddress address(ServerAddress usual) {
        String text = variables.value(Variables.FULL_URI).orElse(null);
        if (text == null) {
            return usual;
        }
        try {
            URI uri = URI.create(text);
            boolean accepted = Stream.of(SdkClient.values()).anyMatch(client -> client.accepts(uri));
            return accepted ? ServerAddress.of(text) : usual;
        } catch (IllegalArgumentException | Problem.Usage e) {
            return usual;
        }
    }

    private Map<SdkClient, String> clients(Profiles profiles, boolean serverUp) {
        CachedSessions sessions = new CachedSessions(
                subject.environment(),
                new ConfigFileInstances(subject.environment(), () -> profiles),
                subject.clock(),
                Notes.none());
        SignInCheck signIn = new SignInCheck(profiles, sessions, subject.clock());
        run("sign-in", signIn::examine);
        CredentialChain chain = new CredentialChain(variables, () -> profiles, signIn::signedIn, subject.clock());
        ClientChecks clients = new ClientChecks(variables, chain, subject.only());
        run("client", name -> clients.examine(name, serverUp));
        return clients.sources();
    }
}
