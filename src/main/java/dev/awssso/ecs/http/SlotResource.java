package dev.awssso.ecs.http;

import dev.awssso.ecs.Slots;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.protocol.SlotErrors;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.LoadRequest;
import dev.awssso.json.JsonStyle;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The named slots: their list, and the credentials of each. A name is taken from the {@link Route}, which was decoded
 * once from the target as it was sent.
 */
@Path("/slot")
@Singleton
public class SlotResource {

    private final Slots slots;
    private final LoadRules loads;
    private final InstantSource clock;

    SlotResource(Slots slots, LoadRules loads, InstantSource clock) {
        this.slots = slots;
        this.loads = loads;
        this.clock = clock;
    }

    @GET
    @NonBlocking
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<byte[]> list() {
        Instant now = clock.instant();
        return Answers.ok(JsonStyle.COMPACT
                .write(slots.named().stream()
                        .map(slot -> slot.entry(now).toJson())
                        .toList())
                .getBytes(StandardCharsets.US_ASCII));
    }

    @DELETE
    @NonBlocking
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<byte[]> removeAll() {
        slots.removeNamed();
        return Answers.done();
    }

    @GET
    @Path("{name}")
    @NonBlocking
    @RolesAllowed(Caller.READ)
    public RestResponse<byte[]> read(@Context RoutingContext context) {
        SlotName name = Route.of(context).oneSlot();
        return Answers.credentials(name, slots.read(name));
    }

    @PUT
    @Path("{name}")
    @Blocking
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<byte[]> replace(LoadRequest load, @Context RoutingContext context) {
        SlotName name = Route.of(context).oneSlot();
        if (!slots.put(name, loads.check(load, name, Caller.of(context)))) {
            throw new RequestRejected(ProtocolError.of(ProtocolError.CONFLICT, "Too many slots."));
        }
        return Answers.done();
    }

    @DELETE
    @Path("{name}")
    @NonBlocking
    @RolesAllowed(Caller.ADMIN)
    public RestResponse<byte[]> remove(@Context RoutingContext context) {
        SlotName name = Route.of(context).oneSlot();
        if (!slots.remove(name)) {
            throw new RequestRejected(SlotErrors.empty(name));
        }
        return Answers.done();
    }
}
