package io.quicksell.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quicksell.access.AccessCommand;
import io.quicksell.access.AccessConsole;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.conf.RedisConfig;
import io.quicksell.launcher.redis.EmbeddedRedis;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import io.quicksell.redis.RedisEndpoint;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands {@code user} and {@code key}, which work on the Redis of the running system. */
final class AccessCommandLine {

    private static final String PASSWORD_STDIN = "--password-stdin";

    private final boolean fromStandardInput;
    private final Optional<AccessCommand> command;

    /**
     * @param words from {@code user} or {@code key} on
     */
    AccessCommandLine(List<String> words) {
        List<String> others = new ArrayList<>(words);
        this.fromStandardInput = others.remove(PASSWORD_STDIN);
        this.command = AccessCommand.parse(others);
    }

    /** Whether it is a command that there is. */
    boolean isComplete() {
        return command.isPresent();
    }

    /**
     * Carries it out.
     *
     * @param in gives the password where it does not come from the terminal
     * @param out takes what was done, lists, and the token of a new key
     * @throws StartFailure if nothing runs, or the command is refused; the line says why
     */
    void run(QuickSellConfig config, InputStream in, PrintStream out) {
        try {
            new AccessConsole(config.accessTerms(), redis(config), out)
                    .run(command.orElseThrow(), prompt -> password(prompt, in));
        } catch (AccessConsole.Refused e) {
            throw new StartFailure(e.getMessage());
        }
    }

    private static RedisEndpoint redis(QuickSellConfig config) {
        RedisConfig redis = config.redis();
        if (!redis.isEmbedded()) {
            return redis.endpoint();
        }
        Optional<RedisEndpoint> embedded =
                DataFolder.isInUse(config.data()) ? EmbeddedRedis.of(config.data()) : Optional.empty();
        return embedded.orElseThrow(() -> new StartFailure("Nothing runs on " + config.data()
                + ", so there is no database to change; start the system first with ./run.sh"));
    }

    private String password(String prompt, InputStream in) {
        if (fromStandardInput) {
            return firstLine(in);
        }
        Console console = System.console();
        if (console == null) {
            throw new StartFailure("There is no terminal to ask for the password; " + PASSWORD_STDIN
                    + " reads it from the standard input");
        }
        String typed = typed(console, prompt);
        if (!typed.equals(typed(console, "The same again: "))) {
            throw new StartFailure("These are two different passwords; nothing was changed");
        }
        return typed;
    }

    private static String typed(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? "" : new String(typed);
    }

    private static String firstLine(InputStream in) {
        try {
            String line = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
