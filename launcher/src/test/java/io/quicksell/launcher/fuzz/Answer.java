package io.quicksell.launcher.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.common.testing.Contract;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * What was answered to a request.
 *
 * @param body empty for a stream, which has no end
 */
record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    String header(String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }

    String text() {
        return new String(body, UTF_8);
    }

    Contract.Response asChecked() {
        return new Contract.Response(status, HttpHeaders.of(headers, (name, value) -> true), text());
    }
}
