package dev.awssso.aws;

/** Host names that lead to this machine and nowhere else. */
final class Loopback {

    private Loopback() {}

    /** True for 127.0.0.0/8, ::1 and localhost, as a URI spells them. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
