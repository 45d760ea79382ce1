package io.quicksell.inventory.books;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.inventory.books.LookStore.Published;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** {@code /health/integrity}: what the check of the books has found; 503 if there are violations. With {@code full=true} it asks for a recount, too, and does not wait for it. */
public final class BooksRoutes {

    private final BooksCheck books;

    public BooksRoutes(BooksCheck books) {
        this.books = books;
    }

    public void mount(HttpEdge edge) {
        edge.at("/health/integrity").get(Scope.OPERATE, this::integrity).end();
    }

    private Future<Reply> integrity(RoutingContext request) {
        Query query = new Query(request, Set.of("full"));
        Future<Void> asked = query.flag("full").orElse(false) ? books.wantRecount() : Future.succeededFuture();
        return asked.compose(noted -> books.published()).map(BooksRoutes::reply);
    }

    private static Reply reply(Published published) {
        int status = published.status().equals(Report.VIOLATED) ? 503 : 200;
        return new Reply(status, Map.of(), published.body());
    }
}
