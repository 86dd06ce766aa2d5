package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.ecs.wire.SlotEntry;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of the slots of this user's server on this machine, for completion: it answers within 50 ms, or there are none. */
public final class LoadedSlots {

    private static final Duration AT_MOST = Duration.ofMillis(50);

    private final Toolbox toolbox;

    public LoadedSlots(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /**
     * The names of the slots.
     *
     * @param server the value of {@code --server}, null where it is not given
     * @throws Problem when the server is another machine's, does not answer in time or is not this user's
     */
    public List<String> names(@Nullable String server) {
        ServerAddress address = ServerAddress.find(
                server, toolbox.environment(), () -> toolbox.settings().port());
        if (!onThisMachine(address.host())) {
            return List.of();
        }
        try (EcsClient client = new ServerAccess(toolbox).impatient(address, AT_MOST)) {
            return client.slots().stream().map(SlotEntry::slot).toList();
        }
    }

    // A name is not looked up: that may take a second.
    private static boolean onThisMachine(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }
}
