package io.quicksell.endtoend.driver;

import io.quicksell.endtoend.driver.Rest.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Clients that all begin at the same moment.
 *
 * @param clients each with a thread of its own
 */
public record Crowd(int clients) {

    /**
     * Lets every client send so many requests, one after the other.
     *
     * @param request what a client sends; the number is its own
     * @return all responses, in no order that means anything
     */
    public List<Response> send(int times, IntFunction<Response> request)
            throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<List<Response>>> sending = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                sending.add(threads.submit((Callable<List<Response>>) () -> {
                    start.await();
                    return repeated(times, client, request);
                }));
            }
            List<Response> responses = new ArrayList<>();
            for (Future<List<Response>> client : sending) {
                responses.addAll(client.get());
            }
            return responses;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Response> repeated(int times, int client, IntFunction<Response> request) {
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            responses.add(request.apply(client));
        }
        return responses;
    }
}
