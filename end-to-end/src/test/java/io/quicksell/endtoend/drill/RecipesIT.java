package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.LossyDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recipe of {@code docs/recipes.md}, taken from the file and run by Node, does what it says. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RecipesIT {

    private static final Pattern RECIPE = Pattern.compile("(?ms)^#+ ([^\n]+)\n(?:(?!^#).)*?^```js\n(.*?)^```");
    private static final Path FILE =
            BuiltJar.ofThisBuild().projectRoot().resolve("docs").resolve("recipes.md");
    private static final String PLACE = "Place an order safely";

    /** What each of them says, as a pattern. */
    private static final Map<String, String> SAYS = Map.of(
            PLACE,
            "Order \\d+ is placed: 9\nTea: 97 of 1000\n",
            "Follow an order: ask",
            "Order \\d+ is completed\n",
            "Follow an order: be told",
            "order_created: order (\\d+) is (pending|completed)\n(order_completed: order \\1 is completed\n)?",
            "Correct a count without losing a sale",
            "The quantity is 97 now, not what you expected. Look at it and try again.\nThere are 95\n",
            "Edit a product without losing a colleague's change",
            "The product was changed meanwhile; it is at version 2 now. .*\nGreen tea costs 2.75\n",
            "Read every page of a list",
            "Saffron 1, Saffron 2, Saffron 3, Saffron 4, Saffron 5\n",
            "Why is it three? Read the ledger",
            "-1 made it 3: adjusted one was broken\n-4 made it 4: reserved [0-9a-f-]{36}\n8 made it 8: created \n"
                    + "Together 3, and there are 3\n",
            "Refund an order",
            "Only a completed order can be refunded; this one is pending.\n202\nOrder \\d+ is refunded: came broken\n");

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @TempDir
    Path folder;

    static Set<String> recipes() throws IOException {
        Map<String, String> recipes = inTheFile();
        recipes.remove("Recipes");
        return recipes.keySet();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeDoesWhatItSays(String recipe) throws Exception {
        assertSays(SAYS.get(recipe), run(recipe, SYSTEM.process().url("payment")));
    }

    @Test
    void thereIsSomethingToSayForEachRecipe() throws IOException {
        assertEquals(SAYS.keySet(), recipes());
    }

    /** The first try is carried out and its response lost, the second one does not get through. */
    @Test
    void anOrderPlacedSafelyIsOneOrderHoweverManyTriesItTakes() throws Exception {
        long before = orders();
        try (LossyDoor door = new LossyDoor(SYSTEM.process().url("payment"), 504, 503)) {
            assertSays(SAYS.get(PLACE), run(PLACE, door.url()));
            assertTrue(door.isExhausted());
        }
        assertEquals(before + 1, orders());
    }

    private static long orders() {
        return SYSTEM.shop().newestOrders().count();
    }

    private static void assertSays(String pattern, String said) {
        assertTrue(said.matches(pattern), said);
    }

    private String run(String recipe, String payment) throws Exception {
        Map<String, String> recipes = inTheFile();
        Path script = Files.writeString(folder.resolve("recipe.mjs"), recipes.get("Recipes") + recipes.get(recipe));
        return Node.run(Map.of("INVENTORY", SYSTEM.process().url("inventory"), "PAYMENT", payment), script.toString());
    }

    /** The blocks by their headings; the first one comes before every other. */
    private static Map<String, String> inTheFile() throws IOException {
        Map<String, String> recipes = new LinkedHashMap<>();
        RECIPE.matcher(Files.readString(FILE)).results().forEach(found -> recipes.put(found.group(1), found.group(2)));
        return recipes;
    }
}
