/**
 * The only room that imports the AWS SDK: it implements the ports of the domain.
 *
 * <p>Never here: options, output, decisions that the domain makes.
 *
 * <p>Read first: {@code AwsClients}, {@code AwsErrors}.
 */
@NullMarked
package dev.awssso.aws;

import org.jspecify.annotations.NullMarked;
