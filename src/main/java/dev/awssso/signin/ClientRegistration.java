package dev.awssso.signin;

import dev.awssso.secrets.Secret;
import java.time.Instant;

/**
 * This program as an instance knows it.
 *
 * @param id the client id
 * @param proof the client secret
 * @param expiresAt when the instance forgets it, and with it every refresh token that was issued to it
 */
public record ClientRegistration(String id, Secret proof, Instant expiresAt) {}
