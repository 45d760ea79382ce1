package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.testing.HttpUser;
import io.quicksell.common.testing.HttpUser.Response;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditOverHttpTest extends AccessTestBase {

    private HttpUser olga;

    @BeforeEach
    void someThingsHappen() {
        olga = access.user("Olga");
        List.of("b", "c").forEach(name -> staff.user(name, "clerk"));
    }

    @Test
    void itIsReadPageByPageNewestFirst() {
        List<String> things = new ArrayList<>();
        Optional<String> next = Optional.of("/audit?limit=2");
        while (next.isPresent()) {
            Response page = olga.get(next.get());
            page.json().forEach(act -> things.add(act.get("thing").textValue()));
            next = page.next();
        }

        assertEquals(List.of("c", "b", "Olga", "Olga", "Anna"), things);
    }

    @Test
    void itIsExportedForSpreadsheets() {
        redis.call(
                Command.XADD,
                "access:audit",
                "*",
                "who",
                "=1+1",
                "what",
                "a \"b\", c",
                "thing",
                "",
                "status",
                "done",
                "detail",
                "",
                "from",
                "",
                "request",
                "r");
        Response table = olga.get("/audit?format=csv");

        assertEquals("text/csv; charset=utf-8", table.header("Content-Type"));
        List<String> rows = table.text().lines().toList();
        assertEquals("at,who,what,thing,status,detail,from,request", rows.get(0));
        assertTrue(rows.get(1).endsWith(",'=1+1,\"a \"\"b\"\", c\",,done,,,r"), rows.get(1));
        assertEquals(7, rows.size());
        assertEquals(table.text(), olga.get("/audit", "Accept", "text/csv").text());
    }

    @Test
    void entriesPastTheirDaysGo() {
        redis.call(Command.DEL, "access:audit");
        for (int i = 1; i <= 300; i++) {
            redis.call(Command.XADD, "access:audit", i + "-1", "who", "long ago");
        }
        staff.user("d", "clerk");

        assertTrue(redis.call(Command.XLEN, "access:audit").toInteger() < 200);
        assertEquals(
                "add_user", olga.get("/audit?limit=1").json().get(0).get("what").textValue());
    }
}
