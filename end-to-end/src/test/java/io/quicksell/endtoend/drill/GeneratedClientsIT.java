package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.ClientGenerator;
import io.quicksell.endtoend.driver.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/clients.md} make clients of the contracts; these compile, their names are a programmer's, and the
 * programs of the page place, follow and refund an order with them, and are told of short stock by a class of its own.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GeneratedClientsIT {

    private static final Path ROOT = BuiltJar.ofThisBuild().projectRoot();
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^java -jar openapi-generator-cli-7\\.17\\.0\\.jar (.+)$");
    private static final Pattern MADE_UP = Pattern.compile(".*(?i:inline|oneof|anyof|allof).*|.*\\d");
    private static final String SAYS = "The order is completed\nThe order is refunded: came broken\nTea: 10 of 1000\n";

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @TempDir
    static Path folder;

    @BeforeAll
    static void generate() throws Exception {
        List<String> commands =
                COMMAND.matcher(page()).results().map(found -> found.group(1)).toList();
        assertEquals(6, commands.size());
        ClientGenerator.run(folder, commands);
    }

    @Test
    void theJavaClientPlacesFollowsAndRefundsAnOrder() throws Exception {
        Path java = folder.resolve("java");
        Path program = Files.writeString(java.resolve("FirstOrder.java"), program("java"));
        Path arguments = java.resolve("sources");
        Files.write(arguments, quoted(program, java.resolve("inventory/src/main"), java.resolve("payment/src/main")));
        String libraries = System.getProperty("java.class.path");

        Programs.run(
                java,
                List.of(Programs.ofTheJdk("javac"), "-nowarn", "-d", "classes", "-cp", libraries, "@" + arguments));
        assertEquals(
                SAYS,
                Programs.run(
                        java,
                        List.of(
                                Programs.ofTheJdk("java"),
                                "-cp",
                                "classes" + File.pathSeparator + libraries,
                                "FirstOrder")));
    }

    @Test
    void theTypeScriptClientPlacesFollowsAndRefundsAnOrder() throws Exception {
        Path typescript = folder.resolve("typescript");
        Files.writeString(typescript.resolve("package.json"), "{\"type\":\"module\"}");
        Files.writeString(typescript.resolve("first-order.ts"), program("ts"));
        String compiler =
                ROOT.resolve("webroot/node_modules/typescript/bin/tsc").toString();

        Programs.run(
                typescript,
                List.of(
                        "node",
                        compiler,
                        "--strict",
                        "--module",
                        "nodenext",
                        "--target",
                        "es2022",
                        "--lib",
                        "es2022,dom,dom.iterable",
                        "first-order.ts"));
        assertEquals(SAYS, Programs.run(typescript, List.of("node", "first-order.js")));
    }

    /** What the Python client needs (pydantic) is seldom there; then its code is only compiled. */
    @Test
    void thePythonClientIsValidAndCanBeImportedWhereItsLibrariesAre() throws Exception {
        assumeTrue(works("import compileall"), "there is no python3");
        Path python = folder.resolve("python");
        Programs.run(python, List.of("python3", "-m", "compileall", "-q", "."));
        if (works("import pydantic, urllib3, dateutil, typing_extensions")) {
            Programs.run(python.resolve("inventory"), List.of("python3", "-c", "import shop_inventory"));
            Programs.run(python.resolve("payment"), List.of("python3", "-c", "import shop_payment"));
        }
    }

    @Test
    void noNameIsMadeUpByTheGenerator() throws IOException {
        List<String> names = new ArrayList<>();
        for (String service : List.of("inventory", "payment")) {
            try (Stream<Path> models = Files.list(folder.resolve("typescript/" + service + "/models"))) {
                models.map(file -> file.getFileName().toString().replace(".ts", ""))
                        .forEach(names::add);
            }
        }
        assertEquals(
                List.of(),
                names.stream().filter(MADE_UP.asMatchPredicate()).sorted().toList());
    }

    private static boolean works(String python) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", python)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> quoted(Path program, Path... trees) throws IOException {
        List<String> files = new ArrayList<>(List.of("\"" + program + "\""));
        for (Path tree : trees) {
            try (Stream<Path> all = Files.walk(tree)) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(file -> files.add("\"" + file + "\""));
            }
        }
        return files;
    }

    private static String program(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                .matcher(page())
                .results()
                .map((MatchResult block) -> block.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** The page, with the addresses of the running system. */
    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve("clients.md"))
                .replace("http://localhost:8000", SYSTEM.process().url("inventory"))
                .replace("http://localhost:8001", SYSTEM.process().url("payment"));
    }
}
