package io.quicksell.launcher.fuzz;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends requests one after the other, on a connection to each service; raw ones on one of their own. */
final class Client implements AutoCloseable {

    /**
     * What became of a request.
     *
     * @param status 0 if the connection ended without a response
     * @param fault what is wrong with the response; empty if nothing is
     */
    record Outcome(int status, Optional<String> fault) {}

    private final Map<String, Integer> ports;
    private final Callers callers;
    private final Map<String, Wire> wires = new HashMap<>();

    Client(Map<String, Integer> ports, Callers callers) {
        this.ports = ports;
        this.callers = callers;
    }

    Outcome send(MadeRequest request) throws IOException {
        Optional<Pair> shown = callers.shown(request);
        Optional<String> fault;
        int status = 0;
        try {
            Optional<Answer> answer = exchange(request, request.bytes(shown));
            status = answer.map(Answer::status).orElse(0);
            fault = Verdict.on(request, answer);
        } catch (IOException | AssertionError e) {
            fault = Optional.of(e.toString());
            hangUp(request.operation().service());
        }
        return new Outcome(status, fault);
    }

    private Optional<Answer> exchange(MadeRequest request, byte[] bytes) throws IOException {
        String service = request.operation().service();
        if (request.form() == Form.RAW) {
            try (Wire own = new Wire(ports.get(service))) {
                return own.exchangeRaw(bytes);
            }
        }
        boolean isHead = request.method().equals("HEAD");
        boolean isUsed = wires.containsKey(service);
        Optional<Answer> answer = wire(service).exchange(bytes, isHead);
        if (answer.isEmpty() && isUsed) {
            hangUp(service);
            answer = wire(service).exchange(bytes, isHead); // the one before may have ended it
        }
        if (wires.get(service).isOver()) {
            hangUp(service);
        }
        return answer;
    }

    private Wire wire(String service) throws IOException {
        Wire wire = wires.get(service);
        if (wire == null) {
            wire = new Wire(ports.get(service));
            wires.put(service, wire);
        }
        return wire;
    }

    private void hangUp(String service) throws IOException {
        Wire wire = wires.remove(service);
        if (wire != null) {
            wire.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires.values()) {
            wire.close();
        }
    }
}
