package io.quicksell.common.http;

import io.quicksell.common.access.Caller;
import io.quicksell.common.access.DeadLetterAuditStore;
import io.quicksell.common.access.DeadLetterAuditStore.Operator;
import io.quicksell.common.access.DeadLetterAuditStore.What;
import io.quicksell.common.access.Scope;
import io.quicksell.common.domain.Times;
import io.quicksell.common.json.Json;
import io.quicksell.redis.Listing;
import io.quicksell.redis.TransientFailure;
import io.quicksell.streams.DeadLetters;
import io.quicksell.streams.DeadLetters.DeadLetter;
import io.quicksell.streams.StreamEntry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Lets an operator list dead letters, retry one after its cause is fixed, or remove one. Where nobody is asked who they are, requests are
 * accepted from this machine only; what a proxy on it passes on comes from elsewhere.
 */
public final class DeadLetterRoutes {

    /** A dead letter in JSON; {@code entry} holds the fields of the entry that could not be handled. */
    record Shown(
            String id, String at, String stream, String entryId, Map<String, String> entry, String error, int tries) {}

    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 500;

    /** Redis has no entry 0-0, and refuses to search before it. */
    private static final Pattern ENTRY_ID = Pattern.compile("(?!0+-0+$)[0-9]{1,19}-[0-9]{1,19}");

    private final DeadLetters deadLetters;
    private final int version;
    private final Function<StreamEntry, Future<Void>> handler;
    private final Optional<DeadLetterAuditStore> audit;
    private HttpEdge edge;

    /**
     * @param version the newest version of entries that the handler understands
     * @param handler the one that handles the entries of the group
     * @param audit takes those away that an operator has done with; empty where nobody is asked who they are
     */
    public DeadLetterRoutes(
            DeadLetters deadLetters,
            int version,
            Function<StreamEntry, Future<Void>> handler,
            Optional<DeadLetterAuditStore> audit) {
        this.deadLetters = deadLetters;
        this.version = version;
        this.handler = handler;
        this.audit = audit;
    }

    public void mount(HttpEdge edge) {
        this.edge = edge;
        edge.at("/dead-letters").get(Scope.OPERATE, this::list).end();
        edge.at("/dead-letters/:id").delete(Scope.OPERATE, this::remove).end();
        edge.at("/dead-letters/:id/retry").post(Scope.OPERATE, this::retry).end();
    }

    private Future<Reply> list(RoutingContext request) {
        checkPlace(request);
        Query query = new Query(request, Set.of("limit", "cursor"));
        int limit = query.whole("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        Optional<String> after = query.text("cursor").map(DeadLetterRoutes::checked);
        return deadLetters.page(after, limit).map(found -> {
            List<DeadLetter> page = fitting(found);
            Reply reply = Reply.ok(page.stream().map(DeadLetterRoutes::shown).toList());
            return found.size() < limit && page.size() == found.size()
                    ? reply
                    : reply.with("Link", nextPage(limit, page));
        });
    }

    /** Those until the page is full. */
    private static List<DeadLetter> fitting(List<DeadLetter> found) {
        int bytes = 0;
        for (int i = 0; i < found.size(); i++) {
            bytes += Json.encode(shown(found.get(i))).length();
            if (bytes >= Listing.FULL_BYTES) {
                return found.subList(0, i + 1);
            }
        }
        return found;
    }

    private Future<Reply> remove(RoutingContext request) {
        checkPlace(request);
        String id = id(request);
        return remove(id, What.REMOVE_DEAD_LETTER, operator(request)).map(removed -> {
            if (!removed) {
                throw notThere(id);
            }
            return Reply.noContent();
        });
    }

    private Future<Reply> retry(RoutingContext request) {
        checkPlace(request);
        String id = id(request);
        Operator operator = operator(request);
        return deadLetters
                .find(id)
                .map(found -> found.orElseThrow(() -> notThere(id)))
                .map(letter -> understood(letter.entry()))
                .compose(this::handle)
                .compose(handled -> remove(id, What.RETRY_DEAD_LETTER, operator))
                .map(removed -> Reply.noContent());
    }

    private Operator operator(RoutingContext request) {
        return new Operator(Caller.by(), edge.clientOf(request.request()), HttpEdge.requestId(request));
    }

    private Future<Boolean> remove(String id, What what, Operator operator) {
        return audit.map(trail -> trail.remove(id, what, operator)).orElseGet(() -> deadLetters.remove(id));
    }

    /** A newer process may have made a dead letter of it. */
    private StreamEntry understood(StreamEntry entry) {
        if (entry.version() > version) {
            throw new Problem(
                    ProblemType.CONFLICT,
                    "Its entry is of version " + entry.version() + ", and this process understands up to " + version
                            + ". Upgrade it, or retry it at a newer one.");
        }
        return entry;
    }

    private Future<Void> handle(StreamEntry entry) {
        return Future.succeededFuture(entry.outOfItsStream())
                .compose(handler)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TransientFailure
                                ? failure
                                : new Problem(
                                        ProblemType.CONFLICT,
                                        "It failed again: " + DeadLetters.errorOf(failure)
                                                + ". Mend the cause, or remove the dead letter.")));
    }

    private void checkPlace(RoutingContext request) {
        if (!edge.asksWho()
                && (!isLocal(request.request().remoteAddress())
                        || isPassedOn(request.request().headers()))) {
            throw new Problem(ProblemType.FORBIDDEN, "Dead letters are for requests from the same machine only.");
        }
    }

    static boolean isLocal(SocketAddress remote) {
        return new InetSocketAddress(remote.hostAddress(), remote.port())
                .getAddress()
                .isLoopbackAddress();
    }

    private static boolean isPassedOn(MultiMap headers) {
        return headers.names().stream().anyMatch(ClientAddress::isSetByProxies);
    }

    private static String id(RoutingContext request) {
        return checked(request.pathParam("id"));
    }

    private static String checked(String id) {
        if (!ENTRY_ID.matcher(id).matches()) {
            throw new Problem(ProblemType.MALFORMED, "The id of a dead letter looks like 1764000000000-0.");
        }
        return id;
    }

    private static Problem notThere(String id) {
        return new Problem(ProblemType.NOT_FOUND, "There is no dead letter " + id + ".");
    }

    private static Shown shown(DeadLetter letter) {
        StreamEntry entry = letter.entry();
        return new Shown(
                letter.id(),
                Times.text(letter.atMillis()),
                entry.stream(),
                entry.id(),
                entry.fields(),
                letter.error(),
                letter.tries());
    }

    private static String nextPage(int limit, List<DeadLetter> page) {
        return "</dead-letters?limit=" + limit + "&cursor="
                + page.get(page.size() - 1).id() + ">; rel=\"next\"";
    }
}
