package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.LossyDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recipe of {@code docs/recipes.md} does what it says. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RecipesIT {

    @RegisterExtension
    static final RealQuickSell SYSTEM = new RealQuickSell();

    @TempDir
    Path folder;

    static Set<String> recipes() throws IOException {
        return Recipes.names();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeDoesWhatItSays(String recipe) throws Exception {
        through(SYSTEM.process().url("payment")).follow(recipe);
    }

    @Test
    void thereIsSomethingToSayForEachRecipe() throws IOException {
        assertEquals(Recipes.SAYS.keySet(), recipes());
    }

    /** The first try is carried out and its response lost, the next two do not get through. */
    @Test
    void anOrderPlacedSafelyIsOneOrderHoweverManyTriesItTakes() throws Exception {
        long before = orders();
        try (LossyDoor door = new LossyDoor(SYSTEM.process().url("payment"), 504, 503, 429)) {
            through(door.url()).follow(Recipes.PLACE);
            assertTrue(door.isExhausted());
        }
        assertEquals(before + 1, orders());
    }

    private static long orders() {
        return SYSTEM.shop().newestOrders().count();
    }

    private Recipes through(String payment) {
        return new Recipes(folder, Map.of("INVENTORY", SYSTEM.process().url("inventory"), "PAYMENT", payment));
    }
}
