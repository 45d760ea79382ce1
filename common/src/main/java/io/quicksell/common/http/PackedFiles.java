package io.quicksell.common.http;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Files on the class path, read once and served from memory. They are compressed if the client accepts it: with brotli if the
 * build put a twin beside the file ({@code desk.css.br}), or with gzip if that makes it smaller. Browsers keep the files under
 * {@code assets/}, which are named after their content, and revalidate all others each time. Thread-safe.
 */
public final class PackedFiles {

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");

    /**
     * @param encoded the compressed forms by name of encoding, the preferred one first
     */
    private record Packed(Map<String, String> headers, Buffer plain, Map<String, Buffer> encoded) {}

    private final Map<String, Packed> files;

    private PackedFiles(Map<String, Packed> files) {
        this.files = files;
    }

    /**
     * Reads the files; blocks.
     *
     * @param resources the class path resource of each file, by the name under which it is served
     * @param headers added to every response
     * @throws IllegalStateException if a file is missing
     */
    public PackedFiles(Map<String, String> resources, Map<String, String> headers) {
        this(new HashMap<>());
        resources.forEach((name, resource) -> {
            Buffer plain = ClassPath.read(resource);
            files.put(name, new Packed(headers(name, headers), plain, encoded(resource, plain)));
        });
    }

    /**
     * Reads the files that a folder on the class path lists in its {@code files.json}; blocks.
     *
     * @param folder with a slash at both ends
     * @param headers added to every response
     * @throws IllegalStateException if the list or a file is missing
     */
    public static PackedFiles of(String folder, Map<String, String> headers) {
        String list = ClassPath.read(folder + "files.json").toString();
        return new PackedFiles(
                Stream.of(Json.read(list, String[].class)).collect(toMap(identity(), name -> folder + name)), headers);
    }

    /**
     * These files, but one of them changed; blocks. The changed one is not there in brotli.
     *
     * @param edit gives the new text for the one that the build made
     */
    public PackedFiles with(String name, UnaryOperator<String> edit) {
        Map<String, Packed> changed = new HashMap<>(files);
        changed.computeIfPresent(name, (its, file) -> {
            Buffer plain = Buffer.buffer(edit.apply(file.plain().toString()));
            return new Packed(file.headers(), plain, gzip(plain));
        });
        return new PackedFiles(changed);
    }

    public Set<String> names() {
        return files.keySet();
    }

    /** The response to a request for one of the files. */
    public Reply reply(String name, HttpServerRequest request) {
        Packed file = files.get(name);
        return file.encoded().entrySet().stream()
                .filter(encoded -> Compression.accepts(request, encoded.getKey()))
                .findFirst()
                .map(encoded ->
                        new Reply(200, file.headers(), encoded.getValue()).with("Content-Encoding", encoded.getKey()))
                .orElseGet(() -> new Reply(200, file.headers(), file.plain()));
    }

    private static Map<String, Buffer> encoded(String resource, Buffer plain) {
        Map<String, Buffer> encoded = new LinkedHashMap<>();
        ClassPath.find(resource + ".br").ifPresent(twin -> encoded.put("br", twin));
        encoded.putAll(gzip(plain));
        return encoded;
    }

    private static Map<String, Buffer> gzip(Buffer plain) {
        Buffer gzipped = gzipped(plain);
        return gzipped.length() < plain.length() ? Map.of(Compression.GZIP, gzipped) : Map.of();
    }

    private static Buffer gzipped(Buffer plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static Map<String, String> headers(String name, Map<String, String> common) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Map<String, String> headers = new HashMap<>(common);
        headers.put("Content-Type", CONTENT_TYPES.getOrDefault(ending, "application/octet-stream"));
        headers.put("Cache-Control", name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        headers.put("Vary", "Accept-Encoding");
        return headers;
    }
}
