package io.quicksell.inventory.books;

import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.inventory.books.BooksCheck.Report;
import io.vertx.core.Future;

/** {@code /health/integrity}: the result of the last pass through the books; 503 if there are violations. */
public final class BooksRoutes {

    private final BooksCheck books;

    public BooksRoutes(BooksCheck books) {
        this.books = books;
    }

    public void mount(HttpEdge edge) {
        edge.at("/health/integrity").get(request -> integrity()).end();
    }

    private Future<Reply> integrity() {
        Report report = books.report();
        return Future.succeededFuture(Reply.json(report.hasViolations() ? 503 : 200, report));
    }
}
