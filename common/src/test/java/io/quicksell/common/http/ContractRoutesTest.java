package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quicksell.common.json.Json;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract and its page over HTTP. */
@ExtendWith(VertxExtension.class)
class ContractRoutesTest {

    private HttpUser user;

    @BeforeEach
    void serve(Vertx vertx) {
        HttpEdge edge = new HttpEdge(vertx);
        new ContractRoutes(vertx, "test_contract").mount(edge);
        user = new HttpUser(edge.listen("127.0.0.1", 0).await());
    }

    @Test
    void theWholeContractIsServed() {
        Response contract = user.get("/openapi.json");

        assertEquals(Json.text(ContractFile.read("test_contract")), contract.text());
        assertEquals("application/json", contract.header("Content-Type"));
        assertEquals("no-cache", contract.header("Cache-Control"));
    }

    @ParameterizedTest
    @CsvSource({"page.js, gzip, gzip", "swagger-ui.css, gzip;q=1, gzip", "page.js, gzip;q=0,"})
    void theFilesOfThePageAreCompressedIfTheClientAcceptsIt(String file, String accepted, String encoding) {
        Response response = user.get("/docs/" + file, "Accept-Encoding", accepted);

        assertEquals(200, response.status(), response::text);
        assertEquals(encoding, response.header("Content-Encoding"));
        assertEquals("Accept-Encoding", response.header("Vary"));
        assertEquals("no-cache", response.header("Cache-Control"));
    }

    @ParameterizedTest
    @CsvSource({"page.html", "pom.properties", "swagger-ui-bundle.js.LICENSE.txt"})
    void nothingElseOfTheFoldersIsServed(String file) {
        assertEquals(404, user.get("/docs/" + file).status());
    }
}
