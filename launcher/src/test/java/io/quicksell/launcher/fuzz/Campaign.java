package io.quicksell.launcher.fuzz;

import io.quicksell.launcher.fuzz.Client.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/** Many requests, which a seed makes, sent by some clients at once; each keeps a connection to each service. */
public final class Campaign {

    private static final int CLIENTS = 8;
    private static final int BATCH = 1_000;
    private static final int MOST_FAULTS = 10;
    private static final int CONFLICT = 409;

    private final Pool pool;
    private final Map<String, Integer> ports;
    private final Callers callers;
    private final long seed;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();

    /** One that is to be sent, with its smaller ones, which only the thread that made them may ask for. */
    private record Next(MadeRequest request, Shrinkable<MadeRequest> made) {}

    private record Failing(Next next, String fault) {}

    /**
     * @param ports of the services, by their names
     */
    public Campaign(Pool pool, Map<String, Integer> ports, Callers callers, long seed) {
        this.pool = pool;
        this.ports = ports;
        this.callers = callers;
        this.seed = seed;
    }

    /** Sends so many requests, or fewer if it finds enough faults before. Each fault is a text with a line for curl; empty if there are none. */
    public List<String> run(int requests) {
        JqwikSession.run(() -> {
            RandomGenerator<MadeRequest> generator =
                    new Requests(pool).forAll(operations()).generator(BATCH);
            Stream<Shrinkable<MadeRequest>> made =
                    generator.stream(new Random(seed)).limit(requests);
            List<Next> batch = new ArrayList<>();
            for (Shrinkable<MadeRequest> each : (Iterable<Shrinkable<MadeRequest>>) made::iterator) {
                batch.add(new Next(each.value(), each));
                if (batch.size() == BATCH) {
                    send(batch);
                    batch.clear();
                }
                if (faults.size() == MOST_FAULTS) {
                    break;
                }
            }
            send(batch);
        });
        return faults;
    }

    private List<Described> operations() {
        return ports.keySet().stream()
                .flatMap(service -> Described.allOf(service).stream())
                .toList();
    }

    private void send(List<Next> batch) throws Exception {
        for (Failing failing : failing(new ConcurrentLinkedQueue<>(batch))) {
            if (faults.size() < MOST_FAULTS) {
                faults.add(new Smallest(ports, callers).of(failing.next().made(), failing.fault()));
            }
        }
    }

    private List<Failing> failing(Queue<Next> batch) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Failing> failing = new ArrayList<>();
            List<Callable<List<Failing>>> work = Collections.nCopies(CLIENTS, () -> sendSome(batch));
            for (Future<List<Failing>> some : clients.invokeAll(work)) {
                failing.addAll(some.get());
            }
            return failing;
        } finally {
            clients.shutdown();
        }
    }

    private List<Failing> sendSome(Queue<Next> batch) throws IOException {
        List<Failing> failing = new ArrayList<>();
        try (Client client = new Client(ports, callers)) {
            for (Next next = batch.poll(); next != null; next = batch.poll()) {
                Next sent = next;
                Outcome outcome = client.send(sent.request());
                count(sent.request(), outcome.status());
                outcome.fault().ifPresent(fault -> failing.add(new Failing(sent, fault)));
            }
        }
        return failing;
    }

    private synchronized void count(MadeRequest request, int status) {
        statuses.computeIfAbsent(request.operation().name(), name -> new TreeMap<>())
                .merge(status, 1, Integer::sum);
    }

    /** The operations of which no request was carried out, or refused for what is there: nothing is known of them. */
    public synchronized List<String> neverReached() {
        return operations().stream()
                .map(Described::name)
                .filter(name ->
                        statuses.getOrDefault(name, Map.of()).keySet().stream().noneMatch(Campaign::isReached))
                .toList();
    }

    private static boolean isReached(int status) {
        return status / 100 == 2 || status == CONFLICT;
    }

    /** The seed, and how often which operation was answered with which status; 0 stands for a connection that ended. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder("-Dfuzz.seed=" + seed);
        statuses.forEach((operation, counts) ->
                text.append('\n').append(operation).append(' ').append(counts));
        return text.toString();
    }
}
