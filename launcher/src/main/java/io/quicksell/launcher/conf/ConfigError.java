package io.quicksell.launcher.conf;

/** What is wrong with the configuration: a line for each mistake that names the place and the way out. */
public final class ConfigError extends RuntimeException {

    ConfigError(String lines) {
        super(lines, null, false, false);
    }
}
