package io.quicksell.launcher;

import io.quicksell.access.AccessCommand;
import io.quicksell.launcher.backup.BackupCommandLine;
import io.quicksell.launcher.backup.BackupFailure;
import io.quicksell.launcher.backup.ProgramVersion;
import io.quicksell.launcher.conf.ConfigError;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                   ./run.sh [--conf FILE] user [--help | ...]
                   ./run.sh [--conf FILE] key [--help | ...]
                   ./run.sh [--conf FILE] access off
                   ./run.sh [--conf FILE] backup [--help | DIR | ...]
                   ./run.sh [--conf FILE] restore BACKUP
                   ./run.sh bench [--help | ...]

              start         run what the conf file names (the default); Ctrl-C stops it
              status        report what runs on the conf's data folder; exit code 0 if something does, 3 if not
              stop          stop it, and wait until it has stopped
              user, key     users, and keys of programs, of the system that runs
              access off    let processes with access.mode off use these data again
              backup        write a backup of all data into DIR, and prove it; list and prove backups
              restore       put a backup into the data folder, or into an empty external Redis
              bench         build and measure what this machine does with it, on a system and data of its own

              --conf FILE   the conf file to use (default: conf/quicksell.json)
              --version     print the version
              --help        print this

            Environment, also in a file .env beside the conf file:
              REDIS_HOST, REDIS_PORT, REDIS_PASSWORD   a Redis of your own instead of the embedded one
              REDIS_SENTINELS, REDIS_SENTINEL_PASSWORD the sentinels that say where the Redis is (host:port, ...)
              INVENTORY_SERVICE_URL                    where payment reaches inventory, instead of over the event bus
              PAYMENT_SERVICE_URL                      where inventory reaches payment, instead of over the event bus
              QUICKSELL_SERVICE_KEY                    serviceKey, which inventory, payment and desk show each other
              REDIS_PASSWORD_FILE, REDIS_SENTINEL_PASSWORD_FILE, QUICKSELL_SERVICE_KEY_FILE
                                                       files that hold these three, instead
              QUICKSELL_JAVA_OPTS                      options for the JVM, for example -Xmx1g (default: -Xmx256m)
            """;

    private Main() {}

    public static void main(String[] arguments) {
        refuseRenegotiation();
        int code = run(List.of(arguments));
        if (code != OK) {
            System.exit(code);
        }
    }

    /** Within a connection of TLS 1.2 nothing counts handshakes. Java looks at this once, before its first connection of TLS. */
    private static void refuseRenegotiation() {
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
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
                    System.out.println("quicksell " + ProgramVersion.NOW);
                    return OK;
                }
                case "--conf" -> {
                    if (++i == arguments.size()) {
                        return wrongUse("--conf needs a file");
                    }
                    conf = arguments.get(i);
                }
                case "start", "status", "stop" -> command = argument;
                case "user", "key", "access" -> {
                    return manageAccess(arguments.subList(i, arguments.size()), conf);
                }
                case "backup", "restore" -> {
                    return backUp(arguments.subList(i, arguments.size()), conf);
                }
                default -> {
                    return wrongUse(argument + " is unknown");
                }
            }
        }
        return run(command, conf);
    }

    private static int manageAccess(List<String> words, String conf) {
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(AccessCommand.HELP);
            return OK;
        }
        AccessCommandLine command = new AccessCommandLine(words);
        if (!command.isComplete()) {
            return wrongUse("That is no command", "./run.sh " + words.get(0) + " --help");
        }
        try {
            Logging.ofErrorsOnly();
            command.run(read(conf), System.in, System.out);
            return OK;
        } catch (ConfigError | StartFailure e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private static int backUp(List<String> words, String givenConf) {
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(BackupCommandLine.HELP);
            return OK;
        }
        String help = "./run.sh " + words.get(0) + " --help";
        int option = words.indexOf("--conf");
        if (option == words.size() - 1) {
            return wrongUse("--conf needs a file", help);
        }
        List<String> others = new ArrayList<>(words);
        String conf = option < 0 ? givenConf : words.get(option + 1);
        if (option >= 0) {
            others.subList(option, option + 2).clear();
        }
        BackupCommandLine command = new BackupCommandLine(others);
        Optional<String> misuse = command.misuse();
        if (misuse.isPresent()) {
            return wrongUse(misuse.get(), help);
        }
        try {
            Logging.ofErrorsOnly();
            command.run(() -> read(conf), System.out::println);
            return OK;
        } catch (ConfigError | StartFailure | BackupFailure e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private static QuickSellConfig read(String conf) {
        return QuickSellConfig.read(Path.of(System.getProperty("quicksell.home", "")), conf, System.getenv());
    }

    private static int run(String command, String conf) {
        try {
            QuickSellConfig config = read(conf);
            return switch (command) {
                case "status" -> RunningSystem.of(config).status();
                case "stop" -> RunningSystem.of(config).stop();
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
        Logging.toFile(folder.file("log"), config.log());
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
        return Stream.of("desk", "inventory", "payment", "access")
                .filter(urls::containsKey)
                .map(service -> service + " " + urls.get(service))
                .collect(Collectors.joining(" "));
    }

    private static int wrongUse(String line) {
        return wrongUse(line, "./run.sh --help");
    }

    private static int wrongUse(String line, String help) {
        System.err.println(line + "; " + help + " lists what there is");
        return WRONG_USE;
    }
}
