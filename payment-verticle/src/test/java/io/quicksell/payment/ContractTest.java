package io.quicksell.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.common.http.ContractFile;
import io.quicksell.common.http.ProblemType;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.Contract;
import io.quicksell.testing.RealRedis;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract has what the service has, and no more. What it says of answers, every test over HTTP checks. */
class ContractTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final RunningPayment payment = new RunningPayment(redis);

    private final Contract contract = Contract.of("payment");

    @Test
    void everyRouteIsInTheContractAndEveryOperationIsARoute() {
        assertEquals(payment.routes(), contract.operations());
    }

    @Test
    void everyOperationSaysHowAnyHeadIsRefused() {
        assertEquals(List.of(), contract.withoutRefusalsOfAnyHead());
    }

    @Test
    void everyProblemThatItCanAnswerIsInTheContract() {
        assertEquals(
                EnumSet.complementOf(EnumSet.of(ProblemType.PRECONDITION_FAILED, ProblemType.RESERVATION_FINISHED)),
                contract.problemTypes());
    }

    @Test
    void itAndAPageToTryItAreServed() {
        assertEquals(
                Json.text(ContractFile.read("payment")),
                payment.user().get("/openapi.json").text());
        Matcher files = Pattern.compile("(?:src|href)=\"(docs/[^\"]+)")
                .matcher(payment.user().get("/docs").text());
        for (int i = 0; i < 3; i++) {
            assertTrue(files.find());
            assertEquals(200, payment.user().get("/" + files.group(1)).status(), files::group);
        }
        assertEquals(404, payment.user().get("/docs/index.html").status());
        assertEquals("../docs", payment.user().get("/docs/").header("Location"));
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        assertEquals(List.of(), contract.wrongExamples());
    }
}
