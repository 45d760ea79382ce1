package io.quicksell.payment.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldCollectorManager;

/** One query in one snapshot of the index. Blocks. */
final class OrderSearch {

    private final IndexSearcher searcher;
    private final OrderQuery query;
    private final Sort sort;
    private final Query all;

    OrderSearch(IndexSearcher searcher, OrderQuery query) {
        this.searcher = searcher;
        this.query = query;
        this.sort = OrderDocument.sort(query.sequence());
        this.all = OrderDocument.matching(query);
    }

    /** What comes behind a place. The order whose number is searched comes before all others, and is on no other page. */
    Found page(Hit behind, int limit, boolean isCounted) throws IOException {
        OptionalLong total = isCounted ? OptionalLong.of(searcher.count(all)) : OptionalLong.empty();
        if (query.number().isEmpty()) {
            return new Found(next(all, behind, limit), total);
        }
        List<Hit> hits = new ArrayList<>();
        if (behind.equals(Hit.START)) {
            hits.addAll(meant(query.number().getAsLong(), limit));
        }
        if (hits.size() < limit) {
            Query others = OrderDocument.without(all, query.number().getAsLong());
            hits.addAll(next(others, behind, limit - hits.size()));
        }
        return new Found(hits, total);
    }

    /** Several only if the counter was lost. */
    private List<Hit> meant(long number, int limit) throws IOException {
        return next(OrderDocument.numbered(query, number), Hit.START, limit).stream()
                .map(hit -> query.sequence().placeBeforeAll(hit.id()))
                .toList();
    }

    private List<Hit> next(Query matching, Hit behind, int limit) throws IOException {
        boolean isFirst = behind.equals(Hit.START);
        FieldDoc place = isFirst ? null : new FieldDoc(Integer.MAX_VALUE, Float.NaN, place(behind));
        ScoreDoc[] found = searcher.search(
                        isFirst ? matching : OrderDocument.behind(matching, behind, query.sequence()),
                        new TopFieldCollectorManager(sort, limit, place, limit))
                .scoreDocs;
        List<Hit> hits = new ArrayList<>(found.length);
        for (ScoreDoc each : found) {
            Object[] values = ((FieldDoc) each).fields;
            hits.add(new Hit((long) values[0], (long) values[values.length - 1], id(each.doc)));
        }
        return hits;
    }

    private Object[] place(Hit hit) {
        return sort.getSort().length == 1 ? new Object[] {hit.number()} : new Object[] {hit.value(), hit.number()};
    }

    private String id(int document) throws IOException {
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        BinaryDocValues ids = leaf.reader().getBinaryDocValues(OrderDocument.ID);
        ids.advanceExact(document - leaf.docBase);
        return OrderDocument.id(ids.binaryValue());
    }
}
