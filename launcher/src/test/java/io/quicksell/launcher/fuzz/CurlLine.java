package io.quicksell.launcher.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/** A request as a command of a POSIX shell that sends it to a system with the ports that are shipped. */
final class CurlLine {

    private static final List<String> SERVICES = List.of("inventory", "payment", "access");
    private static final int FIRST_PORT = 8000;

    private CurlLine() {}

    /**
     * Its line.
     *
     * @param shown the header of the caller
     */
    static String of(MadeRequest request, Optional<Pair> shown) {
        int port = FIRST_PORT + SERVICES.indexOf(request.operation().service());
        return request.form() == Form.RAW
                ? "printf " + quoted(request.bytes(shown)) + " | curl -sS -m 5 telnet://localhost:" + port
                : line(request, shown, port);
    }

    private static String line(MadeRequest request, Optional<Pair> shown, int port) {
        StringBuilder line = new StringBuilder();
        request.body()
                .ifPresent(body -> line.append("printf ").append(quoted(body)).append(" | "));
        line.append("curl -sS -i --path-as-is ");
        line.append(request.method().equals("HEAD") ? "-I" : "-X " + request.method());
        request.headers().forEach(header -> line.append(" -H ").append(header(header)));
        shown.ifPresent(header -> line.append(" -H ").append(header(header)));
        request.body().ifPresent(body -> line.append(" --data-binary @-"));
        return line.append(" 'http://localhost:" + port + request.target() + "'")
                .toString();
    }

    private static String header(Pair header) {
        String text = header.value().isEmpty() ? header.name() + ";" : header.name() + ": " + header.value();
        return text.matches("[ -~&&[^']]*")
                ? "'" + text + "'"
                : "\"$(printf " + quoted(text.getBytes(ISO_8859_1)) + ")\"";
    }

    /** As the format of printf. */
    private static String quoted(byte[] bytes) {
        StringBuilder quoted = new StringBuilder("'");
        for (byte each : bytes) {
            int value = each & 0xff;
            if (value < ' ' || value > '~' || value == '\'' || value == '\\' || value == '%') {
                quoted.append(String.format("\\%03o", value));
            } else {
                quoted.append((char) value);
            }
        }
        return quoted.append("'").toString();
    }
}
