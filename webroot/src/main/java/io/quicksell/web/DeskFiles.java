package io.quicksell.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.http.Reply;
import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the order desk, as the front-end build packed them into the jar ({@code desk/}, named by
 * {@code desk/files.json}). They are few and small, so they are read once at start and served from memory, compressed where the
 * browser takes that.
 */
final class DeskFiles {

    static final String INDEX = "index.html";

    private static final String FOLDER = "/desk/";
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");

    /** Only what the desk itself serves may run or load, and nobody may frame it. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** The endings of the compressed twins by the name of their encoding, the smaller one first. */
    private static final List<Map.Entry<String, String>> ENCODINGS =
            List.of(Map.entry("br", ".br"), Map.entry("gzip", ".gz"));

    private static final Pattern REFUSED = Pattern.compile(";\\s*q=0(\\.0*)?$");

    private record Packed(Map<String, String> headers, Buffer plain, Map<String, Buffer> encoded) {}

    private final Map<String, Packed> files = new HashMap<>();

    /**
     * @throws IllegalStateException if the desk is not packed
     */
    DeskFiles() {
        Buffer list = read("files.json");
        if (list == null) {
            throw new IllegalStateException("the desk is not packed: desk/files.json is not on the class path");
        }
        for (String name : Json.read(list.toString(UTF_8), String[].class)) {
            files.put(name, new Packed(headers(name), read(name), encoded(name)));
        }
    }

    Set<String> names() {
        return files.keySet();
    }

    /** The answer to a request for a file that is there. */
    Reply reply(String name, HttpServerRequest request) {
        Packed file = files.get(name);
        String accepted = request.getHeader("Accept-Encoding");
        return file.encoded().entrySet().stream()
                .filter(encoded -> accepts(accepted, encoded.getKey()))
                .findFirst()
                .map(encoded ->
                        new Reply(200, file.headers(), encoded.getValue()).with("Content-Encoding", encoded.getKey()))
                .orElseGet(() -> new Reply(200, file.headers(), file.plain()));
    }

    private static boolean accepts(String accepted, String encoding) {
        return accepted != null
                && Stream.of(accepted.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals(encoding)
                                || one.startsWith(encoding + ";")
                                        && !REFUSED.matcher(one).find());
    }

    private static Map<String, Buffer> encoded(String name) {
        Map<String, Buffer> encoded = new LinkedHashMap<>();
        ENCODINGS.forEach(encoding -> {
            Buffer twin = read(name + encoding.getValue());
            if (twin != null) {
                encoded.put(encoding.getKey(), twin);
            }
        });
        return encoded;
    }

    private static Map<String, String> headers(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Map.of(
                "Content-Type",
                CONTENT_TYPES.getOrDefault(ending, "application/octet-stream"),
                "Cache-Control",
                name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
                "Vary",
                "Accept-Encoding",
                "Content-Security-Policy",
                CONTENT_SECURITY_POLICY,
                "Referrer-Policy",
                "no-referrer",
                "Cross-Origin-Resource-Policy",
                "same-origin");
    }

    private static Buffer read(String name) {
        try (InputStream in = DeskFiles.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? null : Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
