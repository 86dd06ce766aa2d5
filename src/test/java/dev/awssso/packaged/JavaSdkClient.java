package dev.awssso.packaged;

import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A process of its own: prints the access key id that the AWS SDK for Java v2 is given by the server. Its default chain
 * asks the same class, but keeps to itself why it was given none.
 */
public final class JavaSdkClient {

    private JavaSdkClient() {}

    public static void main(String[] arguments) {
        try (ContainerCredentialsProvider container =
                ContainerCredentialsProvider.builder().build()) {
            System.out.println(container.resolveCredentials().accessKeyId());
        } catch (SdkException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                System.err.println(cause.getMessage());
            }
            System.exit(1);
        }
    }
}
