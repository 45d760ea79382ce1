package io.quicksell.web;

import io.quicksell.common.domain.Check;
import io.quicksell.common.peer.ServiceUrls;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/**
 * How the desk is served; README.md describes every key.
 *
 * @param port 0 means a free one
 * @param inventoryUrls where inventory listens; empty means the one in this process
 * @param paymentUrls where payment listens; empty means the one in this process
 * @param accessUrls where access listens; empty means the one in this process
 * @param language the language of the desk, {@code en} or {@code de}; empty means that of each browser
 * @param currency the currency of the amounts that the desk shows, a code of ISO 4217 with two decimals
 */
public record WebConfig(
        int port,
        List<String> inventoryUrls,
        List<String> paymentUrls,
        List<String> accessUrls,
        String language,
        String currency) {

    private static final int DECIMALS = 2;

    private static final Set<String> LANGUAGES = Set.of("", "en", "de");

    public WebConfig {
        Check.portOrFree("port", port);
        ServiceUrls.check("inventoryUrls", inventoryUrls);
        ServiceUrls.check("paymentUrls", paymentUrls);
        ServiceUrls.check("accessUrls", accessUrls);
        Check.that(LANGUAGES.contains(language), "language must be en or de, or empty for that of each browser");
        Check.that(isCurrency(currency), "currency must be a code of ISO 4217, like EUR");
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        Check.that(
                decimals == DECIMALS,
                "currency must have two decimals, as every price and total here has; " + currency + " has "
                        + (decimals > 0 ? decimals : "none"));
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code));
    }
}
