package io.quicksell.launcher.conf;

/** What is wrong with the configuration, in one line that names the place and the way out. */
public final class ConfigError extends RuntimeException {

    ConfigError(String line) {
        super(line, null, false, false);
    }
}
