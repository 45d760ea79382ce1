package io.quicksell.launcher;

import io.quicksell.launcher.conf.ConfigError;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The command line: runs what a conf file names, reports what runs, or stops it. */
public final class Main {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final String DEFAULT_CONF = "conf/quicksell.json";
    private static final String HELP = """
            Quick Sell Wholesaler: an order desk that never oversells.

            Usage: ./run.sh [--conf FILE] [start | status | stop]
                   ./run.sh bench [--help | ...]

              start         run what the conf file names (the default); Ctrl-C stops it
              status        report what runs on the conf's data folder; exit code 0 if something does, 3 if not
              stop          stop it, and wait until it has stopped
              bench         build and measure what this machine does with it, on a system and data of its own

              --conf FILE   the conf file to use (default: conf/quicksell.json)
              --version     print the version
              --help        print this

            Environment, also in a file .env beside the conf file:
              REDIS_HOST, REDIS_PORT, REDIS_PASSWORD   a Redis of your own instead of the embedded one
              INVENTORY_SERVICE_URL                    where payment reaches inventory, instead of over the event bus
              PAYMENT_SERVICE_URL                      where inventory reaches payment, instead of over the event bus
              QUICKSELL_JAVA_OPTS                      options for the JVM, for example -Xmx1g (default: -Xmx256m)
            """;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(List.of(arguments));
        if (code != OK) {
            System.exit(code);
        }
    }

    private static int run(List<String> arguments) {
        String conf = DEFAULT_CONF;
        String command = "start";
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--help", "-h" -> {
                    System.out.print(HELP);
                    return OK;
                }
                case "--version" -> {
                    System.out.println("quicksell " + version());
                    return OK;
                }
                case "--conf" -> {
                    if (++i == arguments.size()) {
                        return wrongUse("--conf needs a file");
                    }
                    conf = arguments.get(i);
                }
                case "start", "status", "stop" -> command = argument;
                default -> {
                    return wrongUse(argument + " is unknown");
                }
            }
        }
        return run(command, conf);
    }

    private static int run(String command, String conf) {
        try {
            Path home = Path.of(System.getProperty("quicksell.home", ""));
            QuickSellConfig config = QuickSellConfig.read(home, conf, System.getenv());
            return switch (command) {
                case "status" -> RunningSystem.on(config.data()).status();
                case "stop" -> RunningSystem.on(config.data()).stop();
                default -> start(config);
            };
        } catch (ConfigError | StartFailure e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private static int start(QuickSellConfig config) {
        DataFolder folder = DataFolder.open(config.data());
        Logging.takeOver();
        Logging.toFile(folder.file("log"), config.logLevel());
        QuickSell system = new QuickSell(config, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(system::stop, "stop"));
        try {
            Map<String, String> urls = system.start();
            system.awaitFitness(System.err::println);
            if (system.isStopping()) {
                return FAILED;
            }
            System.out.println("Ready: " + listed(urls));
            return OK;
        } catch (StartFailure e) {
            LoggerFactory.getLogger(Main.class).debug("Not started", e);
            if (system.isStopping()) {
                return FAILED;
            }
            throw e;
        }
    }

    private static String listed(Map<String, String> urls) {
        return Stream.of("desk", "inventory", "payment")
                .filter(urls::containsKey)
                .map(service -> service + " " + urls.get(service))
                .collect(Collectors.joining(" "));
    }

    private static int wrongUse(String line) {
        System.err.println(line + "; ./run.sh --help lists what there is");
        return WRONG_USE;
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not from the jar)" : version;
    }
}
