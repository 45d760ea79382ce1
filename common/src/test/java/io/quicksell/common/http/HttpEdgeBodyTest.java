package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies are accepted, by type and by size. */
class HttpEdgeBodyTest extends HttpEdgeTestBase {

    private static final int MAX = RequestBodies.MAX_BODY_BYTES;
    private static final int TWO_MEBIBYTES = 2 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"})
    void aBodyOfJsonIsAccepted(String contentType) {
        assertEquals(201, edge.post("/things", contentType, "{}").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "json", ""})
    void aBodyOfAnotherTypeIs415(String contentType) {
        assertProblem(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as Content-Type: application/json, not " + contentType + ".",
                edge.post("/things", contentType, "{}"));
    }

    @Test
    void aBodyWithoutATypeIs415AndNoBodyNeedsNone() {
        assertProblem(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as Content-Type: application/json.",
                edge.send(edge.to("/things").POST(BodyPublishers.ofString("{}"))));
        assertEquals(
                201, edge.send(edge.to("/things").POST(BodyPublishers.noBody())).statusCode());
    }

    static Stream<Arguments> bodies() {
        return Stream.of(MAX, MAX + 1, TWO_MEBIBYTES)
                .flatMap(length -> Stream.of(
                        Arguments.of(length, BodyPublishers.ofByteArray(new byte[length])),
                        Arguments.of(
                                length, BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[length])))));
    }

    /** With a length that is known beforehand, and chunked without one. */
    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyOf64KibibytesIsAcceptedAndOneByteMoreIs413(int length, BodyPublisher body) {
        HttpResponse<String> response = edge.send(
                edge.to("/things").header("Content-Type", "application/json").POST(body));

        if (length <= MAX) {
            assertEquals("{\"length\":" + length + "}", response.body());
        } else {
            assertProblem(
                    ProblemType.CONTENT_TOO_LARGE, "The body is larger than 64 KiB; send less at once.", response);
        }
    }
}
