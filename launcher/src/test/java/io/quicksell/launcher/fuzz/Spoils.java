package io.quicksell.launcher.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** All that can be made wrong in a valid request: in its body, its parameters, its path, or its head. */
final class Spoils {

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "null",
            "true",
            "TRUE",
            "yes",
            "0",
            "-1",
            "-0",
            "+1",
            "1e3",
            "1.5",
            "0x10",
            "NaN",
            "10001",
            "2147483648",
            "9223372036854775808",
            "9".repeat(400),
            "\u0663",
            "\uff11",
            " 5",
            "2026-13-01",
            "2026-11-24T00:00:00",
            "+99999-01-01T00:00:00Z",
            "2026-11-24T24:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-11-24T00:00:00+99:00",
            "11111111-1111-4111-8111-11111111111",
            "11111111-1111-4111-8111-1111111111111",
            "1-1-1-1-1",
            "99999999999999999999-0",
            "18446744073709551615-18446744073709551615",
            "djE6cDo",
            "djE6bTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk6OTk5",
            "djE6cDoxNzYzOTc4NDAwMDAwOjExMTExMTExLTExMTEtNDExMS04MTExLTExMTExMTExMTExMQ",
            "a".repeat(201),
            "a".repeat(2_500),
            "a b c d e f g h i",
            "\ud83c\udf75".repeat(101),
            "e" + "\u0301".repeat(120),
            "\u202e",
            "\u200d",
            "\ufeff",
            "\uffff",
            "\udbff\udfff",
            "\u0130",
            "%",
            "*",
            "[",
            "\\",
            "'\"",
            "{id}",
            "$(id)",
            "..;",
            "-");

    private static final List<Pair> ODD_HEADERS = List.of(
            new Pair("Host", "elsewhere.example"),
            new Pair("Origin", "https://elsewhere.example"),
            new Pair("Origin", "null"),
            new Pair("Sec-Fetch-Site", "cross-site"),
            new Pair("Content-Type", "text/plain"),
            new Pair("Content-Type", "application/json; charset=utf-16"),
            new Pair("Content-Type", "application/json;"),
            new Pair("Content-Type", "\u00ff"),
            new Pair("Content-Encoding", "gzip"),
            new Pair("Accept", "text/html"),
            new Pair("Accept-Encoding", "br"),
            new Pair("Expect", "nothing"),
            new Pair("Authorization", "Bearer"),
            new Pair("Authorization", "Basic YTpi"),
            new Pair("Authorization", "Bearer qs_default_x_y"),
            new Pair("Authorization", "Bearer " + "a".repeat(3_000)),
            new Pair("X-Service-Key", "a-key-that-nobody-has-been-given"),
            new Pair("X-On-Behalf-Of", "user:anna"),
            new Pair("X-Forwarded-For", "not an address"),
            new Pair("X-Request-Id", "a b"),
            new Pair("X-Request-Id", "a".repeat(65)),
            new Pair("Cookie", "quicksell=qs_default_x_y"),
            new Pair("If-Match", "8"),
            new Pair("If-Match", "\"99999999999999999999\""),
            new Pair("If-Match", "\"" + "1".repeat(3_000) + "\""),
            new Pair("If-None-Match", "\""),
            new Pair("If-None-Match", "W/\"1"),
            new Pair("Last-Event-ID", "\u00e9"),
            new Pair("Last-Event-ID", "0"),
            new Pair("Last-Event-ID", "djE6aW52ZW50b3J5Ojk5OTk5OTk5OTk5OTk5OTk5OTk5LTAuMA"),
            new Pair("Idempotency-Key", ""),
            new Pair("Idempotency-Key", "a b"),
            new Pair("Idempotency-Key", "\"unfinished"),
            new Pair("Idempotency-Key", "\u00e9"),
            new Pair("Idempotency-Key", "a".repeat(300)),
            new Pair("X-Long", "a".repeat(9_000)),
            new Pair("Range", "bytes=5-1"),
            new Pair("Upgrade", "websocket"),
            new Pair("Connection", "close"));

    private static final List<String> OTHER_METHODS = List.of("PATCH", "OPTIONS", "TRACE", "get", "BREW", "PROPFIND");

    private Spoils() {}

    /** Of this request. */
    static Arbitrary<Spoil> of(MadeRequest valid) {
        return Arbitraries.oneOf(Stream.of(
                        valid.body().isPresent() ? BodySpoils.of(valid.body().get()) : List.<Spoil>of(),
                        valid.body().isPresent() ? BodySpoils.anyBody() : List.<Spoil>of(),
                        ofParameters(valid),
                        ofVariables(valid),
                        ofHead())
                .filter(spoils -> !spoils.isEmpty())
                .map(Arbitraries::of)
                .toList());
    }

    private static List<Spoil> ofParameters(MadeRequest valid) {
        List<Spoil> spoils = new ArrayList<>();
        valid.operation().parameters("query").forEach(parameter -> {
            String name = parameter.path("name").asText();
            ODD_TEXTS.forEach(odd -> spoils.add(new Spoil(
                    name + "=" + odd,
                    Form.WRONG,
                    request -> request.withoutParameter(name).withParameter(name, odd))));
            spoils.add(new Spoil(
                    "twice " + name,
                    Form.WRONG,
                    request -> request.withParameter(name, "1").withParameter(name, "1")));
            if (parameter.path("required").asBoolean()) {
                spoils.add(new Spoil("no " + name, Form.UNUSUAL, request -> request.withoutParameter(name)));
            }
        });
        spoils.add(new Spoil("unknown", Form.UNUSUAL, request -> request.withParameter("colour", "red")));
        return spoils;
    }

    private static List<Spoil> ofVariables(MadeRequest valid) {
        List<Spoil> spoils = new ArrayList<>();
        valid.path().forEach((name, value) -> {
            ODD_TEXTS.stream()
                    .filter(odd -> !odd.isEmpty())
                    .forEach(odd -> spoils.add(new Spoil(
                            "{" + name + "}=" + odd, Form.UNUSUAL, request -> request.withVariable(name, odd))));
            spoils.add(new Spoil(
                    "{" + name + "} in upper case",
                    Form.UNUSUAL,
                    request -> request.withVariable(name, value.toUpperCase(Locale.ROOT))));
        });
        return spoils;
    }

    private static List<Spoil> ofHead() {
        List<Spoil> spoils = new ArrayList<>();
        ODD_HEADERS.forEach(header -> {
            spoils.add(new Spoil(header.name() + " too", Form.UNUSUAL, request -> with(request, header)));
            spoils.add(new Spoil(
                    header.toString(), Form.UNUSUAL, request -> with(request.withoutHeader(header.name()), header)));
        });
        Stream.of("Host", "Content-Type")
                .forEach(name ->
                        spoils.add(new Spoil("no " + name, Form.UNUSUAL, request -> request.withoutHeader(name))));
        OTHER_METHODS.forEach(
                method -> spoils.add(new Spoil(method, Form.UNUSUAL, request -> request.withMethod(method))));
        spoils.add(new Spoil(
                "a body too many",
                Form.UNUSUAL,
                request -> request.body().isPresent()
                        ? request
                        : request.withHeader("Content-Type", "application/json").withBody(new byte[] {'{', '}'})));
        return spoils;
    }

    private static MadeRequest with(MadeRequest request, Pair header) {
        return request.withHeader(header.name(), header.value());
    }
}
