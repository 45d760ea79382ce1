package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser.Response;
import io.quicksell.testing.RealRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Payment and its orders, as a client lists them; no payment ends before the test says so. */
abstract class OrderListTestBase {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Pattern NEXT = Pattern.compile("<(/orders\\?[^>]+)>; rel=\"next\"");

    @RegisterExtension
    final StoredOrders orders = new StoredOrders(redis);

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    @BeforeEach
    void paymentsTakeTheirTime() {
        payment.gateway().holdBack();
    }

    Response get(String path) {
        Response answer = payment.user().get(path);
        assertEquals(200, answer.status(), answer::text);
        return answer;
    }

    /** The ids on all pages from one on. */
    List<String> walk(String path) {
        List<String> seen = new ArrayList<>();
        for (String page = path; page != null; ) {
            Response answer = get(page);
            seen.addAll(ids(answer));
            page = next(answer);
        }
        return seen;
    }

    /** The address of the next page, or {@code null} on the last. */
    static String next(Response answer) {
        String link = answer.header("Link");
        if (link == null) {
            return null;
        }
        Matcher next = NEXT.matcher(link);
        assertTrue(next.matches(), link);
        return next.group(1);
    }

    static List<String> ids(Response answer) {
        assertEquals(200, answer.status(), answer::text);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .map(order -> order.get("id").textValue())
                .toList();
    }
}
