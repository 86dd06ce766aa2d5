package dev.awssso.roles;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.signin.Instance;
import dev.awssso.signin.StartUrl;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Removes the keys of roles that the AWS CLI and the SDKs keep in {@code ~/.aws/cli/cache}, when a person signs out. */
public final class RoleCacheCleaner {

    private final Path directory;
    private final ConfiguredRoles configured;

    public RoleCacheCleaner(Environment environment, ConfiguredRoles configured) {
        this.directory = environment.home().resolve(".aws").resolve("cli").resolve("cache");
        this.configured = configured;
    }

    /** Removes those that the sign-in of this name may have left for the profiles of its instance. */
    public void clean(Instance filed) {
        profiles().stream()
                .filter(role -> StartUrl.same(role.instance().startUrl(), filed.startUrl()))
                .map(role -> directory.resolve(RoleCacheName.of(filed, role.role())))
                .forEach(PrivateFiles::delete);
    }

    // A sign-in continues although the config file cannot be read.
    private List<RoleSelection> profiles() {
        try {
            return configured.all();
        } catch (Problem.LocalFile unreadable) {
            return List.of();
        }
    }

    /** Removes all that came from Identity Center. */
    public void cleanAll() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                if (fromIdentityCenter(file)) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read " + directory, PrivateFiles.reason(e), null, e);
        }
        found.forEach(PrivateFiles::delete);
    }

    private static boolean fromIdentityCenter(Path file) {
        try {
            return PrivateFiles.readCached(file)
                    .map(JsonObject::parse)
                    .flatMap(json -> json.string("ProviderType"))
                    .filter("sso"::equals)
                    .isPresent();
        } catch (JsonException e) {
            return false;
        }
    }
}
