package dev.awssso.ecs.http;

import dev.awssso.ecs.Slot;
import dev.awssso.ecs.SlotSource;
import dev.awssso.ecs.Slots.Reading;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.protocol.ResponseHeaders;
import dev.awssso.ecs.protocol.SlotErrors;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.AnswerDocument;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** What the resources return. Type and length are said by hand: the framework would add a charset, and none to HEAD. */
final class Answers {

    private static final byte[] DONE = AnswerDocument.DONE.toBytes();

    private Answers() {}

    /** A body that somebody asked for. */
    static RestResponse<byte[]> ok(byte[] body) {
        return RestResponse.ResponseBuilder.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, ResponseHeaders.CONTENT_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length))
                .build();
    }

    /** A change was made. */
    static RestResponse<byte[]> done() {
        return ok(DONE);
    }

    /** The credentials that a read found, as the slot keeps them; rejects the request when it found none. */
    static RestResponse<byte[]> credentials(SlotName name, Reading reading) {
        if (reading.body() == null) {
            throw withheld(name, reading);
        }
        return ok(reading.body());
    }

    /** What the server says of a slot that it has no credentials of. */
    static RequestRejected withheld(SlotName name, Reading reading) {
        return new RequestRejected(error(name, reading));
    }

    private static ProtocolError error(SlotName name, Reading reading) {
        Slot slot = reading.slot();
        if (slot == null) {
            return SlotErrors.empty(name);
        }
        return switch (reading.state()) {
            case EMPTY -> SlotErrors.empty(name);
            case REFRESHING -> SlotErrors.fetching(slot.profileName());
            case SIGN_IN_NEEDED -> signInNeeded(slot);
            case LOADED, LAST_GOOD, EXPIRED -> SlotErrors.expired(name, slot.profileName(), slot.end());
        };
    }

    private static ProtocolError signInNeeded(Slot slot) {
        if (slot.source() instanceof SlotSource.OfLogin login) {
            return SlotErrors.loginNeeded(slot.profileName(), login.profileName());
        }
        return SlotErrors.signInNeeded(
                slot.profileName(), slot.source() instanceof SlotSource.OfIdentityCenter named ? named.source() : null);
    }
}
