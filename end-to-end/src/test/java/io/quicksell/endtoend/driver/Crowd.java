package io.quicksell.endtoend.driver;

import io.quicksell.endtoend.driver.Rest.Answer;
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
 * Clients that all want something at the same moment.
 *
 * @param clients each with a thread and a connection of its own
 */
public record Crowd(int clients) {

    /**
     * Lets every client ask so many times, one after the other.
     *
     * @param ask what a client asks; the number is its own
     * @return all answers
     */
    public List<Answer> ask(int times, IntFunction<Answer> ask) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<List<Answer>>> asking = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                asking.add(threads.submit((Callable<List<Answer>>) () -> {
                    start.await();
                    return repeated(times, client, ask);
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<List<Answer>> client : asking) {
                answers.addAll(client.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Answer> repeated(int times, int client, IntFunction<Answer> ask) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(ask.apply(client));
        }
        return answers;
    }
}
