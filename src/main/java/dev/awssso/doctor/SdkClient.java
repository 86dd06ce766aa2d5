package dev.awssso.doctor;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The SDKs whose behaviour is known here, by the name of their language. */
public enum SdkClient {
    /** boto3, botocore and the AWS CLI. */
    PYTHON(true, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"),
    /** AWS SDK for JavaScript v3 on Node. */
    JS(true, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"),
    /** AWS SDK for Java v2. */
    JAVA(false, "AWS_CONTAINER_AUTHORIZATION_TOKEN"),
    /** AWS SDK for Go v2. */
    GO(false, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

    private static final Duration LOOK_UP = Duration.ofSeconds(2);
    private static final Set<String> CONTAINER_HOSTS = Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    private final boolean literalsOnly;
    private final String preferredToken;

    SdkClient(boolean literalsOnly, String preferredToken) {
        this.literalsOnly = literalsOnly;
        this.preferredToken = preferredToken;
    }

    /** As it is written in {@code --client}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String names(List<SdkClient> clients) {
        return clients.stream().map(SdkClient::text).collect(Collectors.joining(", "));
    }

    /** The variable that counts where both name a token. */
    String preferredToken() {
        return preferredToken;
    }

    /**
     * True when it sends a request there: HTTPS anywhere, plain HTTP to this machine or the addresses of ECS and EKS.
     * Python and JavaScript go by the text of the host, Java and Go by what it resolves to.
     */
    boolean accepts(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            return true;
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            return false;
        }
        boolean literal = host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
        return literal || CONTAINER_HOSTS.contains(host) || (!literalsOnly && resolvesToLoopback(host));
    }

    // A name server that does not answer is not waited for.
    private static boolean resolvesToLoopback(String host) {
        FutureTask<Boolean> lookUp = new FutureTask<>(() -> {
            try {
                return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
            } catch (UnknownHostException e) {
                return false;
            }
        });
        Thread thread = new Thread(lookUp, "look up " + host);
        thread.setDaemon(true);
        thread.start();
        try {
            return lookUp.get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
