package dev.awssso.ecs.http;

import dev.awssso.ecs.Slots;
import dev.awssso.ecs.protocol.SlotName;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The credentials of the default slot. */
@Path("/")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ADMIN)
public class CredentialsResource {

    private final Slots slots;
    private final LoadReader loads;

    CredentialsResource(Slots slots, LoadReader loads) {
        this.slots = slots;
        this.loads = loads;
    }

    @GET
    @NonBlocking
    @RolesAllowed(Caller.READ)
    public Answer read() {
        Slots.Reading reading = slots.read(SlotName.UNNAMED);
        if (reading.body() == null) {
            throw Reads.withheld(SlotName.UNNAMED, reading);
        }
        return Answer.ok(reading.body());
    }

    @GET
    @Path("creds")
    @NonBlocking
    public Answer readAsCreds() {
        return read();
    }

    @PUT
    @Blocking
    public Answer replace() {
        slots.put(SlotName.UNNAMED, loads.read(Exchange.current(), SlotName.UNNAMED));
        return Answer.done();
    }

    @DELETE
    @NonBlocking
    public Answer remove() {
        slots.remove(SlotName.UNNAMED);
        return Answer.done();
    }
}
