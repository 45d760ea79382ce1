package io.quicksell.launcher.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.testing.Contract;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that was made from a contract; who sends it adds what is to be shown.
 *
 * @param method the operation's, or another one
 * @param path the values of the variables in the path
 * @param headers all but those of the length and of the caller; characters are bytes
 * @param body empty if it has none
 * @param edits what is done to its bytes, of raw ones
 */
record MadeRequest(
        Described operation,
        Form form,
        Asker asker,
        String method,
        Map<String, String> path,
        List<Pair> query,
        List<Pair> headers,
        Optional<byte[]> body,
        List<Edit> edits) {

    String target() {
        String target = operation.path();
        for (Map.Entry<String, String> value : path.entrySet()) {
            target = target.replace("{" + value.getKey() + "}", encoded(value.getValue()));
        }
        String parameters = query.stream()
                .map(pair -> encoded(pair.name()) + "=" + encoded(pair.value()))
                .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? target : target + "?" + parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    Contract.Request asChecked(boolean plain) {
        return new Contract.Request(method, URI.create("http://localhost" + target()), text(), plain);
    }

    /** The mark before a JSON text may be ignored (RFC 8259, section 8.1). */
    private String text() {
        return body.map(bytes -> new String(bytes, UTF_8).replaceFirst("^\ufeff", ""))
                .orElse("");
    }

    MadeRequest as(Form other) {
        return new MadeRequest(operation, other, asker, method, path, query, headers, body, edits);
    }

    MadeRequest withMethod(String other) {
        return new MadeRequest(operation, form, asker, other, path, query, headers, body, edits);
    }

    MadeRequest withVariable(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(path);
        changed.put(name, value);
        return new MadeRequest(operation, form, asker, method, changed, query, headers, body, edits);
    }

    /** With one parameter more, though there be one of that name. */
    MadeRequest withParameter(String name, String value) {
        return new MadeRequest(operation, form, asker, method, path, and(query, name, value), headers, body, edits);
    }

    MadeRequest withoutParameter(String name) {
        return new MadeRequest(operation, form, asker, method, path, without(query, name), headers, body, edits);
    }

    /** With one header more, though there be one of that name. */
    MadeRequest withHeader(String name, String value) {
        return new MadeRequest(operation, form, asker, method, path, query, and(headers, name, value), body, edits);
    }

    MadeRequest withoutHeader(String name) {
        return new MadeRequest(operation, form, asker, method, path, query, without(headers, name), body, edits);
    }

    MadeRequest withBody(byte[] other) {
        return new MadeRequest(operation, form, asker, method, path, query, headers, Optional.of(other), edits);
    }

    MadeRequest edited(List<Edit> all) {
        return new MadeRequest(operation, Form.RAW, asker, method, path, query, headers, body, all);
    }

    private static List<Pair> and(List<Pair> pairs, String name, String value) {
        return Stream.concat(pairs.stream(), Stream.of(new Pair(name, value))).toList();
    }

    private static List<Pair> without(List<Pair> pairs, String name) {
        return pairs.stream().filter(pair -> !pair.name().equals(name)).toList();
    }

    /**
     * Its bytes.
     *
     * @param shown the header of the caller
     */
    byte[] bytes(Optional<Pair> shown) {
        StringBuilder head = new StringBuilder(method + " " + target() + " HTTP/1.1\r\n");
        allHeaders(shown)
                .forEach(pair -> head.append(pair.name())
                        .append(": ")
                        .append(pair.value())
                        .append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        body.ifPresent(bytes::writeBytes);
        byte[] edited = bytes.toByteArray();
        for (Edit edit : edits) {
            edited = edit.apply(edited);
        }
        return edited;
    }

    List<Pair> allHeaders(Optional<Pair> shown) {
        List<Pair> all = new ArrayList<>(headers);
        shown.ifPresent(all::add);
        body.ifPresent(bytes -> all.add(new Pair("Content-Length", String.valueOf(bytes.length))));
        return all;
    }
}
