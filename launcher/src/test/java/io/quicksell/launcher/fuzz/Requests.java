package io.quicksell.launcher.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Requests for the operations of contracts: half of them valid, most of the others wrong in one thing, some of any bytes. */
final class Requests {

    private static final int MOST_EDITS = 4;
    private static final int MOST_BYTES = 300;

    /** Each hash of a password takes a processor for a tenth of a second or more. */
    private static final Set<String> SLOW =
            Set.of("POST /session", "POST /me/password", "POST /users", "PUT /users/{name}");

    private final Pool pool;

    Requests(Pool pool) {
        this.pool = pool;
    }

    Arbitrary<MadeRequest> forAll(List<Described> operations) {
        List<Tuple.Tuple2<Integer, Arbitrary<MadeRequest>>> all = new ArrayList<>();
        for (Described operation : operations) {
            all.add(Tuple.of(weight(operation), requests(operation)));
        }
        return Arbitraries.frequencyOf(all);
    }

    private static int weight(Described operation) {
        return SLOW.contains(operation.method() + " " + operation.path())
                        || operation.method().equals("HEAD")
                ? 1
                : 4;
    }

    private Arbitrary<MadeRequest> requests(Described operation) {
        Arbitrary<MadeRequest> valid = valid(operation);
        return Arbitraries.frequencyOf(
                Tuple.of(5, valid),
                Tuple.of(4, valid.flatMap(request -> Spoils.of(request).map(spoil -> spoil.on(request)))),
                Tuple.of(1, Combinators.combine(valid, edits()).as(MadeRequest::edited)));
    }

    private Arbitrary<MadeRequest> valid(Described operation) {
        Values values = new Values(operation, pool);
        return Combinators.combine(
                        askers(),
                        values.variables(),
                        values.pairs(operation.parameters("query"), 0.3),
                        Headers.of(operation.parameters("header")),
                        body(operation, values))
                .as((asker, path, query, headers, body) -> request(operation, asker, path, query, headers, body))
                .filter(request -> Contract.of(operation.service()).describes(request.asChecked(true)));
    }

    private static MadeRequest request(
            Described operation,
            Asker asker,
            Map<String, String> path,
            List<Pair> query,
            List<Pair> headers,
            Optional<JsonNode> body) {
        MadeRequest request = new MadeRequest(
                operation, Form.VALID, asker, operation.method(), path, query, headers, Optional.empty(), List.of());
        return body.map(json -> request.withHeader("Content-Type", "application/json")
                        .withBody(Json.text(json).getBytes(UTF_8)))
                .orElse(request);
    }

    private static Arbitrary<Asker> askers() {
        return Arbitraries.frequency(
                Tuple.of(7, Asker.WITH_THE_RIGHT_TOKEN),
                Tuple.of(1, Asker.WITH_NO_TOKEN),
                Tuple.of(1, Asker.WITH_A_WRONG_TOKEN),
                Tuple.of(1, Asker.WITH_A_NARROW_TOKEN));
    }

    private static Arbitrary<Optional<JsonNode>> body(Described operation, Values values) {
        return operation.bodySchema().isMissingNode()
                ? Arbitraries.just(Optional.empty())
                : values.of(operation.path() + " body", operation.bodySchema()).map(Optional::of);
    }

    private static Arbitrary<List<Edit>> edits() {
        Arbitrary<byte[]> few = Arbitraries.bytes().array(byte[].class).ofMaxSize(5);
        Arbitrary<byte[]> many = Arbitraries.bytes().array(byte[].class).ofMaxSize(MOST_BYTES);
        Arbitrary<byte[]> told = Arbitraries.of(
                        "\r\n",
                        "\n",
                        "\r",
                        " ",
                        ":",
                        "\0",
                        "\r\n\r\n",
                        "%",
                        "/../",
                        "//",
                        "?",
                        "#",
                        "HTTP/1.0",
                        "HTTP/2.0",
                        "Transfer-Encoding: chunked\r\n",
                        "Content-Length: 5\r\n",
                        "\r\nHost: elsewhere",
                        "\u00ff\u00fe",
                        "{",
                        "\"")
                .map(text -> text.getBytes(ISO_8859_1));
        Arbitrary<Edit> edit = Combinators.combine(
                        Arbitraries.integers().between(0, 100_000),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.oneOf(few, told))
                .as(Edit::new);
        Arbitrary<List<Edit>> edited = edit.list().ofMinSize(1).ofMaxSize(MOST_EDITS);
        Arbitrary<List<Edit>> anything = many.map(bytes -> List.of(new Edit(0, Integer.MAX_VALUE, bytes)));
        return Arbitraries.frequencyOf(Tuple.of(4, edited), Tuple.of(1, anything));
    }
}
