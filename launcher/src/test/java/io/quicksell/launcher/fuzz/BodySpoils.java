package io.quicksell.launcher.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quicksell.common.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What can be made wrong in a JSON body: one member, wherever it stands, or the whole of it. */
final class BodySpoils {

    private static final String HERE = "<here>";

    /** What only the words of the contracts take, if anything does. */
    private static final List<String> UNUSUAL = List.of(
            "null", "\"7\"", "\"2.50\"", "\"1e2\"", "7.0", "7e0", "-0", "-0.0", "0.00", "1e-1", "[]", "\" a \"");

    private static final List<String> WRONG = List.of(
            "true",
            "{}",
            "[null]",
            "[[]]",
            "\"\"",
            "\" \"",
            "-1",
            "0",
            "0.001",
            "1.5",
            "1000000001",
            "10000000000",
            "9223372036854775808",
            "123456789012345678901234567890",
            "9".repeat(1_000),
            "0." + "3".repeat(1_000),
            "1e999",
            "-1e999",
            "1e-999",
            "1e2147483648",
            "1e-2147483649",
            "\"1e999999999\"",
            "\"" + "9".repeat(1_000) + "\"",
            "NaN",
            "\"NaN\"",
            "Infinity",
            "-Infinity",
            "+1",
            "01",
            "1.",
            ".5",
            "0x10",
            "'a'",
            "a",
            "\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"a\\u0000b\"",
            "\"\\u202ea\"",
            "\"\\u200b\"",
            "\"\\ufeff\"",
            "\"\\uffff\"",
            "\"a\\u2028b\"",
            "\"\tb\"",
            "\"\\u0130\\u1e9e\"",
            "\"" + "a".repeat(257) + "\"",
            "\"" + "a".repeat(20_000) + "\"",
            "\"" + "\ud83c\udf75".repeat(201) + "\"",
            "\"e" + "\u0301".repeat(300) + "\"",
            "\"" + "\ufdfa".repeat(200) + "\"",
            "\"11111111-1111-4111-8111-11111111111\"",
            "\"1-1-1-1-1\"",
            "[".repeat(5_000) + "]".repeat(5_000),
            "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000));

    private static final List<String> OTHER_BODIES = List.of(
            "",
            " ",
            "null",
            "true",
            "0",
            "\"\"",
            "[]",
            "[{}]",
            "{}",
            "{",
            "}",
            "{}{}",
            "{\"\":1}",
            "{\"__proto__\":{}}",
            "[".repeat(30_000),
            "\ufeff{}",
            "<a/>",
            "a=b",
            "\0",
            " ".repeat(65_000) + "{}",
            " ".repeat(70_000) + "{}",
            "{\"name\":\"" + "a".repeat(64_000) + "\"}");

    private BodySpoils() {}

    /** In that body. */
    static List<Spoil> of(byte[] body) {
        List<Spoil> spoils = new ArrayList<>();
        JsonNode json = Json.read(new String(body, UTF_8), JsonNode.class);
        add(spoils, json, json, "");
        return spoils;
    }

    private static void add(List<Spoil> spoils, JsonNode whole, JsonNode part, String at) {
        if (part instanceof ObjectNode object) {
            object.properties().forEach(member -> addMember(spoils, whole, at, member.getKey()));
            spoils.add(new Spoil(at + " unknown", Form.UNUSUAL, request -> {
                JsonNode copy = whole.deepCopy();
                ((ObjectNode) copy.at(at)).put("colour", 1);
                return request.withBody(Json.text(copy).getBytes(UTF_8));
            }));
            object.properties().forEach(member -> add(spoils, whole, member.getValue(), at + "/" + member.getKey()));
        } else if (part instanceof ArrayNode array && !array.isEmpty()) {
            add(spoils, whole, array.get(array.size() - 1), at + "/" + (array.size() - 1));
        }
    }

    private static void addMember(List<Spoil> spoils, JsonNode whole, String at, String name) {
        UNUSUAL.forEach(
                raw -> spoils.add(new Spoil(at + "/" + name + "=" + raw, Form.UNUSUAL, written(whole, at, name, raw))));
        WRONG.forEach(
                raw -> spoils.add(new Spoil(at + "/" + name + "=" + raw, Form.WRONG, written(whole, at, name, raw))));
        Stream.of("1", "null", "\"a\"")
                .map(second -> "1,\"" + name + "\":" + second)
                .forEach(twice ->
                        spoils.add(new Spoil("twice " + at + "/" + name, Form.WRONG, written(whole, at, name, twice))));
        spoils.add(new Spoil("no " + at + "/" + name, Form.WRONG, request -> {
            JsonNode copy = whole.deepCopy();
            ((ObjectNode) copy.at(at)).remove(name);
            return request.withBody(Json.text(copy).getBytes(UTF_8));
        }));
        spoils.add(new Spoil(
                "no UTF-8 in " + at + "/" + name,
                Form.WRONG,
                request -> request.withBody(
                        text(whole, at, name, "\"\u00ff\u00c3\u0028\"").getBytes(ISO_8859_1))));
    }

    private static UnaryOperator<MadeRequest> written(JsonNode whole, String at, String name, String raw) {
        return request -> request.withBody(text(whole, at, name, raw).getBytes(UTF_8));
    }

    /** The body with these characters in the place of a value. */
    private static String text(JsonNode whole, String at, String name, String raw) {
        JsonNode copy = whole.deepCopy();
        ((ObjectNode) copy.at(at)).put(name, HERE);
        return Json.text(copy).replace("\"" + HERE + "\"", raw);
    }

    /** Instead of any body. */
    static List<Spoil> anyBody() {
        List<Spoil> spoils = new ArrayList<>();
        OTHER_BODIES.forEach(other ->
                spoils.add(new Spoil("body " + other, Form.WRONG, request -> request.withBody(other.getBytes(UTF_8)))));
        spoils.add(new Spoil(
                "in UTF-16",
                Form.WRONG,
                request -> request.withBody(new String(request.body().orElseThrow(), UTF_8).getBytes(UTF_16))));
        spoils.add(new Spoil(
                "unfinished",
                Form.WRONG,
                request -> request.withBody(cut(request.body().orElseThrow()))));
        spoils.add(new Spoil(
                "more after it",
                Form.WRONG,
                request -> request.withBody((new String(request.body().orElseThrow(), UTF_8) + ",").getBytes(UTF_8))));
        return spoils;
    }

    private static byte[] cut(byte[] body) {
        return Arrays.copyOf(body, body.length - 1);
    }
}
