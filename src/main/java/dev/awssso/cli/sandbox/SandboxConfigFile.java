package dev.awssso.cli.sandbox;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Assignment;
import dev.awssso.profiles.EndpointConfig;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.ProfileNames;
import dev.awssso.profiles.ProfileRules;
import dev.awssso.profiles.RegionRules;
import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;
import dev.awssso.sandbox.SandboxAccount;
import dev.awssso.sandbox.SandboxServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file that {@code --write-config} names: an {@code AWS_CONFIG_FILE} whose profiles lead to the sandbox. */
final class SandboxConfigFile {

    private static final String MARK = "# Written by aws-sso sandbox run";
    private static final String SESSION = "sandbox";

    private final Path file;

    SandboxConfigFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Refuses to replace a file that the sandbox has not written: somebody's own one is not to be lost. */
    void check() {
        byte[] content = PrivateFiles.read(file).orElse(MARK.getBytes(StandardCharsets.UTF_8));
        if (!new String(content, StandardCharsets.UTF_8).startsWith(MARK)) {
            throw new Problem.Usage(
                    "--write-config would replace " + file,
                    "that file was not written by the sandbox; use another file name",
                    null);
        }
    }

    /**
     * Writes it.
     *
     * @param caFile the certificate of the sandbox's authority; null when it does not use TLS
     */
    void write(SandboxServer server, String region, @Nullable Path caFile) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (String service : List.of("sso", "sso_oidc", "sts", "signin")) {
            endpoints.put(service, server.endpointUrl());
        }
        Portal portal = new Portal(SESSION, server.startUrl(), region, List.of("sso:account:access"));
        ProfileRules rules =
                new ProfileRules(portal, ProfileRules.Style.SESSION, RegionRules.parse(region, null), null);
        Map<String, String> keys = caFile == null ? Map.of() : Map.of("ca_bundle", caFile.toString());
        String text = new EndpointConfig(rules, endpoints, keys)
                .text(new ProfileNames(NameTemplate.DEFAULT, Set.of("default")).assign(assignments(server)));
        PrivateFiles.write(file, (MARK + " at " + server.url() + "\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Assignment> assignments(SandboxServer server) {
        List<Assignment> all = new ArrayList<>();
        for (SandboxAccount account : server.controls().accounts()) {
            AccountId id = new AccountId(account.id());
            String name = account.name() == null ? account.id() : account.name();
            account.roles()
                    .forEach(role ->
                            all.add(new Assignment(new Account(id, name, account.email()), new RoleRef(id, role))));
        }
        return all;
    }
}
