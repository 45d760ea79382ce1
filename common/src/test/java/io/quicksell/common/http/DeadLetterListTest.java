package io.quicksell.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Answer;
import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How dead letters are shown, and to whom. */
class DeadLetterListTest extends DeadLetterTestBase {

    @Test
    void aLetterShowsWhatCouldNotBeHandledAndWhy() {
        String id = letter(7);

        Answer answer = operator.get("/dead-letters");

        assertEquals(200, answer.status());
        assertEquals(1, answer.json().size());
        JsonNode letter = answer.json().get(0);
        assertEquals(
                List.of(id, "2023-11-14T22:13:20.007Z", "order_created", "1600000000007-0", "no such order"),
                Stream.of("id", "at", "stream", "entry_id", "error")
                        .map(member -> letter.get(member).textValue())
                        .toList());
        assertEquals("{\"order_id\":\"7\"}", letter.get("entry").toString());
        assertEquals(5, letter.get("tries").intValue());
    }

    @Test
    void whereThereAreNoneTheListIsEmpty() {
        Answer answer = operator.get("/dead-letters");

        assertEquals("[]", answer.text());
        assertNull(answer.header("Link"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 500})
    void thePagesTogetherAreAllLettersNewestFirst(int limit) {
        List<String> newestFirst = IntStream.rangeClosed(1, 7)
                .map(n -> 8 - n)
                .mapToObj(n -> idOf(n))
                .toList();
        IntStream.rangeClosed(1, 7).forEach(DeadLetterTestBase::letter);

        List<String> walked = new ArrayList<>();
        String next = "/dead-letters?limit=" + limit;
        while (next != null) {
            Answer page = operator.get(next);
            List<String> ids = page.json().findValuesAsText("id");
            assertEquals(Math.min(limit, newestFirst.size() - walked.size()), ids.size());
            walked.addAll(ids);
            next = nextOf(page);
        }

        assertEquals(newestFirst, walked);
    }

    @Test
    void aCursorGoesOnBehindALetterThatWasRemovedMeanwhile() {
        IntStream.rangeClosed(1, 3).forEach(DeadLetterTestBase::letter);
        String next = nextOf(operator.get("/dead-letters?limit=1"));

        operator.send("DELETE", "/dead-letters/" + idOf(3), null);

        assertEquals(List.of(idOf(2)), operator.get(next).json().findValuesAsText("id"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,422",
        "limit=501,422",
        "limit=x,422",
        "page=2,422",
        "cursor=x,400",
        "cursor=1,400",
        "cursor=%2B,400",
        "cursor=0-0,400"
    })
    void aListThatIsAskedForWronglyIsRefused(String query, int status) {
        assertEquals(status, operator.get("/dead-letters?" + query).status());
    }

    @Test
    void headTellsOfTheListWithoutIt() {
        letter(1);
        String length = operator.get("/dead-letters").header("Content-Length");

        Answer answer = operator.send("HEAD", "/dead-letters", null);

        assertEquals(200, answer.status());
        assertEquals(length, answer.header("Content-Length"));
        assertEquals("", answer.text());
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/dead-letters,'HEAD, GET'",
        "GET,/dead-letters/1-0,DELETE",
        "GET,/dead-letters/1-0/retry,POST",
        "DELETE,/dead-letters/1-0/retry,POST"
    })
    void anotherMethodIs405AndSaysWhichThereAre(String method, String path, String allowed) {
        Answer answer = operator.send(method, path, null);

        assertEquals(405, answer.status());
        assertEquals(allowed, answer.header("Allow"));
    }

    /** Over every address of this machine; a request to one that is not loopback comes from it. */
    @ParameterizedTest
    @MethodSource("ownAddresses")
    void onlyRequestsFromLoopbackAreTaken(String address) {
        String id = letter(1);
        HttpUser user = new HttpUser(address, port);
        boolean loopback = address.startsWith("127.");

        Stream.of(
                        user.get("/dead-letters"),
                        user.post("/dead-letters/" + UNKNOWN + "/retry", null),
                        user.send("DELETE", "/dead-letters/" + UNKNOWN, null))
                .forEach(answer -> assertEquals(!loopback, answer.status() == 403, address + ": " + answer.text()));
        assertEquals(List.of(id), idsInRedis());
    }

    static List<String> ownAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "127.1.2.3,true",
        "::1,true",
        "::ffff:127.0.0.1,true",
        "192.0.2.7,false",
        "10.0.0.1,false",
        "0.0.0.0,false",
        "2001:db8::1,false",
        "::ffff:192.0.2.7,false"
    })
    void loopbackIsTheSameMachine(String address, boolean local) {
        assertEquals(local, DeadLetterRoutes.isLocal(SocketAddress.inetSocketAddress(40_000, address)));
    }

    /** The address in {@code Link}, or {@code null} on the last page. */
    private static String nextOf(Answer page) {
        String link = page.header("Link");
        if (link == null) {
            return null;
        }
        assertEquals(">; rel=\"next\"", link.substring(link.indexOf('>')));
        return link.substring(1, link.indexOf('>'));
    }
}
