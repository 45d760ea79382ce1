package io.quicksell.payment.index;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.payment.index.AsyncFiles.Unreadable;
import io.quicksell.testing.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the index from an event loop: what goes on beside what, and what becomes of files that fail. */
class AsyncFilesTest {

    private static final int PATIENT_SECONDS = 30;
    private static final List<IndexedOrder> ORDERS = ManyOrders.of(6);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = new EventLoop(vertx);
    private AsyncFiles files;

    @BeforeEach
    void open() {
        files = new AsyncFiles(
                folder,
                vertx.createSharedWorkerExecutor("write", 1),
                vertx.createSharedWorkerExecutor("commit", 1, 1, TimeUnit.HOURS));
        loop.run(files::open).await();
    }

    @AfterEach
    void close() {
        loop.run(files::close).await();
        vertx.close().await();
    }

    @Test
    void whatIsWrittenDoesNotWaitForACommit() {
        CountDownLatch written = new CountDownLatch(1);
        AtomicBoolean hasWaited = new AtomicBoolean();
        Future<Void> commit = loop.run(() -> files.commit(() -> {
            hasWaited.set(isOver(written));
            return Map.of();
        }));

        loop.run(() -> files.write(open -> {
                    open.write(ORDERS);
                    written.countDown();
                }))
                .await();
        commit.await();

        assertTrue(hasWaited.get());
    }

    @Test
    void filesThatCannotBeWrittenOrKeptAreClosedAndOpenedAsTheyWereKept() {
        loop.run(() -> files.write(open -> open.write(ORDERS.subList(0, 1)))).await();
        loop.run(() -> files.commit(Map::of)).await();

        assertThrows(
                IOException.class,
                () -> loop.run(() -> files.write(open -> {
                            open.write(ORDERS);
                            throw new IOException("played");
                        }))
                        .await());
        assertFalse(files.isOpen());
        loop.run(files::open).await();
        assertEquals(1, found());

        assertThrows(
                IllegalStateException.class,
                () -> loop.run(() -> files.commit(() -> {
                            throw new IllegalStateException("played");
                        }))
                        .await());
        assertFalse(files.isOpen());
        loop.run(files::open).await();
        assertEquals(1, found());
    }

    @Test
    void aFailedSearchClosesTheFilesThatItFailedInAndNoOthers() throws IOException {
        IndexFiles broken = reopened();
        broken.close();
        Unreadable failure = assertThrows(Unreadable.class, this::search);

        IndexFiles others = reopened();
        assertFalse(loop.make(() -> files.giveUp(failure)));
        assertEquals(0, found());

        others.close();
        Unreadable failureOfThese = assertThrows(Unreadable.class, this::search);
        assertTrue(loop.make(() -> files.giveUp(failureOfThese)));
        assertFalse(files.isOpen());
    }

    @Test
    void whatIsClosedIsNotSearched() throws Exception {
        loop.run(files::close).await();

        assertEquals(Optional.empty(), search());
    }

    private IndexFiles reopened() {
        loop.run(files::close).await();
        return loop.run(files::open).await();
    }

    private long found() {
        try {
            return search().orElseThrow().total().orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Found> search() throws Unreadable, SearchTooLong {
        return files.search(open -> open.search(ManyOrders.all(NEWEST_FIRST), Hit.START, 1, true, () -> false));
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(PATIENT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
