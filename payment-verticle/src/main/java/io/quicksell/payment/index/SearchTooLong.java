package io.quicksell.payment.index;

/** A search that did not end in time. */
final class SearchTooLong extends Exception {

    SearchTooLong() {
        super("the search did not end in time", null, false, false);
    }
}
