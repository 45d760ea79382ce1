package io.quicksell.common.config;

/** What is wrong with the configuration, in one line that names the place and the way out. */
public final class ConfigError extends RuntimeException {

    public ConfigError(String line) {
        super(line, null, false, false);
    }
}
