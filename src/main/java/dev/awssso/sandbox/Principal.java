package dev.awssso.sandbox;

/**
 * Who a caller of STS is.
 *
 * @param account twelve digits
 * @param arn of the user or the assumed role
 * @param userId the unique id, with {@code :session} behind it where there is a session
 */
record Principal(String account, String arn, String userId) {}
