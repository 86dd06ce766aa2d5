package dev.awssso.ecs.http;

import dev.awssso.ecs.Slots;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.LoadRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.RestResponse;

/** The credentials of the default slot. */
@Path("/")
@Singleton
public class CredentialsResource {

    private final Slots slots;
    private final LoadRules loads;

    CredentialsResource(Slots slots, LoadRules loads) {
        this.slots = slots;
        this.loads = loads;
    }

    @GET
    @NonBlocking
    @RolesAllowed(Caller.READ)
    public RestResponse<byte[]> read() {
        return Answers.credentials(SlotName.UNNAMED, slots.read(SlotName.UNNAMED));
    }

    @GET
    @Path("creds")
    @NonBlocking
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<byte[]> readAsCreds() {
        return read();
    }

    @PUT
    @Blocking
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<byte[]> replace(LoadRequest load, @Context RoutingContext context) {
        slots.put(SlotName.UNNAMED, loads.check(load, SlotName.UNNAMED, Caller.of(context)));
        return Answers.done();
    }

    @DELETE
    @NonBlocking
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<byte[]> remove() {
        slots.remove(SlotName.UNNAMED);
        return Answers.done();
    }
}
