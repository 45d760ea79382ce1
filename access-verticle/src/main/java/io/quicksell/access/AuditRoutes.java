package io.quicksell.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.access.Scope;
import io.quicksell.common.http.Cursor;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.Problem.FieldError;
import io.quicksell.common.http.Query;
import io.quicksell.common.http.Reply;
import io.quicksell.redis.SortedIds.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audit trail over HTTP: {@code /audit}, as JSON, or as CSV (RFC 4180) for spreadsheets. */
final class AuditRoutes {

    private static final int DEFAULT_PAGE = 50;

    /** A page is written on the event loop: about 250 kB. */
    private static final int MAX_PAGE = 1_000;

    private static final String CSV = "text/csv";

    private final AuditStore trail;

    AuditRoutes(AuditStore trail) {
        this.trail = trail;
    }

    void mount(HttpEdge edge) {
        edge.at("/audit").get(Scope.ACCESS_MANAGE, this::list).end();
    }

    private Future<Reply> list(RoutingContext request) {
        Query query = new Query(request, Set.of("limit", "cursor", "format"));
        boolean csv = isCsv(request, query);
        int limit = query.whole("limit", 1, MAX_PAGE, csv ? MAX_PAGE : DEFAULT_PAGE);
        return trail.page(query.position(Cursor.AUDIT), limit).map(entries -> {
            Reply reply = csv ? csv(entries) : Reply.ok(entries);
            return entries.size() < limit
                    ? reply
                    : reply.withNext(
                            "/audit", limit, cursor(entries.get(limit - 1)), Map.of("format", csv ? "csv" : ""));
        });
    }

    private static Cursor cursor(AuditEntry last) {
        Position position = last.position();
        return new Cursor(Cursor.AUDIT, position.score(), position.id());
    }

    private static boolean isCsv(RoutingContext request, Query query) {
        Optional<String> format = query.text("format");
        if (!format.orElse("json").matches("csv|json")) {
            throw Problem.invalid(List.of(new FieldError("format", "must be csv or json")));
        }
        String accepted = request.request().getHeader("Accept");
        return format.map("csv"::equals).orElse(accepted != null && accepted.startsWith(CSV));
    }

    private static Reply csv(List<AuditEntry> entries) {
        String table = Stream.concat(
                        Stream.of(AuditEntry.COLUMNS), entries.stream().map(AuditEntry::row))
                .map(row -> row.stream().map(AuditRoutes::cell).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
        return new Reply(
                200,
                Map.of(
                        "Content-Type",
                        CSV + "; charset=utf-8",
                        "Content-Disposition",
                        "attachment; filename=\"audit.csv\""),
                Buffer.buffer(table.getBytes(UTF_8)));
    }

    /** A spreadsheet takes what begins like that for a formula. */
    private static String cell(String text) {
        String plain = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return plain.matches("(?s).*[\",\\r\\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
