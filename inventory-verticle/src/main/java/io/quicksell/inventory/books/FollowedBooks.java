package io.quicksell.inventory.books;

import io.quicksell.common.order.Line;
import io.quicksell.inventory.books.BooksStore.Reservation;
import io.quicksell.inventory.books.Look.Answer;
import io.quicksell.inventory.books.Look.Question;
import io.quicksell.redis.SortedIds.Position;
import io.quicksell.streams.StreamPosition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The books of all products, followed by what moves: {@code product_changed} says which products to look at, and a look shows each with
 * what came to its ledger. What is found wrong goes to the {@link Findings}.
 */
final class FollowedBooks {

    private static final int AT_ONCE = 100;

    /** So many orders are looked for among the holds in about 10 ms. */
    private static final int MAX_ORDERS = 10_000;

    private static final int MAX_POSTINGS = 1_000;
    private static final int MAX_TRIES = 5;
    private static final long PAUSE_MILLIS = 20;
    private static final long KEEP_LEASE_NANOS = 5_000_000_000L;

    private final BooksStore store;
    private final LookStore looks;
    private final String checker;
    private final Findings findings;
    private final Paced paced;
    private final Map<String, ProductBooks> products = new HashMap<>();
    private final Set<String> toLookAt = new LinkedHashSet<>();
    private StreamPosition position;
    private Position round = Position.START;
    private long lastLook;
    private long lastLookNanos;
    private boolean isRecountWanted;

    FollowedBooks(Vertx vertx, BooksStore store, LookStore looks, String checker, Findings findings) {
        this.store = store;
        this.looks = looks;
        this.checker = checker;
        this.findings = findings;
        this.paced = new Paced(vertx, PAUSE_MILLIS);
    }

    Collection<ProductBooks> products() {
        return products.values();
    }

    Optional<ProductBooks> product(String id) {
        return Optional.ofNullable(products.get(id));
    }

    /** Whether someone had asked for a recount at the last look. */
    boolean isRecountWanted() {
        return isRecountWanted;
    }

    /** This checker has taken over. */
    void taken() {
        lastLook = 0;
        lastLookNanos = System.nanoTime();
    }

    /**
     * Begins anew: notes where the ledgers end, then which reservations hold units, and looks at every product. What is held is judged by
     * that; what is sold is taken as it is found.
     */
    Future<Void> begin() {
        products.clear();
        toLookAt.clear();
        return store.changesEnd()
                .onSuccess(end -> position = end)
                .compose(noted -> noteLedgers())
                .compose(noted -> noteHolds())
                .compose(noted -> lookAt(List.copyOf(products.keySet())))
                .onSuccess(looked -> findings.retain(products.keySet()));
    }

    private Future<Void> noteLedgers() {
        Position[] behind = {Position.START};
        return paced.repeat(() -> store.products(behind[0], AT_ONCE).compose(page -> {
            boolean isLast = page.size() < AT_ONCE;
            behind[0] = isLast ? behind[0] : page.get(AT_ONCE - 1);
            return Future.all(page.stream().map(this::noteLedger).toList())
                    .compose(noted -> keepLease())
                    .map(!isLast);
        }));
    }

    private Future<Void> noteLedger(Position place) {
        return store.ledgerEnd(place.id())
                .onSuccess(end -> products.put(place.id(), ProductBooks.of(place.id(), end)))
                .mapEmpty();
    }

    private Future<Void> noteHolds() {
        String[] cursor = {BooksStore.FIRST_CURSOR};
        return paced.repeat(() -> store.holds(cursor[0], AT_ONCE).compose(page -> {
            cursor[0] = page.cursor();
            page.reservations().stream().filter(Reservation::isHeld).forEach(this::noteHold);
            return keepLease().map(!page.isLast());
        }));
    }

    private void noteHold(Reservation held) {
        for (Line line : held.lines()) {
            ProductBooks product = products.get(line.productId());
            if (product != null) {
                product.hold(held.orderId(), line.quantity());
            }
        }
    }

    /** Looks at what has moved, what was wrong, and a few others in turn: what is written by other hands is no event. */
    Future<Void> lookAtWhatMoved() {
        return store.products(round, AT_ONCE).compose(page -> {
            round = page.size() < AT_ONCE ? Position.START : page.get(AT_ONCE - 1);
            page.forEach(place -> toLookAt.add(place.id()));
            return followChanges().compose(followed -> lookAt(List.copyOf(findings.suspects())));
        });
    }

