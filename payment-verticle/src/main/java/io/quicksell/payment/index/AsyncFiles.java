package io.quicksell.payment.index;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * The index on disk for an event loop, in threads of its own. Files that fail are closed; then they can be opened anew.
 *
 * <p>Each of its executors has one thread, which takes what it is given in sequence. (Vert.x is not asked for that: it would keep the
 * sequence over both of them, so that whatever is written waits for the disk that a commit waits for.)
 */
final class AsyncFiles {

    /** Files that could not be searched. */
    static final class Unreadable extends IOException {
        private final transient IndexFiles files;

        Unreadable(IndexFiles files, Exception cause) {
            super(cause.toString(), cause);
            this.files = files;
        }
    }

    /** Work on the files that blocks. */
    interface Work {
        void with(IndexFiles files) throws IOException;
    }

    /** What is looked for in the files; blocks. */
    interface Looking<T> {
        T in(IndexFiles files) throws IOException, SearchTooLong;
    }

    private final Path folder;
    private final WorkerExecutor writer;
    private final WorkerExecutor committer;
    private volatile IndexFiles files;

    AsyncFiles(Path folder, WorkerExecutor writer, WorkerExecutor committer) {
        this.folder = folder;
        this.writer = writer;
        this.committer = committer;
    }

    /** From any thread. */
    boolean isOpen() {
        return files != null;
    }

    Future<IndexFiles> open() {
        return run(writer, () -> IndexFiles.open(folder)).onSuccess(opened -> files = opened);
    }

    /** Writes or refreshes. */
    Future<Void> write(Work work) {
        return on(writer, work);
    }

    /**
     * Keeps what was written, while more is written.
     *
     * @param note of what is kept by then; asked for in another thread
     */
    Future<Void> commit(Supplier<Map<String, String>> note) {
        return on(committer, now -> now.commit(note));
    }

    /**
     * Searches what was refreshed last. Blocks; from any thread.
     *
     * @return empty if it is not open
     * @throws Unreadable if it cannot be read; then {@link #giveUp} is to be called
     */
    <T> Optional<T> search(Looking<T> looking) throws Unreadable, SearchTooLong {
        IndexFiles now = files;
        if (now == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(looking.in(now));
        } catch (IOException | AlreadyClosedException e) {
            throw new Unreadable(now, e);
        }
    }

    /** Closes files that could not be searched, unless they are closed; says whether they were open. */
    boolean giveUp(Unreadable failure) {
        boolean isOpen = files == failure.files;
        if (isOpen) {
            close();
        }
        return isOpen;
    }

    /** What was not committed is lost. A commit that is under way ends first. */
    Future<Void> close() {
        IndexFiles last = files;
        files = null;
        return last == null
                ? Future.succeededFuture()
                : run(writer, () -> {
                    last.close();
                    return null;
                });
    }

    private Future<Void> on(WorkerExecutor threads, Work work) {
        IndexFiles now = files;
        if (now == null) {
            return Future.failedFuture(new AlreadyClosedException("the index is closed"));
        }
        Future<Void> done = run(threads, () -> {
            work.with(now);
            return null;
        });
        return done.recover(failure -> (files == now ? close() : Future.<Void>succeededFuture())
                .transform(closed -> Future.failedFuture(failure)));
    }

    private static <T> Future<T> run(WorkerExecutor threads, Callable<T> blocking) {
        return threads.executeBlocking(blocking, false);
    }
}
