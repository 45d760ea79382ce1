package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.access.Scope;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where something may be changed: by a page of the same origin, and by a program, which names none. */
class OriginTest {

    private static final AtomicInteger CHANGES = new AtomicInteger();
    private static final String JSON = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    @RegisterExtension
    static final RunningEdge edge = new RunningEdge(routes -> routes.at("/things")
            .get(Scope.PUBLIC, request -> Future.succeededFuture(Reply.noContent()))
            .post(Scope.PUBLIC, request -> change())
            .put(Scope.PUBLIC, request -> change())
            .delete(Scope.PUBLIC, request -> change())
            .end());

    private static Future<Reply> change() {
        CHANGES.incrementAndGet();
        return Future.succeededFuture(Reply.noContent());
    }

    @BeforeEach
    void nothingIsChangedYet() {
        CHANGES.set(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sec-Fetch-Site: same-origin\r\n",
                "Sec-Fetch-Site: none\r\n",
                "Origin: http://localhost:8000\r\n",
                "Origin: https://localhost:8000\r\n",
                "Origin: HTTP://LocalHost:8000\r\n",
                "Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost:8000\r\n"
            })
    void ofTheSameOriginOrOfAProgram(String headers) {
        for (String method : new String[] {"POST", "PUT", "DELETE"}) {
            assertTrue(send(method, headers, "\r\n").startsWith("HTTP/1.1 204 "));
            assertTrue(send(method, headers, JSON).startsWith("HTTP/1.1 204 "));
        }
        assertEquals(6, CHANGES.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site\r\n",
                "Sec-Fetch-Site: same-site\r\n",
                "Sec-Fetch-Site: SAME-ORIGIN\r\n",
                "Sec-Fetch-Site: nonsense\r\n",
                "Sec-Fetch-Site:\r\n",
                "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
                "Sec-Fetch-Site: same-origin, cross-site\r\n",
                "Origin: https://evil.example\r\n",
                "Origin: null\r\n",
                "Origin:\r\n",
                "Origin: http://localhost:3000\r\n",
                "Origin: http://localhost\r\n",
                "Origin: http://127.0.0.1:8000\r\n",
                "Origin: http://localhost:8000.evil.example\r\n",
                "Origin: http://evil.example/http://localhost:8000\r\n",
                "Origin: http://localhost:8000@evil.example\r\n",
                "Origin: http://localhost:8000/\r\n",
                "Origin: ftp://localhost:8000\r\n",
                "Origin: http://localhost:8000\r\nOrigin: https://evil.example\r\n",
                "Origin: http://localhost:8000 https://evil.example\r\n",
                "Origin: https://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
                "Origin: http://localhost:8000\r\nSec-Fetch-Site: cross-site\r\n",
                "Origin: null\r\nSec-Fetch-Site: same-origin\r\n"
            })
    void anythingElseIs403AndChangesNothing(String headers) {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            for (String rest : new String[] {"\r\n", "Content-Length: 0\r\n\r\n", JSON}) {
                String answer = send(method, headers, rest);
                assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
                assertTrue(answer.contains("{\"type\":\"" + ProblemType.FORBIDDEN.uri() + "\""), answer);
            }
        }
        assertEquals(0, CHANGES.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void readingIsTheBrowsersBusiness(String method) {
        assertTrue(send(method, "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n", "\r\n")
                .startsWith("HTTP/1.1 204 "));
    }

    private static String send(String method, String headers, String rest) {
        return edge.exchange(
                method + " /things HTTP/1.1\r\nHost: localhost:8000\r\nConnection: close\r\n" + headers + rest);
    }
}
