package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class UserIdTest {

    @Test
    void readsTheWholeNumbersThatTheSystemGives() throws IOException {
        assertEquals(OptionalLong.of(number("id", "-u")), UserId.effective());
        assertEquals(number("cat", "/proc/sys/kernel/overflowuid"), UserId.overflow());
    }

    private static long number(String... command) throws IOException {
        try (var out = new ProcessBuilder(command).start().inputReader()) {
            return Long.parseLong(out.readLine());
        }
    }
}
