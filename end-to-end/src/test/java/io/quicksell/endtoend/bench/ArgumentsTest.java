package io.quicksell.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.bench.Arguments.WrongUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @TempDir
    private Path folder;

    @Test
    void withoutAnyItIsAFullRun() throws Exception {
        assertEquals(
                new Arguments(false, Pace.FULL, 100_000, Optional.empty(), Optional.empty(), Optional.empty()),
                Arguments.of(List.of()));
    }

    @Test
    void aQuickOneHasFewerOrdersUnlessTheyAreNamed() throws Exception {
        assertEquals(10_000, Arguments.of(List.of("--quick")).orders());
        assertEquals(
                10_000_000,
                Arguments.of(List.of("--orders", "10000000", "--quick")).orders());
    }

    @Test
    void theyMayComeInAnySequence() throws Exception {
        Path earlier = Files.createFile(folder.resolve("earlier.json"));

        assertEquals(
                new Arguments(
                        false,
                        Pace.QUICK,
                        2_500,
                        Optional.of(earlier),
                        Optional.of(Path.of("now.json")),
                        Optional.of(earlier)),
                Arguments.of(List.of(
                        "--compare",
                        earlier.toString(),
                        "--quick",
                        "--json",
                        "now.json",
                        "--orders",
                        "2500",
                        "--against",
                        earlier.toString())));
    }

    @ParameterizedTest
    @CsvSource({
        "--quik, --quik is unknown",
        "quick, quick is unknown",
        "--json, --json needs a file",
        "--compare, --compare needs a file",
        "--orders, --orders needs a number",
        "--orders 999, --orders needs a number from 1000 to 10000000",
        "--orders 10000001, --orders needs a number from 1000 to 10000000",
        "--orders many, --orders needs a number from 1000 to 10000000",
        "--against no-such.jar, there is no file no-such.jar",
        "--json results, --json needs a file whose name ends in .json",
        "--compare no-such.json, there is no file no-such.json"
    })
    void aWrongOneIsNamedInOneLine(String words, String line) {
        List<String> all = List.of(words.split(" "));

        assertEquals(
                line + "; ./run.sh bench --help lists what there is",
                assertThrows(WrongUse.class, () -> Arguments.of(all)).getMessage());
    }

    @Test
    void aWrongOneEndsWithACodeOfItsOwn() {
        assertEquals(2, Benchmark.run(List.of("--quik")));
    }

    @Test
    void helpNamesEveryOption() {
        for (String option :
                List.of("--quick", "--orders N", "--against JAR", "--json FILE", "--compare FILE", "--help")) {
            assertTrue(Arguments.HELP.contains("  " + option), option);
        }
    }

    @Test
    void aFileToCompareWithThatIsNoResultIsWrongUse() throws Exception {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"orders\": 7}");

        assertEquals(2, Benchmark.run(List.of("--quick", "--compare", other.toString())));
    }
}
