package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The recipes of {@code docs/recipes.md}, taken from the file and run by Node.
 *
 * @param folder for the scripts
 * @param environment what a recipe is told of the system
 */
record Recipes(Path folder, Map<String, String> environment) {

    static final String PLACE = "Place an order safely";

    private static final Pattern RECIPE = Pattern.compile("(?ms)^#+ ([^\n]+)\n(?:(?!^#).)*?^```js\n(.*?)^```");
    private static final Path FILE =
            BuiltJar.ofThisBuild().projectRoot().resolve("docs").resolve("recipes.md");

    /** The block that comes before every other. */
    private static final String BEGINNING = "Recipes";

    /** What each of them says, as a pattern. */
    static final Map<String, String> SAYS = Map.of(
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

    static Set<String> names() throws IOException {
        Map<String, String> recipes = inTheFile();
        recipes.remove(BEGINNING);
        return recipes.keySet();
    }

    /** A recipe does what it says. */
    void follow(String name) throws IOException, InterruptedException {
        Map<String, String> recipes = inTheFile();
        Path script = Files.writeString(folder.resolve("recipe.mjs"), recipes.get(BEGINNING) + recipes.get(name));
        String said = Node.run(environment, script.toString());
        assertTrue(said.matches(SAYS.get(name)), said);
    }

    /** The blocks by their headings. */
    private static Map<String, String> inTheFile() throws IOException {
        Map<String, String> recipes = new LinkedHashMap<>();
        RECIPE.matcher(Files.readString(FILE)).results().forEach(found -> recipes.put(found.group(1), found.group(2)));
        return recipes;
    }
}
