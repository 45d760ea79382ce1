package io.quicksell.endtoend.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.endtoend.driver.BuiltJar;
import io.quicksell.endtoend.driver.Ports;
import io.quicksell.endtoend.driver.Processes;
import io.quicksell.endtoend.driver.Programs;
import io.quicksell.endtoend.driver.RedisRecord;
import io.quicksell.endtoend.driver.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of {@code docs/shop.md}, run by a shell as they are written, in a folder that stands for the project's, and in another one
 * that stands for another machine. Only the ports are others.
 */
final class ShopByThePage implements AutoCloseable {

    private static final Path ROOT = BuiltJar.ofThisBuild().projectRoot();
    private static final Pattern LINES = Pattern.compile("(?ms)^```sh\n(.*?)^```");
    private static final Pattern REQUEST_OF_A_PROGRAM = Pattern.compile("`(curl [^`]+ -H 'Authorization: [^`]+)`");
    private static final Pattern PORT = Pattern.compile("\\b(3000|8000|8001|8002)\\b");
    private static final Duration READY_LIMIT = Duration.ofSeconds(40);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Path folder;
    private final Path elsewhere;
    private final Map<String, String> ports = new TreeMap<>();
    private final Deque<String> lines;
    private Process system;

    ShopByThePage(Path folder, Path elsewhere) throws IOException {
        this.folder = folder;
        this.elsewhere = elsewhere;
        this.lines = new ArrayDeque<>(found(LINES).lines().toList());
        Path conf = Files.createDirectory(folder.resolve("conf")).resolve("team.json");
        Files.writeString(conf, withOwnPorts(Files.readString(ROOT.resolve("conf/team.json"))));
        BuiltJar.ofThisBuild().putScriptInto(folder);
    }

    /** Where a line makes a file. */
    Path file(String name) {
        return folder.resolve(name);
    }

    int linesLeft() {
        return lines.size();
    }

    /** Does what the next line says, which begins like this, and returns what it said. */
    String next(String beginning) throws IOException, InterruptedException {
        return at(folder, line(beginning));
    }

    /** As {@link #next}, with a password for the person who is asked for one. */
    String nextWithPassword(String beginning, String password) throws IOException, InterruptedException {
        return at(folder, "echo '%s' | %s --password-stdin".formatted(password, line(beginning)));
    }

    /** Does what the next line says in a terminal of its own, until it says something, and returns that. */
    String start(String beginning) throws IOException {
        Path said = folder.resolve("said.txt");
        Path errors = folder.resolve("errors.txt");
        system = new ProcessBuilder("sh", "-c", "exec " + line(beginning))
                .directory(folder.toFile())
                .redirectOutput(said.toFile())
                .redirectError(errors.toFile())
                .start();
        Waiting.until(
                () -> textOf(said).endsWith("\n"),
                BETWEEN_LOOKS,
                READY_LIMIT,
                () -> "says nothing within " + READY_LIMIT + "\n" + textOf(errors));
        return textOf(said);
    }

    /** Makes a key as the next lines do, and returns its token. */
    String key(String client, String scopes) throws IOException, InterruptedException {
        return tokenIn(at(folder, "./run.sh --conf conf/team.json key add %s --scopes %s".formatted(client, scopes)));
    }

    static String tokenIn(String said) {
        return said.lines()
                .filter(line -> line.matches("qs_\\w+"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no token: " + said));
    }

    /** Asks as the next line does, from another machine. */
    String nextElsewhere(String beginning) throws IOException, InterruptedException {
        return elsewhere(line(beginning));
    }

    /** The status that another machine gets which knows the shop's authority. */
    int statusElsewhere(String port, String path, String... options) throws IOException, InterruptedException {
        return status("curl --cacert ca.crt https://desk.lan:%s%s %s".formatted(port, path, String.join(" ", options)));
    }

    /** The status of the request that the page shows for a program. */
    int orderOfAProgram(String token, String product) throws IOException, InterruptedException {
        return status(found(REQUEST_OF_A_PROGRAM).replace("qs_...", token).replace("<id>", product));
    }

    String elsewhere(String curl) throws IOException, InterruptedException {
        String found = curl.replaceFirst("^curl ", "curl -q -sS --noproxy '*' --connect-to desk.lan::127.0.0.1: ");
        return at(elsewhere, withOwnPorts(found));
    }

    @Override
    public void close() {
        if (system != null) {
            Processes.kill(system.toHandle());
        }
        RedisRecord.runningOn(folder.resolve("data/team")).ifPresent(Processes::kill);
    }

    private int status(String curl) throws IOException, InterruptedException {
        return Integer.parseInt(elsewhere(curl + " -o answer.json -w '%{http_code}'"));
    }

    /** Without what is said about it. */
    private String line(String beginning) {
        String line = lines.remove().replaceFirst("\\s+#.*", "");
        assertTrue(line.startsWith(beginning), line);
        return line;
    }

    private String withOwnPorts(String text) {
        return PORT.matcher(text)
                .replaceAll(found -> ports.computeIfAbsent(found.group(), port -> String.valueOf(Ports.free())));
    }

    private static String at(Path folder, String line) throws IOException, InterruptedException {
        return Programs.run(folder, List.of("sh", "-c", line));
    }

    private static String found(Pattern pattern) throws IOException {
        Matcher found = pattern.matcher(Files.readString(ROOT.resolve("docs/shop.md")));
        assertTrue(found.find(), pattern::toString);
        return found.group(1);
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
