package io.quicksell.payment.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.QueryTimeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The index on disk, in a folder of its own. */
abstract class IndexFilesTestBase {

    static final int COUNT = 600;
    private static final QueryTimeout FOR_EVER = () -> false;

    @TempDir
    Path folder;

    IndexFiles files;
    final List<IndexedOrder> orders = ManyOrders.of(COUNT);

    @BeforeEach
    void open() throws IOException {
        files = IndexFiles.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    /** In two halves, the first one twice: parts of the index, and orders that were replaced. */
    void write() throws IOException {
        files.write(orders.subList(0, COUNT / 2));
        files.refresh();
        files.write(orders);
        files.refresh();
    }

    List<String> walk(OrderQuery query, int limit) throws IOException, SearchTooLong {
        List<String> seen = new ArrayList<>();
        Hit behind = Hit.START;
        Found page;
        do {
            page = files.search(query, behind, limit, true, FOR_EVER);
            assertTrue(page.hits().size() <= limit);
            page.hits().forEach(hit -> seen.add(hit.id()));
            behind =
                    page.hits().isEmpty() ? behind : page.hits().get(page.hits().size() - 1);
        } while (page.hits().size() == limit);
        assertEquals(seen.size(), page.total().orElseThrow(), "the total of the last page");
        assertEquals(seen.size(), found(query, 1).total().orElseThrow());
        return seen;
    }

    Found found(OrderQuery query, int limit) throws IOException, SearchTooLong {
        return files.search(query, Hit.START, limit, true, FOR_EVER);
    }

    List<Long> numbers(OrderQuery query) throws IOException, SearchTooLong {
        return found(query, COUNT).hits().stream().map(Hit::number).toList();
    }

    static IndexedOrder at(long number, long millis) {
        return new IndexedOrder(number, UUID.randomUUID(), "pending", List.of(), millis, 900, "");
    }
}
