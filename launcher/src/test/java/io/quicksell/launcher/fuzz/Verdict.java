package io.quicksell.launcher.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.Contract;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Whether a response is what the contract says. */
final class Verdict {

    private static final int UNAVAILABLE = 503;

    private Verdict() {}

    /**
     * What is wrong with a response.
     *
     * @param answer empty if the connection ended without one
     */
    static Optional<String> on(MadeRequest request, Optional<Answer> answer) {
        if (answer.isEmpty()) {
            return request.form() == Form.RAW
                    ? Optional.empty()
                    : Optional.of("the connection ended without a response");
        }
        try {
            check(request, answer.get());
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of(
                    e + " at " + answer.get().status() + " " + answer.get().text());
        }
    }

    private static void check(MadeRequest request, Answer answer) {
        expect(answer.status() < 500 || answer.status() == UNAVAILABLE, answer, "is a fault of the service");
        if (request.form() == Form.RAW) {
            checkProblem(answer);
            return;
        }
        expect(
                request.asker().mayGet(answer.status(), request.operation().scope()),
                answer,
                "is no answer for somebody " + request.asker());
        Contract contract = Contract.of(request.operation().service());
        if (isJson(request)) {
            Contract.Request sent = request.asChecked(true);
            boolean isPlain = request.form() != Form.UNUSUAL || contract.describes(sent);
            contract.check(request.asChecked(isPlain), answer.asChecked());
        } else {
            contract.checkResponse(request.asChecked(false), answer.asChecked());
            expect(answer.status() / 100 != 2, answer, "is no answer to a body that is no JSON");
        }
    }

    private static void checkProblem(Answer answer) {
        if (answer.status() >= 400 && answer.body().length > 0) {
            expect(answer.header("Content-Type").equals("application/problem+json"), answer, "is no problem");
            JsonNode problem = Json.read(answer.text(), JsonNode.class);
            expect(problem.path("status").asInt() == answer.status(), answer, "has another status in its body");
            expect(problem.path("type").asText().startsWith("urn:"), answer, "has no type");
            expect(problem.path("request_id").isTextual(), answer, "has no request id");
        }
    }

    private static boolean isJson(MadeRequest request) {
        if (request.body().map(bytes -> bytes.length).orElse(0) == 0
                || request.operation().bodySchema().isMissingNode()) {
            return true;
        }
        try {
            Json.parse(Buffer.buffer(request.body().get()));
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void expect(boolean holds, Answer answer, String what) {
        if (!holds) {
            throw new AssertionError(answer.status() + " " + what + ": " + answer.text());
        }
    }
}
