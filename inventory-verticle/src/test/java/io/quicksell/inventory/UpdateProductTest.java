package io.quicksell.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Line;
import io.quicksell.common.domain.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateProductTest extends StockTestBase {

    @BeforeEach
    void aProductOfWhichSomeIsHeld() {
        stock.reserve(Ids.random(), new Line(tea, 3));
    }

    @Test
    void anEditSetsWhatIsFreeAndLeavesWhatIsHeld() {
        Product edited = update("Green tea", 300, 20).orElseThrow();

        assertEquals(
                List.of("Green tea", new Money(300), 20L, 3L, 3L),
                List.of(edited.name(), edited.price(), edited.quantity(), edited.held(), edited.version()));
        assertEquals(new Stock.Counts(20, 3, 0), stock.counts(tea));
        assertEquals(Map.of("kind", "edited", "units", "13", "quantity", "20"), stock.lastMovement(tea));
        Map<String, String> news = stock.lastNews();
        assertEquals(
                List.of("product_changed", tea, "Green tea", "300", "20", "3", "3"),
                List.of(
                        news.get("kind"),
                        news.get("id"),
                        news.get("name"),
                        news.get("price"),
                        news.get("quantity"),
                        news.get("held"),
                        news.get("version")));
    }

    @Test
    void fewerUnitsAreEnteredAsANegativeMovement() {
        update("Tea", 250, 0);

        assertEquals(Map.of("kind", "edited", "units", "-7", "quantity", "0"), stock.lastMovement(tea));
    }

    @Test
    void aNewPriceAloneIsNewsButNoMovement() {
        Map<String, String> movement = stock.lastMovement(tea);

        update("Tea", 251, 7);
        assertEquals("251", stock.lastNews().get("price"));
        assertEquals(movement, stock.lastMovement(tea));
    }

    @Test
    void wantingWhatIsThereAlreadyChangesNothing() {
        update("Green tea", 300, 20);
        Map<String, String> before = stock.snapshot();

        assertEquals(3, update("Green tea", 300, 20).orElseThrow().version());
        assertEquals(before, stock.snapshot());
    }

    @Test
    void anUnknownProductIsNotMade() {
        stock.products().delete(tea).await();
        Map<String, String> before = stock.snapshot();

        assertEquals(Optional.empty(), update("Tea", 250, 5));
        assertEquals(before, stock.snapshot());
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        stock.expectWrongTypesToBeFoundFirst(
                List.of("product:" + tea, "movements:" + tea, "product_changed"), () -> update("Tea", 300, 20));
    }

    private Optional<Product> update(String name, long cents, long quantity) {
        return stock.products()
                .update(tea, new Product.Wanted(name, new Money(cents), quantity))
                .await();
    }
}
