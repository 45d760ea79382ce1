package io.quicksell.payment.index;

import java.util.Collection;
import java.util.Iterator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The parts of words, by which they are found from the middle, too: for each character of a word the {@value #LENGTH} that begin there,
 * or as many as are left, at the position of the character. Between words a position is empty, so no part goes on in the next word.
 */
final class Parts extends TokenStream {

    /** The longer, the fewer orders share a part, and the more parts there are to keep. */
    static final int LENGTH = 8;

    private final CharTermAttribute part = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final Collection<String> words;
    private Iterator<String> next;
    private int[] word;
    private int from;

    Parts(Collection<String> words) {
        this.words = words;
    }

    @Override
    public void reset() {
        next = words.iterator();
        word = new int[0];
        from = 0;
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        if (from == word.length) {
            if (!next.hasNext()) {
                return false;
            }
            word = next.next().codePoints().toArray();
            from = 0;
            step.setPositionIncrement(2);
        }
        part.append(part(word, from++));
        return true;
    }

    /** Finds the texts of which one word contains another. */
    static Query containing(String field, String word) {
        int[] characters = word.codePoints().toArray();
        if (characters.length < LENGTH) {
            return new PrefixQuery(new Term(field, word));
        }
        int last = characters.length - LENGTH;
        PhraseQuery.Builder parts = new PhraseQuery.Builder();
        for (int from = 0; from < last; from += LENGTH) {
            parts.add(new Term(field, part(characters, from)), from);
        }
        parts.add(new Term(field, part(characters, last)), last);
        return last == 0 ? new TermQuery(new Term(field, word)) : parts.build();
    }

    private static String part(int[] characters, int from) {
        return new String(characters, from, Math.min(LENGTH, characters.length - from));
    }
}
