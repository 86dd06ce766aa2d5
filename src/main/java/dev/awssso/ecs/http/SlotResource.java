package dev.awssso.ecs.http;

import dev.awssso.ecs.Slots;
import dev.awssso.ecs.protocol.SlotErrors;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonStyle;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/** The named slots: their list, and the credentials of each. */
@Path("/slot")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ADMIN)
public class SlotResource {

    private final Slots slots;
    private final LoadReader loads;
    private final InstantSource clock;

    SlotResource(Slots slots, LoadReader loads, InstantSource clock) {
        this.slots = slots;
        this.loads = loads;
        this.clock = clock;
    }

    @GET
    @NonBlocking
    public Answer list() {
        Instant now = clock.instant();
        return Answer.ok(JsonStyle.COMPACT
                .write(slots.named().stream()
                        .map(slot -> slot.entry(now).toJson())
                        .toList())
                .getBytes(StandardCharsets.US_ASCII));
    }

    @DELETE
    @NonBlocking
    public Answer removeAll() {
        slots.removeNamed();
        return Answer.done();
    }

    @GET
    @Path("{name}")
    @NonBlocking
    @RolesAllowed(Caller.READ)
    public Answer read(@PathParam("name") String text) {
        SlotName name = new SlotName(text);
        Slots.Reading reading = slots.read(name);
        if (reading.body() == null) {
            throw Reads.withheld(name, reading);
        }
        return Answer.ok(reading.body());
    }

    @PUT
    @Path("{name}")
    @Blocking
    public Answer replace(@PathParam("name") String text) {
        SlotName name = new SlotName(text);
        if (!slots.put(name, loads.read(Exchange.current(), name))) {
            throw Rejection.of(Rejection.CONFLICT, "Too many slots.");
        }
        return Answer.done();
    }

    @DELETE
    @Path("{name}")
    @NonBlocking
    public Answer remove(@PathParam("name") String text) {
        SlotName name = new SlotName(text);
        if (!slots.remove(name)) {
            throw Rejection.of(SlotErrors.empty(name));
        }
        return Answer.done();
    }
}
