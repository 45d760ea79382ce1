package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;
import io.quicksell.common.peer.ServiceUrls;

/**
 * Where traces go; every key is described in README.md.
 *
 * @param url of a collector that takes OTLP over HTTP; empty means that nothing is traced
 * @param ratio of traces that are recorded, from 0 to 1
 */
public record TracesConfig(String url, double ratio) {

    private static final String PATH = "/v1/traces";

    public TracesConfig {
        Check.that(url.isEmpty() || ServiceUrls.isUrl(url), "url must be like http://localhost:4318");
        Check.that(ratio >= 0 && ratio <= 1, "ratio must be from 0 to 1");
    }

    public boolean isOn() {
        return !url.isEmpty();
    }

    /** Where spans are sent to: below the collector's own address there is one path for them. */
    public String endpoint() {
        return url.endsWith(PATH) ? url : url.replaceFirst("/$", "") + PATH;
    }
}
