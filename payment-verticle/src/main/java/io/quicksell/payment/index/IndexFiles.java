package io.quicksell.payment.index;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader;
import org.apache.lucene.index.ExitableDirectoryReader.ExitingReaderException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on disk. What was written is found from the next refresh on, and kept from the next commit on, together with a note of what
 * it is made of. Blocks; one thread writes and refreshes, one commits, several search.
 */
final class IndexFiles implements Closeable {

    /** What is looked for in a snapshot of the index. */
    private interface Looking<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
    private static final String VERSION = "version";
    private static final double BUFFER_MB = 10;
    private static final double CACHED_SEGMENT_MB = 8;
    private static final double CACHED_MB = 32;
    private static final double MIN_SEGMENT_MB = 2;
    private static final double MAX_SEGMENT_MB = 2_048;

    /** The thread that writes would otherwise wait until merging has caught up. */
    private static final int WAITING_MERGES = 50;

    private static final int CACHED_QUERIES = 1_000;
    private static final long CACHED_QUERIES_BYTES = 4_000_000;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final QueryCache cache = new LRUQueryCache(CACHED_QUERIES, CACHED_QUERIES_BYTES);
    private final Map<String, String> note;

    private IndexFiles(Directory directory, Map<String, String> note) throws IOException {
        this.directory = directory;
        this.note = note;
        this.writer = new IndexWriter(directory, config());
        this.searchers = searchers();
    }

    private SearcherManager searchers() throws IOException {
        try {
            return new SearcherManager(writer, null);
        } catch (IOException e) {
            writer.rollback();
            throw e;
        }
    }

    /**
     * Opens the index in a folder. If there is none, or one of another version, or one that is damaged, then an empty one is made.
     *
     * @throws LockObtainFailedException if another process has it open; then nothing in it was touched
     */
    static IndexFiles open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Directory directory = new NRTCachingDirectory(new NIOFSDirectory(folder), CACHED_SEGMENT_MB, CACHED_MB);
        try {
            return new IndexFiles(directory, noteIn(directory));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    /** What is noted in the last commit. One that cannot be used is deleted; then nothing is noted. */
    private static Map<String, String> noteIn(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            lock.ensureValid();
            try {
                return checked(directory);
            } catch (CorruptIndexException
                    | IndexFormatTooOldException
                    | IndexFormatTooNewException
                    | EOFException
                    | FileNotFoundException
                    | NoSuchFileException
                    | IllegalArgumentException e) {
                LOG.warn("The index of orders cannot be read and is built anew: {}", e.getMessage());
                return emptied(directory);
            }
        }
    }

    /** As noted in the last commit, if it is of this version and whole: opening alone would not notice damaged values. */
    private static Map<String, String> checked(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Map.of();
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> note = reader.getIndexCommit().getUserData();
            if (!OrderDocument.VERSION.equals(note.get(VERSION))) {
                throw new IllegalArgumentException("it is of another version");
            }
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
            return note;
        }
    }

    private static Map<String, String> emptied(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
        return Map.of();
    }

    private static IndexWriterConfig config() {
        TieredMergePolicy merging = new TieredMergePolicy();
        merging.setFloorSegmentMB(MIN_SEGMENT_MB);
        merging.setMaxMergedSegmentMB(MAX_SEGMENT_MB);
        ConcurrentMergeScheduler threads = new ConcurrentMergeScheduler();
        threads.setMaxMergesAndThreads(WAITING_MERGES, 1);
        threads.disableAutoIOThrottle();
        return new IndexWriterConfig()
                .setIndexSort(OrderDocument.NEWEST_FIRST)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergePolicy(merging)
                .setMergeScheduler(threads)
                .setMaxFullFlushMergeWaitMillis(0)
                .setCommitOnClose(false);
    }

    /**
     * What was noted with the commit that was opened.
     *
     * @param read may throw; what cannot be read was not noted
     */
    <T> Optional<T> noted(String key, Function<String, T> read) {
        try {
            return Optional.ofNullable(note.get(key)).map(read);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Writes orders, or what has become of them. */
    void write(List<IndexedOrder> orders) throws IOException {
        for (IndexedOrder order : orders) {
            writer.updateDocument(OrderDocument.key(order), OrderDocument.of(order));
        }
    }

    void clear() throws IOException {
        writer.deleteAll();
    }

    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /**
     * Keeps everything that was written before this call, perhaps more, and a note with it.
     *
     * @param about asked for when it is certain what will be kept
     */
    void commit(Supplier<Map<String, String>> about) throws IOException {
        writer.setLiveCommitData(() -> {
            Map<String, String> noted = new HashMap<>(about.get());
            noted.putIfAbsent(VERSION, OrderDocument.VERSION);
            return noted.entrySet().iterator();
        });
        writer.commit();
    }

    /**
     * Searches what was refreshed last.
     *
     * @param isCounted whether the total is wanted, too
     */
    Found search(OrderQuery query, Hit behind, int limit, boolean isCounted, QueryTimeout deadline)
            throws IOException, SearchTooLong {
        return within(deadline, searcher -> new OrderSearch(searcher, query).page(behind, limit, isCounted));
    }

    /** Counts by day what was refreshed last. */
    FoundDays days(DayQuery query, QueryTimeout deadline) throws IOException, SearchTooLong {
        return within(deadline, searcher -> new DaySearch(searcher, query).newest());
    }

    /** How large it is. */
    IndexSize size() throws IOException {
        long bytes = 0;
        for (String file : directory.listAll()) {
            try {
                bytes += directory.fileLength(file);
            } catch (FileNotFoundException | NoSuchFileException merged) {
                // It is part of another one by now.
            }
        }
        return new IndexSize(writer.getDocStats().numDocs, bytes);
    }

    private <T> T within(QueryTimeout deadline, Looking<T> looking) throws IOException, SearchTooLong {
        if (deadline.shouldExit()) {
            throw new SearchTooLong();
        }
        IndexSearcher shared = searchers.acquire();
        try {
            IndexSearcher searcher = new IndexSearcher(
                    ExitableDirectoryReader.wrap((DirectoryReader) shared.getIndexReader(), deadline));
            searcher.setQueryCache(cache);
            searcher.setTimeout(deadline);
            T found = looking.in(searcher);
            if (searcher.timedOut()) {
                throw new SearchTooLong();
            }
            return found;
        } catch (ExitingReaderException e) {
            throw new SearchTooLong();
        } finally {
            searchers.release(shared);
        }
    }

    /** What was not committed is lost. */
    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer::rollback, directory);
    }
}
