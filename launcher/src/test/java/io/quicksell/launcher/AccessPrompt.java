package io.quicksell.launcher;

import io.quicksell.access.AccessCommand;
import io.quicksell.access.AccessConsole;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.testing.RealRedis;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** Somebody at the prompt of the machine of a shop. */
final class AccessPrompt {

    /** What is typed in wherever a password is asked for. */
    static final String PASSWORD = "correct horse battery";

    private AccessPrompt() {}

    /** Carries out a command, like {@code user add Anna --role manager}. */
    static void enter(String line, QuickSellConfig config, RealRedis redis) {
        AccessCommand command = AccessCommand.parse(List.of(line.split(" "))).orElseThrow();
        new AccessConsole(config.accessTerms(), redis.endpoint(), new PrintStream(OutputStream.nullOutputStream()))
                .run(command, asked -> PASSWORD);
    }
}
