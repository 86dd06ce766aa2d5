package dev.awssso.credentials;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A role for whom another identity provider answers; its token is read from the file again each time. */
final class WebIdentitySource implements CredentialSource {

    private final RoleArn role;
    private final Path tokenFile;
    private final String sessionName;
    private final @Nullable Duration duration;
    private final String region;
    private final Supplier<SecurityTokenService> sts;

    WebIdentitySource(
            RoleArn role,
            Path tokenFile,
            String sessionName,
            @Nullable Duration duration,
            String region,
            Supplier<SecurityTokenService> sts) {
        this.role = role;
        this.tokenFile = tokenFile;
        this.sessionName = sessionName;
        this.duration = duration;
        this.region = region;
        this.sts = sts;
    }

    @Override
    public RoleCredentials fetch() {
        byte[] content = PrivateFiles.read(tokenFile)
                .filter(bytes -> bytes.length > 0)
                .orElseThrow(() -> new Problem.LocalFile("cannot read " + tokenFile, "no such file", null, null));
        String token = new String(content, StandardCharsets.UTF_8).strip();
        return sts.get()
                .assumeRole(
                        region,
                        new SecurityTokenService.WebIdentity(
                                "cannot assume " + role + " with a web identity",
                                role,
                                sessionName,
                                duration,
                                Secret.of(token)));
    }
}
