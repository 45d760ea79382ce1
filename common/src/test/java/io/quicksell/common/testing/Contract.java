package io.quicksell.common.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quicksell.common.access.Scope;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contract of a service ({@link ContractFile}), to check its requests and responses against. It is strict in both directions: a
 * response may contain nothing that the contract does not describe, and a request may be carried out only if the contract describes
 * it, and be called invalid only if it does not. What the contract takes in words only, because generators of clients do not understand
 * a schema of it, is sent by users who say so ({@link HttpUser#beyondThePlainForm}).
 *
 * <p>HEAD exists wherever GET does, with the same headers. The contract describes once what all responses have in common, and how
 * requests are refused that are not operations: {@code x-every-answer}, {@code x-other-requests}. Thread-safe.
 */
public final class Contract {

    /**
     * A request as it was sent.
     *
     * @param body empty if there is none
     * @param plain whether it has the form that the schemas describe; else it is one that the contract takes in words only
     */
    public record Request(String method, URI uri, String body, boolean plain) {}

    /** The response to it. */
    public record Response(int status, HttpHeaders headers, String body) {}

    private static final Set<String> OPERATIONS = Set.of("get", "put", "post", "delete");
    private static final Set<String> OF_ANY_HEAD = Set.of("400", "414", "417", "421", "429", "431");
    private static final Set<String> OF_HTTP_ITSELF = Set.of(
            "content-type", "content-length", "content-encoding", "vary", "transfer-encoding", "connection", "date");

    /** Reasons to refuse a request that no schema can express: sums, decimals, which a JSON number may have lost, what texts show. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "must have at most two decimals",
            "must not ask for more than",
            "an order may come to",
            "must have something to see",
            "characters; it has 0",
            "must not have control characters",
            "must not be one of the most common passwords",
            "must not be the user's name",
            "must not be local",
            "is not the password that you have now",
            "must be one of",
            "must not have U+");

    /** What JSON can contain and a validator may not support: half a character, and a number beyond a double. */
    private static final Pattern NO_VALUE = Pattern.compile("\\\\u[dD][89a-fA-F]|[:\\s\\[]-?[0-9.]+[eE][+-]?[0-9]{3,}");

    private static final Map<String, Contract> CONTRACTS = new ConcurrentHashMap<>();

    private final OpenApiDocument document;
    private final DescribedProblems problems;

    private Contract(String service) {
        document = new OpenApiDocument(service);
        problems = new DescribedProblems(document);
    }

    /** The contract of a service whose module is tested. */
    public static Contract of(String service) {
        return CONTRACTS.computeIfAbsent(service, Contract::new);
    }

    /** The methods of each path, like {@code /orders/{id}}, with HEAD wherever GET is, and who may use them. */
    public Map<String, Map<String, Scope>> operations() {
        Map<String, Map<String, Scope>> operations = new LinkedHashMap<>();
        document.at("/paths").children().forEach(path -> operations.put(path.name(), scopes(path)));
        return operations;
    }

    private static Map<String, Scope> scopes(Place path) {
        return methods(path.node()).stream()
                .collect(Collectors.toMap(
                        method -> method, method -> new Operation(path, path.to(inContract(method))).scope()));
    }

    /** The operations that do not describe with which statuses the head of any request is refused. */
    public List<String> withoutRefusalsOfAnyHead() {
        return document.at("/paths")
                .children()
                .flatMap(path -> path.children().filter(each -> OPERATIONS.contains(each.name())))
                .filter(operation -> !OF_ANY_HEAD.stream()
                        .allMatch(status -> operation.to("responses").node().has(status)))
                .map(Place::pointer)
                .toList();
    }

    /** The types of problem that it describes, after a check of each description. */
    public Set<ProblemType> problemTypes() {
        return problems.types();
    }

    /** Whether the schemas describe a request; one that is no operation, they do not. */
    public boolean describes(Request request) {
        return operation(request)
                .filter(found -> found.violations(request).isEmpty())
                .isPresent();
    }

    /**
     * Expects a response to be as the contract says. The request must be so too if it was carried out, and must not be so if it was
     * called invalid.
     */
    public void check(Request request, Response response) {
        check(request, response, operation -> {
            List<String> wrong = new ArrayList<>();
            checkRequest(operation, request, response, wrong);
            return wrong;
        });
    }

    /** Expects a response to be as the contract says, whatever the request was. */
    public void checkResponse(Request request, Response response) {
        check(request, response, operation -> List.of());
    }

    private void check(Request request, Response response, Function<Operation, List<String>> also) {
        List<String> wrong = new ArrayList<>();
        Optional<Operation> operation = operation(request);
        Place responses = operation.map(Operation::responses).orElse(document.at("/x-other-requests/responses"));
        Place described = responses.to(String.valueOf(response.status()));
        if (described.node().isMissingNode()) {
            wrong.add("the status is not in the contract");
        } else {
            checkHeaders(request, described, response, wrong);
            checkBody(request, described, response, wrong);
            operation.map(also).ifPresent(wrong::addAll);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(request.method() + " " + request.uri() + " was answered " + response.status() + " "
                    + response.headers().map() + " " + response.body() + "\nwhich is against the contract at "
                    + responses.pointer() + ":\n  " + String.join("\n  ", wrong));
        }
    }

    private static void checkRequest(Operation operation, Request request, Response response, List<String> wrong) {
        if (response.status() / 100 == 2 && request.plain()) {
            operation.violations(request).forEach(each -> wrong.add("it was carried out: " + each));
        } else if (response.status() / 100 == 2) {
            if (operation.violations(request).isEmpty()) {
                wrong.add("it does not go beyond the plain form, and its sender said so");
            }
        } else if (isCalledInvalid(request, response)
                && operation.violations(request).isEmpty()) {
            wrong.add("it was called invalid, and the contract describes it");
        }
    }

    private static boolean isCalledInvalid(Request request, Response response) {
        if (response.status() != ProblemType.INVALID.status()
                || response.body().isEmpty()
                || NO_VALUE.matcher(request.body()).find()) {
            return false;
        }
        JsonNode problem = Json.read(response.body(), JsonNode.class);
        String detail = problem.get("detail").asText();
        return problem.get("type").asText().equals(ProblemType.INVALID.uri())
                && BEYOND_A_SCHEMA.stream().noneMatch(detail::contains);
    }

    /** Expects a server-sent event to be as the contract says. */
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

    /** What is wrong with the examples beside schemas, and which schemas have no example. */
    public List<String> wrongExamples() {
        List<String> wrong = new ArrayList<>();
        checkExamples(document.at(""), wrong);
        return wrong;
    }

    private void checkExamples(Place place, List<String> wrong) {
        JsonNode node = place.node();
        if (node.isObject() && node.has("schema")) {
            List<JsonNode> examples = place.examples();
            if (examples.isEmpty()) {
                wrong.add(place.pointer() + " has no example");
            }
            for (JsonNode example : examples) {
                violations(place, example).forEach(each -> wrong.add(place.pointer() + ": " + each));
            }
        }
        if (node.isContainerNode()
                && !place.pointer().endsWith("/schemas")
                && !place.pointer().contains("/example")) {
            place.children().forEach(child -> checkExamples(child, wrong));
        }
    }

    private List<String> violations(Place media, JsonNode value) {
        return media.name().equals("application/problem+json")
                ? problems.violations(media, value)
                : media.to("schema").violations(value);
    }

    private void checkHeaders(Request request, Place described, Response response, List<String> wrong) {
        Map<String, Place> promised = new LinkedHashMap<>();
        Stream.of(document.at("/x-every-answer/headers"), described.to("headers"))
                .flatMap(Place::children)
                .forEach(header -> promised.put(header.name().toLowerCase(Locale.ROOT), header.resolved()));
        promised.forEach((name, header) -> {
            List<String> values = response.headers().allValues(name);
            if (values.isEmpty() && header.node().path("required").asBoolean()) {
                wrong.add("the header " + name + " is missing");
            }
            values.forEach(value -> header.to("schema")
                    .violations(header.typed(value))
                    .forEach(each -> wrong.add("the header " + name + ": " + each)));
        });
        response.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !promised.containsKey(name) && !OF_HTTP_ITSELF.contains(name))
                .forEach(name -> wrong.add("the header " + name + " is not in the contract"));
        if (response.status() == 405) {
            Set<String> allowed =
                    Set.of(response.headers().firstValue("Allow").orElse("").split(", "));
            pathOf(request)
                    .filter(path -> !methods(path.node()).equals(allowed))
                    .ifPresent(path -> wrong.add("allowed are " + methods(path.node())));
        }
    }

    private void checkBody(Request request, Place described, Response response, List<String> wrong) {
        Place content = described.to("content");
        if (content.node().isMissingNode() || request.method().equals("HEAD")) {
            if (!response.body().isEmpty()) {
                wrong.add("there is a body");
            }
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("none");
        Place media = content.to(type);
        if (media.node().isMissingNode()) {
            wrong.add("the content type is not in the contract: " + type);
        } else {
            boolean isJson = type.endsWith("json");
            wrong.addAll(violations(
                    media,
                    isJson
                            ? Json.read(response.body(), JsonNode.class)
                            : JsonNodeFactory.instance.textNode(response.body())));
        }
    }

    private Optional<Operation> operation(Request request) {
        String method = inContract(request.method());
        return pathOf(request)
                .filter(path -> path.node().has(method))
                .map(path -> new Operation(path, path.to(method)));
    }

    /** The path of a request; one without variables is preferred. */
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

    /** Methods are case-sensitive (RFC 9110, section 9.1). */
    private static String inContract(String method) {
        if (method.equals("HEAD")) {
            return "get";
        }
        boolean isInUpperCase = method.equals(method.toUpperCase(Locale.ROOT));
        return isInUpperCase ? method.toLowerCase(Locale.ROOT) : "no method";
    }
}
