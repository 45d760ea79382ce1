package io.quicksell.web;

import io.quicksell.common.config.ServiceUrls;
import java.util.List;

/**
 * How the desk is served; every key is described in README.md.
 *
 * @param port 0 means a free one
 * @param inventoryUrls where inventory answers; empty means the one in this process
 * @param paymentUrls where payment answers; empty means the one in this process
 */
public record WebConfig(int port, List<String> inventoryUrls, List<String> paymentUrls) {

    public WebConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 0 to 65535");
        }
        ServiceUrls.check("inventoryUrls", inventoryUrls);
        ServiceUrls.check("paymentUrls", paymentUrls);
    }
}
