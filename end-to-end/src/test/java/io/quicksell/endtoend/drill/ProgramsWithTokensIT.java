package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.QuickSellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a programmer does where everybody is asked who they are: with a token the recipes and the page to try it work as they do elsewhere. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProgramsWithTokensIT {

    private static final String SCOPES =
            "products:read,products:write,stock:adjust,orders:read,orders:place,orders:refund";

    private static final QuickSellProcess SYSTEM = QuickSellProcess.partOf(BuiltJar.ofThisBuild(), List.of(), """
            "access": {"mode": "required", "port": 0},
            "inventory": {"port": 0}, "payment": {"port": 0}, "web": {"port": 0}
            """);

    private static String token;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        SYSTEM.start();
        token = SYSTEM.addKey("recipes", SCOPES);
    }

    @AfterAll
    static void stop() {
        SYSTEM.close();
    }

    static Set<String> recipes() throws IOException {
        return Recipes.names();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeDoesWhatItSays(String recipe) throws Exception {
        new Recipes(
                        folder,
                        Map.of("INVENTORY", SYSTEM.url("inventory"), "PAYMENT", SYSTEM.url("payment"), "TOKEN", token))
                .follow(recipe);
    }

    @Test
    void thePageToTryItTakesAToken() throws Exception {
        tryIt("createProduct", "201", token);
    }

    @Test
    void withoutATokenThePageShowsThatOneIsMissing() throws Exception {
        tryIt("createProduct", "401");
    }

    private static void tryIt(String operation, String status, String... shown) throws Exception {
        Path picture = Files.createDirectories(Path.of("target", "screenshots"))
                .resolve("docs-with-tokens-" + status + ".png");
        String[] arguments = Stream.concat(
                        Stream.of(SYSTEM.url("inventory") + "/docs", operation, status, picture.toString()),
                        Stream.of(shown))
                .toArray(String[]::new);
        Node.run(Map.of(), "src/test/contract/try-it.mjs", arguments);
        assertTrue(Files.size(picture) > 0);
    }
}
