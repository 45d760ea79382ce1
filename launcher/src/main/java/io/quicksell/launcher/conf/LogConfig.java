package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;
import java.util.List;

/**
 * How the log is written; every key is described in README.md.
 *
 * @param level of our own classes
 * @param format {@code text}, or {@code json} for one object in each line
 */
public record LogConfig(String level, String format) {

    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    public LogConfig {
        Check.that(LEVELS.contains(level), "level must be one of " + String.join(", ", LEVELS));
        Check.that(List.of("text", "json").contains(format), "format must be text or json");
    }

    public boolean isJson() {
        return format.equals("json");
    }
}
