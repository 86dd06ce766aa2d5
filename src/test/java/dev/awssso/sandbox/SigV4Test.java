package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published vectors of AWS's Signature Version 4 test suite. */
class SigV4Test {

    private static final String SCOPE = "20150830/us-east-1/service/aws4_request";
    private static final String STAMP = "20150830T123600Z";
    private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static final Arrival DIRECTLY = new Arrival(InetAddresses.LOOPBACK, null, false);

    @Test
    void signsAPlainGet() {
        Request request = new Request(
                "GET",
                "/",
                Map.of("host", List.of("example.amazonaws.com"), "x-amz-date", List.of(STAMP)),
                new byte[0],
                DIRECTLY);

        assertEquals(
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                SigV4.signature(KEY, STAMP, SCOPE, request, List.of("host", "x-amz-date")));
    }

    @Test
    void signsAForm() {
        Request request = new Request(
                "POST",
                "/",
                Map.of(
                        "content-type", List.of("application/x-www-form-urlencoded"),
                        "host", List.of("example.amazonaws.com"),
                        "x-amz-date", List.of(STAMP)),
                "Param1=value1".getBytes(StandardCharsets.US_ASCII),
                DIRECTLY);

        assertEquals(
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                SigV4.signature(KEY, STAMP, SCOPE, request, List.of("content-type", "host", "x-amz-date")));
    }
}
