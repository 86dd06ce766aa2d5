package dev.awssso.cli.options;

import dev.awssso.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All options that say which identity a command acquires. */
public final class IdentityOptions {

    @Mixin
    private final RoleOptions role = new RoleOptions();

    @Mixin
    private final ChainOptions chain = new ChainOptions();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region for STS calls and for the command or console.")
    private @Nullable String region;

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    public RoleOptions role() {
        return role;
    }

    public ChainOptions chain() {
        return chain;
    }

    public InstanceOptions instance() {
        return instance;
    }

    /**
     * The value of {@code --region}.
     *
     * @throws Problem.Usage when it is empty
     */
    public Optional<String> region() {
        if (region != null && region.isBlank()) {
            throw new Problem.Usage("--region is empty", null, null);
        }
        return Optional.ofNullable(region);
    }
}
