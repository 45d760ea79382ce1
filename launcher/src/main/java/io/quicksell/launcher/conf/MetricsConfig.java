package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;

/**
 * Where a process shows what it has measured; every key is described in README.md.
 *
 * @param host the address to bind to
 * @param port 0 means that nothing is measured
 */
public record MetricsConfig(String host, int port) {

    public MetricsConfig {
        Check.range("port", port, 0, 65_535);
    }

    /** Whether anything is measured. */
    public boolean isOn() {
        return port != 0;
    }
}
