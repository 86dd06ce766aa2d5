package dev.awssso.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.signin.Instance;
import org.junit.jupiter.api.Test;

class RoleCacheNameTest {

    private static final String URL = "https://d-987654321d.awsapps.com/start";

    private static String name(String session) {
        return RoleCacheName.of(
                new Instance(URL, "us-east-1", session, Instance.DEFAULT_SCOPES),
                new RoleRef(new AccountId("111111111111"), "AdministratorAccess"));
    }

    // Computed by the rules of botocore.
    @Test
    void filesAreNamedAsInBotocore() {
        assertEquals("d69b93565f62d68b82719577c1f7e002926ce75e.json", name("my-sso"));
        assertEquals("2f33b28fcec552f38a2f06ade58c5f686f9849ff.json", name(null));
    }
}
