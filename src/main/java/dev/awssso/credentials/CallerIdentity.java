package dev.awssso.credentials;

/**
 * Whom AWS takes the bearer of some keys for.
 *
 * @param userId the unique id, for a role session {@code AROA…:session}
 * @param account the account's digits
 * @param arn the principal
 */
public record CallerIdentity(String userId, String account, String arn) {}
