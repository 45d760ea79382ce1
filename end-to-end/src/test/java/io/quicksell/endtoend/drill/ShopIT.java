package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ten lines of {@code docs/shop.md} make a shop, where everybody has a name and nobody else gets in. */
class ShopIT {

    private static final String RUN = "./run.sh --conf conf/team.json ";
    private static final String PASSWORD = "correct horse battery";

    private ShopByThePage shop;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void theTenLinesMakeAShop(@TempDir Path folder, @TempDir Path elsewhere) throws Exception {
        assumeTrue(
                works("openssl x509 -help 2>&1 | grep -q copy_extensions && curl --version"),
                "there is no shell with OpenSSL 3 and curl");
        try (ShopByThePage started = new ShopByThePage(folder, elsewhere)) {
            shop = started;
            assertEquals(10, shop.linesLeft());
            theCertificatesAreMade(elsewhere);
            String ready = shop.start(RUN.strip());
            assertTrue(ready.matches("Ready: desk https://\\S+ .*\n"), ready);
            shop.nextWithPassword(RUN + "user add Olga", PASSWORD);
            shop.nextWithPassword(RUN + "user add Anna", PASSWORD);
            theProgramPlacesOrdersAndDoesNothingElse(elsewhere);
            theLeaverIsOut();
            shop.nextElsewhere("curl --cacert ca.crt");
            assertEquals(0, shop.linesLeft());
        }
    }

    private void theCertificatesAreMade(Path elsewhere) throws Exception {
        shop.next("mkdir");
        for (String made : new String[] {"ca.crt", "desk.csr", "desk.crt"}) {
            shop.next("openssl");
            assertTrue(Files.size(shop.file("data/tls/" + made)) > 0, made);
        }
        Files.copy(shop.file("data/tls/ca.crt"), elsewhere.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void theProgramPlacesOrdersAndDoesNothingElse(Path elsewhere) throws Exception {
        String goods = bearer(shop.key("goods", "products:write"));
        String tea = "-H 'Content-Type: application/json' -d '{\"name\":\"Tea\",\"price\":\"1.00\",\"quantity\":9}'";
        assertEquals(201, shop.statusElsewhere("8000", "/products", goods, tea));
        String id =
                Files.readString(elsewhere.resolve("answer.json")).replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1");

        String token = ShopByThePage.tokenIn(shop.next(RUN + "key add \"web shop\""));
        assertEquals(201, shop.orderOfAProgram(token, id));
        assertEquals(403, shop.statusElsewhere("8001", "/orders", bearer(token)));
        assertEquals(403, shop.statusElsewhere("8000", "/products", bearer(token)));
        assertEquals(403, shop.statusElsewhere("8000", "/products", bearer(token), tea));
        assertEquals(403, shop.statusElsewhere("8002", "/users", bearer(token)));
        assertEquals(401, shop.statusElsewhere("8001", "/orders"));
    }

    private void theLeaverIsOut() throws Exception {
        assertEquals(200, logInOfAnna());
        String orders = "/api/payment/orders";
        assertEquals(200, shop.statusElsewhere("3000", orders, "-b anna"));
        shop.next(RUN + "user disable Anna");
        assertEquals(401, shop.statusElsewhere("3000", orders, "-b anna"));
        assertEquals(401, logInOfAnna());
    }

    private int logInOfAnna() throws Exception {
        String body = "-d '{\"name\":\"Anna\",\"password\":\"%s\"}'".formatted(PASSWORD);
        return shop.statusElsewhere(
                "3000",
                "/api/access/session",
                "-c anna -H 'Origin: https://desk.lan:3000' -H 'Content-Type: application/json'",
                body);
    }

    private static String bearer(String token) {
        return "-H 'Authorization: Bearer %s'".formatted(token);
    }

    private static boolean works(String line) throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", line)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
