package io.quicksell.endtoend.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Redis did since it began, by command, as {@code INFO commandstats} tells it. The time of a script has that of the commands in
 * it.
 *
 * @param byCommand in lower case
 */
record CommandStats(Map<String, Stat> byCommand) {

    record Stat(long calls, long micros) {

        static final Stat NONE = new Stat(0, 0);

        Stat plus(Stat other) {
            return new Stat(calls + other.calls, micros + other.micros);
        }

        Stat minus(Stat earlier) {
            return new Stat(calls - earlier.calls, micros - earlier.micros);
        }
    }

    private static final Pattern LINE = Pattern.compile("(?m)^cmdstat_([^:]+):calls=(\\d+),usec=(\\d+)[,\\s]");

    /**
     * @throws IllegalArgumentException if it has no commands at all
     */
    static CommandStats of(String info) {
        Map<String, Stat> stats = new HashMap<>();
        Matcher line = LINE.matcher(info);
        while (line.find()) {
            stats.put(line.group(1), new Stat(Long.parseLong(line.group(2)), Long.parseLong(line.group(3))));
        }
        if (stats.isEmpty()) {
            throw new IllegalArgumentException("no commands in: " + info);
        }
        return new CommandStats(stats);
    }

    CommandStats since(CommandStats earlier) {
        Map<String, Stat> since = new HashMap<>();
        byCommand.forEach((command, stat) -> since.put(command, stat.minus(earlier.of(command, Stat.NONE))));
        return new CommandStats(since);
    }

    /** Of all scripts: those that Redis knew already, and those that were sent along. */
    Stat scripts() {
        return of("evalsha", Stat.NONE).plus(of("eval", Stat.NONE));
    }

    private Stat of(String command, Stat otherwise) {
        return byCommand.getOrDefault(command, otherwise);
    }
}
