package io.quicksell.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quicksell.common.http.ContractFile;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.OpenApiDocument.Place;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a service promises in its {@link ContractFile}, to hold against what it does. It is strict both ways: an answer
 * may have nothing that the contract does not have, and a request is carried out only if the contract describes it, and called
 * invalid only if it does not.
 *
 * <p>HEAD is where GET is, with the same headers. What is the same for every answer, and what a request gets that is no operation,
 * stands in the contract once: {@code x-every-answer}, {@code x-other-requests}. Thread-safe.
 */
public final class Contract {

    /** A request as it was sent; the body is empty where there is none. */
    public record Request(String method, URI uri, String body) {}

    /** The answer to it. */
    public record Answer(int status, HttpHeaders headers, String body) {}

    private static final Set<String> OPERATIONS = Set.of("get", "put", "post", "delete");
    private static final Set<String> OF_HTTP_ITSELF =
            Set.of("content-type", "content-length", "transfer-encoding", "connection", "date");

    /** Why a request is refused although no schema can tell: a sum, and decimals, which a JSON number may have lost. */
    private static final Set<String> BEYOND_A_SCHEMA =
            Set.of("must have at most two decimals", "must not ask for more than", "an order may come to");

    /** What JSON can write and a validator may not hold: half a character, and a number beyond a double. */
    private static final Pattern NO_VALUE = Pattern.compile("\\\\u[dD][89a-fA-F]|[:\\s\\[]-?[0-9.]+[eE][+-]?[0-9]{3,}");

    private static final Map<String, Contract> CONTRACTS = new ConcurrentHashMap<>();

    private final OpenApiDocument document;

    private Contract(String service) {
        document = new OpenApiDocument(service);
    }

    /** The contract of a service whose module is tested. */
    public static Contract of(String service) {
        return CONTRACTS.computeIfAbsent(service, Contract::new);
    }

    /** Methods by path as {@code /orders/{id}}, HEAD where GET is. */
    public Map<String, Set<String>> operations() {
        Map<String, Set<String>> operations = new LinkedHashMap<>();
        each(document.at("/paths").node(), (path, item) -> operations.put(path, methods(item)));
        return operations;
    }

    /** The kinds of problem that it describes, each of them as it is. */
    public Set<ProblemType> problemTypes() {
        Set<ProblemType> described = new TreeSet<>();
        for (ProblemType type : ProblemType.values()) {
            each(document.at("/components/schemas").node(), (name, schema) -> {
                JsonNode says = schema.path("properties");
                if (says.at("/type/const").asText().equals(type.uri())) {
                    assertEquals(type.title(), says.at("/title/const").asText(), name);
                    assertEquals(type.status(), says.at("/status/const").asInt(), name);
                    described.add(type);
                }
            });
        }
        return described;
    }

    /**
     * Expects that an answer is as the contract says. What was asked has to be so too if it was carried out, and must not be so if it
     * was called invalid.
     */
    public void check(Request request, Answer answer) {
        List<String> wrong = new ArrayList<>();
        Optional<Operation> operation = operation(request);
        Place responses = operation.map(Operation::responses).orElse(document.at("/x-other-requests/responses"));
        Place response = responses.to(String.valueOf(answer.status()));
        if (response.node().isMissingNode()) {
            wrong.add("the status is not in the contract");
        } else {
            checkHeaders(request, response, answer, wrong);
            checkBody(request, response, answer, wrong);
            operation.ifPresent(found -> checkRequest(found, request, answer, wrong));
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(request.method() + " " + request.uri() + " was answered " + answer.status() + " "
                    + answer.headers().map() + " " + answer.body() + "\nwhich is against the contract at "
                    + responses.pointer() + ":\n  " + String.join("\n  ", wrong));
        }
    }

    private static void checkRequest(Operation operation, Request request, Answer answer, List<String> wrong) {
        if (answer.status() / 100 == 2) {
            operation.violations(request).forEach(each -> wrong.add("it was carried out: " + each));
        } else if (isCalledInvalid(request, answer)
                && operation.violations(request).isEmpty()) {
            wrong.add("it was called invalid, and the contract describes it");
        }
    }

    private static boolean isCalledInvalid(Request request, Answer answer) {
        if (answer.status() != ProblemType.INVALID.status()
                || answer.body().isEmpty()
                || NO_VALUE.matcher(request.body()).find()) {
            return false;
        }
        JsonNode problem = Json.read(answer.body(), JsonNode.class);
        String detail = problem.get("detail").asText();
        return problem.get("type").asText().equals(ProblemType.INVALID.uri())
                && BEYOND_A_SCHEMA.stream().noneMatch(detail::contains);
    }