    /** Looks at what has moved. */
    Future<Void> follow() {
        return followChanges().compose(followed -> lookAt(List.of()));
    }

    /** Up to the end as it is in between; in a busy shop there is always a next change. */
    private Future<Void> followChanges() {
        return paced.repeat(() -> store.changes(position).map(piece -> {
            piece.entries().forEach(entry -> toLookAt.add(entry.fields().getOrDefault("id", "")));
            position = piece.position();
            return piece.entries().size() == BooksStore.MAX_CHANGES;
        }));
    }

    /** Looks at these products, and at those that are left to look at. One that is faster than the looks is left to the next time. */
    Future<Void> lookAt(Collection<String> productIds) {
        toLookAt.addAll(productIds);
        Map<String, Integer> tries = new HashMap<>();
        Set<String> later = new HashSet<>();
        return paced.repeat(() -> {
                    List<ProductBooks> next = toLookAt.stream()
                            .limit(AT_ONCE)
                            .map(id -> products.computeIfAbsent(id, ProductBooks::ofNew))
                            .toList();
                    return catchUp(next)
                            .map(caughtUp -> questions(next))
                            .compose(questions -> look(questions).map(look -> {
                                for (int n = 0; n < questions.size(); n++) {
                                    take(questions.get(n), look.answers().get(n), tries, later);
                                }
                                return !toLookAt.isEmpty();
                            }));
                })
                .onSuccess(looked -> toLookAt.addAll(later));
    }

    private Future<Look> look(List<Question> questions) {
        return looks.look(checker, lastLook, questions).onSuccess(look -> {
            lastLook++;
            lastLookNanos = System.nanoTime();
            isRecountWanted = look.isRecountWanted();
        });
    }

    /** Work that looks at nothing for a while must not seem to have ended. */
    Future<Void> keepLease() {
        return System.nanoTime() - lastLookNanos < KEEP_LEASE_NANOS
                ? Future.succeededFuture()
                : look(List.of()).mapEmpty();
    }

    /** Follows the ledgers in cheap commands, so that a look finds next to nothing left to show of them. */
    private Future<Void> catchUp(List<ProductBooks> next) {
        return Future.all(next.stream().map(this::catchUp).toList()).mapEmpty();
    }

    private Future<Void> catchUp(ProductBooks product) {
        return store.postings(product.id(), product.ledger(), MAX_POSTINGS)
                .compose(postings -> product.follow(postings) && postings.size() == MAX_POSTINGS
                        ? catchUp(product)
                        : Future.succeededFuture());
    }

    /** As many as a look may ask for; at least one. */
    private static List<Question> questions(List<ProductBooks> next) {
        List<Question> questions = new ArrayList<>();
        int orders = 0;
        for (ProductBooks product : next) {
            List<String> open = product.open(MAX_ORDERS);
            orders += open.size();
            if (orders > MAX_ORDERS && !questions.isEmpty()) {
                break;
            }
            questions.add(new Question(product, open));
        }
        return questions;
    }

    private void take(Question question, Optional<Answer> found, Map<String, Integer> tries, Set<String> later) {
        ProductBooks product = question.product();
        if (found.isEmpty()) {
            toLookAt.remove(product.id());
            products.remove(product.id());
            findings.forget(product.id());
            return;
        }
        Answer answer = found.get();
        boolean isFollowed = product.follow(answer.postings());
        if (isFollowed && answer.counts().isPresent()) {
            toLookAt.remove(product.id());
            product.settle(answer.asked(), answer.held());
            if (question.orders().size() < MAX_ORDERS) {
                findings.judged(product.id(), product.judge(answer.counts().get()));
            } else {
                product.leave();
            }
        } else if (!isFollowed || tries.merge(product.id(), 1, Integer::sum) == MAX_TRIES) {
            toLookAt.remove(product.id());
            product.leave();
            product.abandonRecount();
            if (isFollowed) {
                later.add(product.id());
            }
        }
    }

    /** Takes as true that so many units too many were known as sold. */
    void correct(Map<String, Long> wrong) {
        wrong.forEach((id, tooMany) -> product(id).ifPresent(product -> product.correct(tooMany)));
    }
}
