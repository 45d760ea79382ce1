package io.quicksell.launcher.fuzz;

import io.quicksell.launcher.fuzz.Client.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Shrinkable;

/** The smallest request that is still answered wrongly. */
final class Smallest {

    private static final int MOST_TRIES = 200;

    private final Map<String, Integer> ports;
    private final Callers callers;
    private int tries;

    Smallest(Map<String, Integer> ports, Callers callers) {
        this.ports = ports;
        this.callers = callers;
    }

    /**
     * What is wrong with the response to it, and its line for curl.
     *
     * @param fault what was wrong with the first response, for a request that is not answered wrongly again
     */
    String of(Shrinkable<MadeRequest> failing, String fault) throws IOException {
        try (Client client = new Client(ports, callers)) {
            Shrinkable<MadeRequest> smallest = failing;
            for (Optional<Shrinkable<MadeRequest>> next = smaller(client, failing);
                    next.isPresent();
                    next = smaller(client, smallest)) {
                smallest = next.get();
            }
            MadeRequest request = smallest.value();
            Outcome outcome = client.send(request);
            return request.form() + " " + request.asker() + ": "
                    + outcome.fault().orElse("only once: " + fault) + "\n"
                    + CurlLine.of(request, callers.shown(request));
        }
    }

    private Optional<Shrinkable<MadeRequest>> smaller(Client client, Shrinkable<MadeRequest> failing)
            throws IOException {
        for (Shrinkable<MadeRequest> smaller : (Iterable<Shrinkable<MadeRequest>>) failing.shrink()::iterator) {
            if (++tries > MOST_TRIES) {
                break;
            }
            if (client.send(smaller.value()).fault().isPresent()) {
                return Optional.of(smaller);
            }
        }
        return Optional.empty();
    }
}
