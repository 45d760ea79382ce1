package io.quicksell.payment.index;

import io.quicksell.common.domain.SearchText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSortSortedNumericDocValuesRangeQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * How an order is kept in the index, and how it is found there. What changes here makes another index of it, and so does another way
 * to fold texts: {@link #VERSION} tells both, and an index of another version is built anew.
 */
final class OrderDocument {

    static final String VERSION = "2 " + SearchText.fingerprint();

    /** As most lists are sorted: their pages are read from the beginning of the index, whatever its size. */
    static final Sort NEWEST_FIRST = sort(OrderQuery.Sequence.NEWEST_FIRST);

    static final String ID = "id";
    static final String CREATED = "created";
    static final String TOTAL = "total";

    /**
     * The number, big-endian, so that the files of older orders know that they have none of the new ones; then the id, so that two orders
     * stay two even if their numbers were given twice, because the counter was lost.
     */
    private static final String KEY = "key";

    private static final String NUMBER = "number";
    private static final String STATUS = "status";
    private static final String PRODUCT = "product";
    private static final String REFERENCE = "reference";

    private static final FieldType PARTS = parts();

    private OrderDocument() {}

    static Term key(IndexedOrder order) {
        return new Term(
                KEY,
                bytes(
                        order.number(),
                        order.id().getMostSignificantBits(),
                        order.id().getLeastSignificantBits()));
    }

    static Document of(IndexedOrder order) {
        Document document = new Document();
        document.add(new StringField(KEY, key(order).bytes(), Field.Store.NO));
        addSorted(document, NUMBER, order.number());
        addSorted(document, TOTAL, order.totalCents());
        document.add(new NumericDocValuesField(CREATED, order.createdMillis()));
        document.add(new BinaryDocValuesField(
                ID, bytes(order.id().getMostSignificantBits(), order.id().getLeastSignificantBits())));
        document.add(new StringField(STATUS, order.status(), Field.Store.NO));
        Set.copyOf(order.productIds()).forEach(id -> document.add(new StringField(PRODUCT, id, Field.Store.NO)));
        document.add(new Field(REFERENCE, new Parts(SearchText.wordsOf(order.reference())), PARTS));
        return document;
    }

    static String id(BytesRef bytes) {
        ByteBuffer id = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(id.getLong(), id.getLong()).toString();
    }

    /** The orders that a query finds, on all of its pages. */
    static Query matching(OrderQuery query) {
        BooleanQuery.Builder all = filters(query);
        if (!query.text().isEmpty()) {
            all.add(called(query), Occur.FILTER);
        }
        BooleanQuery built = all.build();
        return built.clauses().isEmpty() ? new MatchAllDocsQuery() : built;
    }

    /** Those of them that have a number, which is what the text of the query is, too. */
    static Query numbered(OrderQuery query, long number) {
        return filters(query).add(withNumber(number), Occur.FILTER).build();
    }

    private static BooleanQuery.Builder filters(OrderQuery query) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        query.status().ifPresent(status -> all.add(new TermQuery(new Term(STATUS, status)), Occur.FILTER));
        query.productId().ifPresent(id -> all.add(new TermQuery(new Term(PRODUCT, id)), Occur.FILTER));
        if (query.createdFrom().isPresent() || query.createdBefore().isPresent()) {
            all.add(
                    created(
                            query.createdFrom().orElse(Long.MIN_VALUE),
                            query.createdBefore().orElse(Long.MAX_VALUE) - 1),
                    Occur.FILTER);
        }
        return all;
    }

    /** Those that may be behind a place in their list; the collector leaves out the others that are before it. */
    static Query behind(Query all, Hit place, OrderQuery.Sequence sequence) {
        if (sequence.key() != OrderQuery.Key.CREATED) {
            return all;
        }
        Query part =
                sequence.descending() ? created(Long.MIN_VALUE, place.value()) : created(place.value(), Long.MAX_VALUE);
        return both(all, part);
    }

    /** These except those with a number. */
    static Query without(Query all, long number) {
        return new BooleanQuery.Builder()
                .add(all, Occur.FILTER)
                .add(withNumber(number), Occur.MUST_NOT)
                .build();
    }

    /** Those of these that are in one of several statuses. */
    static Query ofStatuses(Query all, Set<String> statuses) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        statuses.forEach(status -> any.add(new TermQuery(new Term(STATUS, status)), Occur.SHOULD));
        return both(all, any.build());
    }

    /** Those of these that were created at a time or later. */
    static Query createdFrom(Query all, long millis) {
        return both(all, created(millis, Long.MAX_VALUE));
    }

    static Sort sort(OrderQuery.Sequence sequence) {
        SortField byNumber = new SortField(NUMBER, SortField.Type.LONG, sequence.descending());
        return switch (sequence.key()) {
            case CREATED -> new Sort(new SortField(CREATED, SortField.Type.LONG, sequence.descending()), byNumber);
            case NUMBER -> new Sort(byNumber);
            case TOTAL -> new Sort(new SortField(TOTAL, SortField.Type.LONG, sequence.descending()), byNumber);
        };
    }

    private static Query called(OrderQuery query) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        query.number().ifPresent(number -> any.add(withNumber(number), Occur.SHOULD));
        for (List<String> words : query.text().spellings()) {
            BooleanQuery.Builder spelling = new BooleanQuery.Builder();
            words.forEach(word -> spelling.add(Parts.containing(REFERENCE, word), Occur.FILTER));
            any.add(spelling.build(), Occur.SHOULD);
        }
        return any.build();
    }

    private static Query both(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.FILTER)
                .add(other, Occur.FILTER)
                .build();
    }

    private static Query created(long from, long to) {
        return new IndexSortSortedNumericDocValuesRangeQuery(
                CREATED, from, to, NumericDocValuesField.newSlowRangeQuery(CREATED, from, to));
    }

    private static void addSorted(Document document, String field, long value) {
        document.add(new NumericDocValuesField(field, value));
        document.add(new LongPoint(field, value));
    }

    private static Query withNumber(long number) {
        return new PrefixQuery(new Term(KEY, bytes(number)));
    }

    /** Big-endian. */
    private static BytesRef bytes(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        LongStream.of(numbers).forEach(bytes::putLong);
        return new BytesRef(bytes.array());
    }

    private static FieldType parts() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.freeze();
        return type;
    }
}
