package dev.awssso.ecs.protocol;

/** A request that gets an error for an answer. It carries no trace, since it is no defect. */
public final class RequestRejected extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ProtocolError error;

    public RequestRejected(ProtocolError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** What the caller is told. */
    public ProtocolError error() {
        return error;
    }
}
