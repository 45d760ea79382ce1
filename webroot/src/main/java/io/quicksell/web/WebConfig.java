package io.quicksell.web;

import io.quicksell.common.peer.ServiceUrls;
import java.util.Currency;
import java.util.List;

/**
 * How the desk is served; every key is described in README.md.
 *
 * @param port 0 means a free one
 * @param inventoryUrls where inventory answers; empty means the one in this process
 * @param paymentUrls where payment answers; empty means the one in this process
 * @param currency what the desk shows amounts in, a code of ISO 4217
 */
public record WebConfig(int port, List<String> inventoryUrls, List<String> paymentUrls, String currency) {

    public WebConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 0 to 65535");
        }
        ServiceUrls.check("inventoryUrls", inventoryUrls);
        ServiceUrls.check("paymentUrls", paymentUrls);
        if (!isCurrency(currency)) {
            throw new IllegalArgumentException("currency must be a code of ISO 4217, like EUR");
        }
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code));
    }
}
