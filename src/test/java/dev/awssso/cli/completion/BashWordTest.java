package dev.awssso.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Texts of every kind, quoted for bash and read back by bash and by us. */
@DisabledOnOs(OS.WINDOWS)
class BashWordTest {

    private static final String LETTERS =
            "aZ9 \t\n\r\u0001\u001b\u007f$`\"'\\!*?[]{}()<>|&;#~^=:@%,+-_./\u00fc\u5929\u202e\u0085";
    private static final String BREAKS = " \t\n\"'@><=;|&(:";

    @TempDir
    Path directory;

    private static List<String> texts() {
        Random random = new Random(14);
        List<String> texts =
                new ArrayList<>(List.of("$(touch pwned)", "`touch pwned`", "a\ud83d\ude00b", "-x", "~", "#", "!!"));
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(12); length > 0; length--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String opened(TypedLine.Quote quote) {
        return switch (quote) {
            case NONE -> "";
            case SINGLE -> "'";
            case DOUBLE -> "\"";
            case ANSI -> "$'";
        };
    }

    @Test
    @Rows("I8")
    void bashReadsBackEveryTextInEveryQuote() throws IOException, InterruptedException {
        List<String> expected = new ArrayList<>();
        StringBuilder script = new StringBuilder();
        for (String text : texts()) {
            for (TypedLine.Quote quote : TypedLine.Quote.values()) {
                expected.add(text);
                script.append("printf '%s\\0' x")
                        .append(opened(quote))
                        .append(BashWord.rest(text, quote))
                        .append('\n');
            }
        }
        Path file = Files.writeString(directory.resolve("script"), script, StandardCharsets.UTF_8);
        Path out = directory.resolve("out");
        Process bash = new ProcessBuilder("bash", file.toString())
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .start();
        assertEquals(0, bash.waitFor());

        String text = Files.readString(out, StandardCharsets.UTF_8);
        String[] read = text.substring(0, text.length() - 1).split("\0", -1);

        assertEquals(expected.size(), read.length);
        for (int i = 0; i < read.length; i++) {
            assertEquals("x" + expected.get(i), read[i]);
        }
        assertEquals(2, directory.toFile().list().length, "a text was executed");
    }

    @Test
    void theLineReadsBackWhatWasTyped() {
        for (String text : texts()) {
            for (TypedLine.Quote quote : TypedLine.Quote.values()) {
                String line = "aws-sso x " + opened(quote) + BashWord.part(text, quote);

                TypedLine read = BashLine.parse(line, BREAKS);

                assertEquals(List.of("aws-sso", "x"), read.words(), line);
                assertEquals(text, read.current(), line);
            }
        }
    }

    @Test
    void readlineKeepsWhatIsBeforeItsLastBreak() {
        assertEquals(2, BashLine.parse("aws-sso a:b", BREAKS).kept());
        assertEquals(1, BashLine.parse("aws-sso a@b", BREAKS).kept());
        assertEquals(0, BashLine.parse("aws-sso a:b", " \t\n").kept());
        assertEquals(0, BashLine.parse("aws-sso a\\:b", BREAKS).kept());
        assertEquals(0, BashLine.parse("aws-sso 'a:b", BREAKS).kept());
        assertEquals(4, BashLine.parse("aws-sso --x='a:b", BREAKS).kept());
        assertEquals(0, BashLine.parse("aws-sso 'a:'b", BREAKS).kept());
        assertEquals(
                TypedLine.Quote.DOUBLE, BashLine.parse("aws-sso \"a", BREAKS).quote());
    }

    private static List<String> reply(String line, int type, String... values) {
        List<Candidate> candidates = new ArrayList<>();
        for (String value : values) {
            candidates.add(new Candidate(value, "d"));
        }
        return new BashReply(BashLine.parse(line, BREAKS), type).of(candidates);
    }

    @Test
    void oneCandidateIsInsertedAndSeveralAreShownBehindWhatTheyShare() {
        assertEquals(List.of("a\\ b"), reply("x a", '\t', "a b", "c"));
        assertEquals(List.of("a b'"), reply("x 'a", '\t', "a b"));
        assertEquals(List.of("b\\ c"), reply("x a:", '\t', "a:b c"));
        assertEquals(List.of("a\\ b  (d)", "a\\ $c  (d)"), reply("x a", '\t', "a b", "a $c"));
        assertEquals(List.of("a\\ b", "a\\ \\$c"), reply("x a", '%', "a b", "a $c"));
        assertEquals(List.of(), reply("x b", '\t', "a"));
    }

    @Test
    void candidatesThatLookAlikeInsertNothingTheyDoNotShare() {
        assertEquals(List.of("a?  (d)", "a?  (d)", "a"), reply("x ", '\t', "a\u0001", "a?"));
    }
}