    /** Expects that a server-sent event is as the contract says. */
    public void checkEvent(String name, String data) {
        Place events = document.at("/paths/~1events/get/responses/200/content/text~1event-stream/x-events");
        Place event = events.to(name);
        List<String> wrong = event.node().isMissingNode()
                ? List.of("the event is not in the contract")
                : event.violations(Json.read(data, JsonNode.class));
        if (!wrong.isEmpty()) {
            throw new AssertionError(name + " " + data + ": " + wrong);
        }
    }

    /** What is wrong with the examples, wherever there is one beside a schema; and what has none. */
    public List<String> wrongExamples() {
        List<String> wrong = new ArrayList<>();
        checkExamples(document.at(""), wrong);
        return wrong;
    }

    private void checkExamples(Place place, List<String> wrong) {
        JsonNode node = place.node();
        if (node.isObject() && node.has("schema")) {
            List<JsonNode> examples = examples(place);
            if (examples.isEmpty()) {
                wrong.add(place.pointer() + " has no example");
            }
            for (JsonNode example : examples) {
                place.to("schema").violations(example).forEach(each -> wrong.add(place.pointer() + ": " + each));
            }
        }
        if (node.isContainerNode()
                && !place.pointer().endsWith("/schemas")
                && !place.pointer().contains("/example")) {
            place.children().forEach(child -> checkExamples(child, wrong));
        }
    }

    private List<JsonNode> examples(Place place) {
        List<JsonNode> examples = new ArrayList<>();
        if (place.node().has("example")) {
            examples.add(place.node().get("example"));
        }
        place.to("examples")
                .children()
                .forEach(each -> examples.add(each.resolved().node().get("value")));
        place.to("schema").node().path("examples").forEach(examples::add);
        return examples;
    }

    private void checkHeaders(Request request, Place response, Answer answer, List<String> wrong) {
        Map<String, Place> promised = new LinkedHashMap<>();
        Stream.of(document.at("/x-every-answer/headers"), response.to("headers"))
                .flatMap(Place::children)
                .forEach(header -> promised.put(header.name().toLowerCase(Locale.ROOT), header.resolved()));
        promised.forEach((name, header) -> {
            List<String> values = answer.headers().allValues(name);
            if (values.isEmpty() && header.node().path("required").asBoolean()) {
                wrong.add("the header " + name + " is missing");
            }
            values.forEach(value -> header.to("schema")
                    .violations(header.typed(value))
                    .forEach(each -> wrong.add("the header " + name + ": " + each)));
        });
        answer.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !promised.containsKey(name) && !OF_HTTP_ITSELF.contains(name))
                .forEach(name -> wrong.add("the header " + name + " is not in the contract"));
        if (answer.status() == 405) {
            Set<String> allowed =
                    Set.of(answer.headers().firstValue("Allow").orElse("").split(", "));
            pathOf(request)
                    .filter(path -> !methods(path.node()).equals(allowed))
                    .ifPresent(path -> wrong.add("allowed are " + methods(path.node())));
        }
    }

    private void checkBody(Request request, Place response, Answer answer, List<String> wrong) {
        Place content = response.to("content");
        if (content.node().isMissingNode() || request.method().equals("HEAD")) {
            if (!answer.body().isEmpty()) {
                wrong.add("there is a body");
            }
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        Place media = content.to(type);
        if (media.node().isMissingNode()) {
            wrong.add("the content type is not in the contract: " + type);
        } else {
            boolean isJson = type.endsWith("json");
            wrong.addAll(media.to("schema")
                    .violations(
                            isJson
                                    ? Json.read(answer.body(), JsonNode.class)
                                    : JsonNodeFactory.instance.textNode(answer.body())));
        }
    }

    private Optional<Operation> operation(Request request) {
        String method =
                request.method().equals("HEAD") ? "get" : request.method().toLowerCase(Locale.ROOT);
        return pathOf(request)
                .filter(path -> path.node().has(method))
                .map(path -> new Operation(path, path.to(method)));
    }

    /** The path that is meant; one without variables before one with them. */
    private Optional<Place> pathOf(Request request) {
        String path = URI.create(request.uri().getRawPath().replace("%2e", "."))
                .normalize()
                .getPath();
        return document.at("/paths")
                .children()
                .filter(each -> path.matches(each.name().replaceAll("\\{[a-z_]+}", "[^/]+")))
                .min((one, other) ->
                        Boolean.compare(one.name().contains("{"), other.name().contains("{")));
    }

    private static Set<String> methods(JsonNode path) {
        Set<String> methods = new TreeSet<>();
        path.fieldNames().forEachRemaining(name -> {
            if (OPERATIONS.contains(name)) {
                methods.add(name.toUpperCase(Locale.ROOT));
            }
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static void each(JsonNode object, BiConsumer<String, JsonNode> action) {
        object.fields().forEachRemaining(field -> action.accept(field.getKey(), field.getValue()));
    }
}
