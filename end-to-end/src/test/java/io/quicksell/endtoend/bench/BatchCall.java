package io.quicksell.endtoend.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The call of a script for one order, taken apart as {@code batch.lua} does it: so it can be sent again for many others.
 *
 * @param script its SHA-1
 * @param keysForAll those that every call has, before the keys of orders
 * @param keys of the order
 * @param arguments of the order
 * @param argumentsForAll those that every call has, after the arguments of orders
 */
record BatchCall(
        String script,
        List<String> keysForAll,
        List<String> keys,
        List<String> arguments,
        List<String> argumentsForAll) {

    /** EVALSHA, script, number of keys. */
    private static final int BEFORE_KEYS = 3;

    /** Number of orders, and of the first one's keys and arguments. */
    private static final int BEFORE_ARGUMENTS = 3;

    /** Empty if it is not for one order, or of a script without that convention. */
    static Optional<BatchCall> of(SentCommand evalsha) {
        List<String> words = evalsha.words();
        try {
            int end = BEFORE_KEYS + Integer.parseInt(words.get(2));
            List<String> rest = words.subList(end + BEFORE_ARGUMENTS, words.size());
            if (!words.get(end).equals("1")) {
                return Optional.empty();
            }
            int keys = Integer.parseInt(words.get(end + 1));
            int arguments = Integer.parseInt(words.get(end + 2));
            return Optional.of(new BatchCall(
                    words.get(1),
                    words.subList(BEFORE_KEYS, end - keys),
                    words.subList(end - keys, end),
                    rest.subList(0, arguments),
                    rest.subList(arguments, rest.size())));
        } catch (IndexOutOfBoundsException | IllegalArgumentException anotherConvention) {
            return Optional.empty();
        }
    }

    /**
     * The command that sends it for many orders at once.
     *
     * @param inPlace says, for each of them, what stands in place of a key or an argument of this one
     */
    List<String> forMany(List<UnaryOperator<String>> inPlace) {
        List<String> command = new ArrayList<>(List.of("EVALSHA", script));
        command.add(String.valueOf(keysForAll.size() + keys.size() * inPlace.size()));
        command.addAll(keysForAll);
        inPlace.forEach(of -> keys.forEach(key -> command.add(of.apply(key))));
        command.add(String.valueOf(inPlace.size()));
        for (UnaryOperator<String> of : inPlace) {
            command.add(String.valueOf(keys.size()));
            command.add(String.valueOf(arguments.size()));
            arguments.forEach(argument -> command.add(of.apply(argument)));
        }
        command.addAll(argumentsForAll);
        return command;
    }
}
