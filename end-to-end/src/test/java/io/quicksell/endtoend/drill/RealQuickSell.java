package io.quicksell.endtoend.drill;

import io.quicksell.endtoend.driver.Books;
import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Door;
import io.quicksell.endtoend.driver.QuickSellProcess;
import io.quicksell.endtoend.driver.Shop;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The running system for all tests of a class. Register it in a static field. After each test the ledgers have to make what is in
 * stock; where a test fails the end of the log is printed, and does not hide in the summary which tests failed.
 */
final class RealQuickSell
        implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, TestExecutionExceptionHandler {

    private final String payment;
    private QuickSellProcess process;

    /** As it is shipped, but for ports and data folder. */
    RealQuickSell() {
        this("");
    }

    /**
     * @param payment members of the conf's payment section, as JSON
     */
    RealQuickSell(String payment) {
        this.payment = payment;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        process = new QuickSellProcess(BuiltJar.ofThisBuild(), List.of(), payment);
        process.start();
    }

    /** One that a test has stopped has nobody to ask. */
    @Override
    public void afterEach(ExtensionContext context) {
        if (process.redis().isPresent()) {
            Books.checkLedgers(process);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        process.close();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Drill.print(process.logTail());
        throw failure;
    }

    QuickSellProcess process() {
        return process;
    }

    Shop shop(Door door) {
        return door.into(process);
    }

    Shop shop() {
        return shop(Door.EACH_SERVICE);
    }
}
