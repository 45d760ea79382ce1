package io.quicksell.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's code is the source of the example that {@link TicketsTest} runs. */
class ReadmeTest {

    @Test
    void theJavaInItIsTheExampleWithoutItsImports() throws IOException {
        String source = read("src/test/java/io/quicksell/example/Tickets.java");

        assertEquals(List.of(source.substring(source.indexOf("/** Opens"))), blocks("java"));
    }

    @Test
    void theLuaInItIsThatOfTheExample() throws IOException {
        assertEquals(
                List.of(
                        read("src/test/resources/lua/open_ticket.lua"),
                        read("src/test/resources/lua/answer_ticket.lua")),
                blocks("lua"));
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\\R(.*?)```", Pattern.DOTALL)
                .matcher(read("README.md"))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
