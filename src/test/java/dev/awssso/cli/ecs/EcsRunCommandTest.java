package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcsRunCommandTest {

    @TempDir
    Path home;

    @Test
    void servesNoPlainHttpWhereACertificateIsStored() {
        Cli cli = Cli.at(home);
        assertEquals(0, cli.run("ecs", "ssl", "--generate").exit());

        Cli.Result refused = cli.run("ecs", "run", "--port", "0");

        assertEquals(2, refused.exit());
        assertEquals("", refused.out());
        assertEquals(
                """
                aws-sso: cannot serve: a certificate is stored, and this version does not serve HTTPS yet
                try: aws-sso ecs ssl --delete
                """,
                refused.err());
    }
}
