package dev.awssso.sandbox;

/** A way in which a call can be made to fail. */
public enum Fault {
    /** Too many calls: 429 of the portal, {@code slow_down} of the OIDC service, {@code Throttling} of STS. */
    THROTTLE,
    /** 500 of the service. */
    INTERNAL_ERROR,
    /** 503 with a page that is not in the service's language, as a load balancer sends it. */
    UNAVAILABLE,
    /** 503 that asks to come back in one second. */
    RETRY_LATER,
    /** Hangs up before the call is done. */
    DROP,
    /** Does the call and hangs up without an answer. */
    DROP_ANSWER,
    /** 200 with a body that is not what was promised. */
    GARBAGE
}
