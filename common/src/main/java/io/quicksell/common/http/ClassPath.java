package io.quicksell.common.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Resources on the class path, by absolute names such as {@code /docs/page.html}. Reading blocks. */
final class ClassPath {

    private ClassPath() {}

    /**
     * @throws IllegalStateException if there is no such resource
     */
    static Buffer read(String resource) {
        return find(resource).orElseThrow(() -> new IllegalStateException(resource + " is not on the class path"));
    }

    static Optional<Buffer> find(String resource) {
        try (InputStream in = ClassPath.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
