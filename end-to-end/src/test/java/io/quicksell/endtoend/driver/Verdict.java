package io.quicksell.endtoend.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What an audit found.
 *
 * @param lost accepted orders that are gone
 * @param chargedForNothing orders that are not there, and for which the gateway was asked to charge
 * @param faults whatever else is wrong, in words
 */
public record Verdict(Set<String> lost, Set<String> chargedForNothing, List<String> faults) {

    private static final int SHOWN = 20;

    /** How many entries are wrong. */
    public int count() {
        return lost.size() + chargedForNothing.size() + faults.size();
    }

    /** Fails with what is wrong, if anything is. */
    public void expectClean() {
        if (count() > 0) {
            throw new AssertionError(count() + " entries of the books are wrong:\n" + this);
        }
    }

    /** What is wrong, a line for each entry, as far as somebody would read it. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        add(lines, lost.stream().map(id -> "order " + id + " is lost").toList());
        add(
                lines,
                chargedForNothing.stream()
                        .map(id -> "order " + id + " is charged and not there")
                        .toList());
        add(lines, faults);
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, Collection<String> more) {
        more.stream().limit(SHOWN).forEach(lines::add);
    }
}
