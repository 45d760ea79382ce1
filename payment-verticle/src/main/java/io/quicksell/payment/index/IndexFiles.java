package io.quicksell.payment.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.QueryCache;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
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
    private final Optional<Map<String, String>> note;

    private IndexFiles(Directory directory, Optional<Map<String, String>> note) throws IOException {
        this.directory = directory;
        this.note = note;
        this.writer = new IndexWriter(directory, config());
        this.searchers = searchers();
    }

    private SearcherManager searchers() throws IOException {
        try {
            return new SearcherManager(writer, searchersWith(new LRUQueryCache(CACHED_QUERIES, CACHED_QUERIES_BYTES)));
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
        try {
            return openAsItIs(folder);
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The index of orders in {} cannot be read and is built anew: {}", folder, e.getMessage());
            IOUtils.rm(folder);
            return openAsItIs(folder);
        }
    }

    private static IndexFiles openAsItIs(Path folder) throws IOException {
        Files.createDirectories(folder);
        Directory directory = new NRTCachingDirectory(new NIOFSDirectory(folder), CACHED_SEGMENT_MB, CACHED_MB);
        try {
            return new IndexFiles(directory, checked(directory));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    /** What is noted in the last commit, if it is of this version and whole: opening alone would not notice damaged values. */
    private static Optional<Map<String, String>> checked(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Optional.empty();
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Map<String, String> note = reader.getIndexCommit().getUserData();
            if (!OrderDocument.VERSION.equals(note.get(VERSION))) {
                throw new IOException("it is of another version");
            }
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
            return Optional.of(note);
        }
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

    private static SearcherFactory searchersWith(QueryCache cache) {
        return new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(cache);
                return searcher;
            }
        };
    }

    /** What was noted with the commit that was opened; empty if the index was made anew. */
    Optional<Map<String, String>> note() {
        return note;
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

    /** Keeps everything that was written before this call, and a note with it. */
    void commit(Map<String, String> about) throws IOException {
        Map<String, String> note = new HashMap<>(Map.of(VERSION, OrderDocument.VERSION));
        note.putAll(about);
        writer.setLiveCommitData(note.entrySet());
        writer.commit();
    }

    /** Searches what was refreshed last. */
    Found search(OrderQuery query, Hit behind, int limit) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return new OrderSearch(searcher, query).page(behind, limit);
        } finally {
            searchers.release(searcher);
        }
    }

    /** What was not committed is lost. */
    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer::rollback, directory);
    }
}
