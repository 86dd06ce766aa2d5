package dev.awssso.signin;

import java.net.URI;

/**
 * The OIDC service of Identity Center. Each call ends with its answer, an {@link OidcRefusal} when the service
 * understood and said no, or a {@link dev.awssso.problem.Problem.Unreachable}.
 */
public interface OidcClient {

    /** RegisterClient. */
    ClientRegistration register(Instance instance, RegistrationRequest request);

    /** StartDeviceAuthorization. */
    DeviceAuthorization startDevice(Instance instance, ClientRegistration client);

    /** CreateToken; a poll of the device flow is sent once, everything else is repeated while that can help. */
    IssuedToken createToken(Instance instance, ClientRegistration client, TokenRequest request);

    /** The base of the service's address, which the authorize page stands below. */
    URI base(Instance instance);
}
