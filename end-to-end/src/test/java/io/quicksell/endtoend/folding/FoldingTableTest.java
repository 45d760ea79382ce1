package io.quicksell.endtoend.folding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The table by which services and desk fold texts says what ICU says, and so does what each of them is tested against: all characters, and
 * a digest of what becomes of them. With a newer ICU, put what is written to {@code target} in place of both.
 */
class FoldingTableTest {

    private static final Path COMMON = Path.of("..", "common", "src");

    @Test
    void theTableIsThatOfIcu() throws IOException {
        expect(FoldingRule.table(), COMMON.resolve("main/resources/folding.txt"));
    }

    @Test
    void whatTheTestsOfBothSidesCompareWithIsThatOfIcu() throws IOException, GeneralSecurityException {
        String characters = FoldingRule.ranges(FoldingRule.characters().boxed().collect(toCollection(TreeSet::new)));
        String folded = FoldingRule.characters()
                .mapToObj(character -> FoldingRule.folded(Character.toString(character)))
                .collect(joining("\0"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(folded.getBytes(UTF_8));

        expect(
                characters + "\n" + HexFormat.of().formatHex(digest) + "\n",
                COMMON.resolve("test/resources/folded.txt"));
    }

    private static void expect(String right, Path file) throws IOException {
        Path written = Files.writeString(Path.of("target", file.getFileName().toString()), right);

        assertEquals(right, Files.readString(file), () -> file + " has to be as " + written);
    }
}
