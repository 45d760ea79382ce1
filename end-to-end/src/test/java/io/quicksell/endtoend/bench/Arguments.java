package io.quicksell.endtoend.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the benchmark was asked for.
 *
 * @param help whether it should only say how it is used
 * @param pace how much time it should take
 * @param orders how many orders there are where searching and starting is measured
 * @param against the jar of another build
 * @param json where to write the results; the page goes beside it
 * @param compare the results of an earlier run
 */
record Arguments(
        boolean help, Pace pace, long orders, Optional<Path> against, Optional<Path> json, Optional<Path> compare) {

    /** What was asked for does not exist; the message is one line. */
    static final class WrongUse extends Exception {
        private WrongUse(String line) {
            super(line + "; ./run.sh bench --help lists what there is");
        }
    }

    static final long FEW_ORDERS = 10_000;
    static final long MANY_ORDERS = 100_000;
    static final String HELP = """
            Measures what Quick Sell does on this machine, on fresh data folders that are removed afterwards.

            Orders are placed with access off and, in turn with that, with access required.

            Usage: ./run.sh bench [--quick] [--orders N] [--against JAR] [--json FILE] [--compare FILE]

              --quick         two minutes, without hot products, long orders and separate processes (else about 10 minutes)
              --orders N      search, build the index and start with N orders, 1,000 to 10,000,000 (default: 100,000, with --quick 10,000)
              --against JAR   also measure the jar of another build, taking turns with this one
              --json FILE     where the results go (default: end-to-end/target/bench/<time>.json); a page with plots goes beside it
              --compare FILE  say what moved beyond noise since the run whose results FILE has
              --help          print this

            Nothing else should run meanwhile. docs/performance.md says what each figure means.
            """;

    private static final String JSON_ENDING = ".json";
    private static final Pattern ORDERS = Pattern.compile("[1-9]\\d{3,6}|10000000");

    static Arguments of(List<String> words) throws WrongUse {
        Set<String> flags = new HashSet<>();
        Map<String, String> values = new HashMap<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--help", "-h" -> flags.add("--help");
                case "--quick" -> flags.add(word);
                case "--orders" -> values.put(word, valueOf(word, rest, "a number"));
                case "--against", "--json", "--compare" -> values.put(word, valueOf(word, rest, "a file"));
                default -> throw new WrongUse(word + " is unknown");
            }
        }
        boolean quick = flags.contains("--quick");
        return new Arguments(
                flags.contains("--help"),
                quick ? Pace.QUICK : Pace.FULL,
                orders(values.getOrDefault("--orders", String.valueOf(quick ? FEW_ORDERS : MANY_ORDERS))),
                existing(values.get("--against")),
                json(values.get("--json")),
                existing(values.get("--compare")));
    }

    private static String valueOf(String option, Iterator<String> rest, String what) throws WrongUse {
        if (!rest.hasNext()) {
            throw new WrongUse(option + " needs " + what);
        }
        return rest.next();
    }

    private static long orders(String number) throws WrongUse {
        if (!ORDERS.matcher(number).matches()) {
            throw new WrongUse("--orders needs a number from 1000 to 10000000");
        }
        return Long.parseLong(number);
    }

    private static Optional<Path> existing(String file) throws WrongUse {
        if (file != null && !Files.isRegularFile(Path.of(file))) {
            throw new WrongUse("there is no file " + file);
        }
        return Optional.ofNullable(file).map(Path::of);
    }

    private static Optional<Path> json(String file) throws WrongUse {
        if (file != null && !file.endsWith(JSON_ENDING)) {
            throw new WrongUse("--json needs a file whose name ends in " + JSON_ENDING);
        }
        return Optional.ofNullable(file).map(Path::of);
    }
}
