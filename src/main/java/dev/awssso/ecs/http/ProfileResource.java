package dev.awssso.ecs.http;

import dev.awssso.ecs.Slot;
import dev.awssso.ecs.Slots;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonStyle;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.RestResponse;

/** Who is in the default slot; never credentials. */
@Path("/profile")
@Singleton
@RolesAllowed(Caller.ADMIN)
public class ProfileResource {

    private final Slots slots;
    private final InstantSource clock;

    ProfileResource(Slots slots, InstantSource clock) {
        this.slots = slots;
        this.clock = clock;
    }

    @GET
    @NonBlocking
    public RestResponse<byte[]> read() {
        Slots.Reading reading = slots.look(SlotName.UNNAMED);
        Slot slot = reading.slot();
        Instant now = clock.instant();
        if (slot == null || !slot.held(now)) {
            throw Answers.withheld(SlotName.UNNAMED, reading);
        }
        return Answers.ok(JsonStyle.COMPACT.write(slot.entry(now).toJson()).getBytes(StandardCharsets.US_ASCII));
    }
}
