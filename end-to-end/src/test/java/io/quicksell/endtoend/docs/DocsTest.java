package io.quicksell.endtoend.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation names exists: links, classes, scripts, keys in Redis, keys of the conf, limits, routes. */
class DocsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)(?:#([^)\\s]+))?\\)");
    private static final Pattern UNMERGED = Pattern.compile("(?m)^(<{7}|>{7}) ");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?:IT)?");
    private static final Pattern SCRIPT = Pattern.compile("(?!verb_noun)\\w+\\.lua");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?:class|function|const) (\\w+)");
    private static final Pattern SCHEMA = Pattern.compile("(?m)^      \"(\\w+)\": \\{");
    private static final Pattern ROUTE = Pattern.compile("(?:(GET|POST|PUT|DELETE|HEAD|PATCH),? ?)+(/[a-z0-9/{}_.-]*)");

    /** Names that look like ours and belong to Java, the web or Vert.x. */
    private static final Set<String> TYPES_OF_OTHERS = Set.of(
            "EventSource",
            "BroadcastChannel",
            "RateLimit",
            "RedisAPI",
            "JsonObject",
            "MeterRegistry",
            "VerticleBase",
            "StaticHandler");

    static Stream<Path> documents() {
        return Checkout.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) {
        List<String> dead = new ArrayList<>();
        LINK.matcher(Checkout.text(document)).results().forEach(link -> {
            Path target = document.resolveSibling(link.group(1)).normalize();
            if (!Files.exists(target)
                    || link.group(2) != null && !anchors(target).contains(link.group(2))) {
                dead.add(link.group());
            }
        });
        assertEquals(List.of(), dead);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyClassAndScriptThatIsNamedExists(Path document) {
        Set<String> types = Stream.concat(
                        Checkout.files(".java").stream()
                                .map(file -> file.getFileName().toString().replace(".java", "")),
                        EXPORT.matcher(Checkout.mainSources(".ts", ".tsx"))
                                .results()
                                .map(export -> export.group(1)))
                .collect(toCollection(TreeSet::new));
        SCHEMA.matcher(contracts()).results().forEach(schema -> types.add(schema.group(1)));
        Set<String> scripts = Checkout.files(".lua").stream()
                .map(file -> file.getFileName().toString())
                .collect(toCollection(TreeSet::new));
        List<String> unknown = named(document)
                .filter(name -> TYPE.matcher(name).matches() && !types.contains(name) && !TYPES_OF_OTHERS.contains(name)
                        || SCRIPT.matcher(name).matches() && !scripts.contains(name))
                .toList();
        assertEquals(List.of(), unknown);
    }

    /** What git writes into a file whose two versions it cannot merge. */
    @ParameterizedTest
    @ValueSource(strings = {".md", ".json", ".java", ".lua", ".ts", ".tsx", ".css", ".xml", ".sh", ".mjs"})
    void noFileHasTwoVersionsOfALine(String ending) {
        assertEquals(
                List.of(),
                Checkout.files(ending).stream()
                        .filter(file -> UNMERGED.matcher(Checkout.text(file)).find())
                        .toList());
    }

    @Test
    void everyKeyInRedisIsWrittenBySomeCode() {
        String sources = Checkout.mainSources(".java");
        List<String> unknown = firstCells("docs/redis.md", "| key |", CODE)
                .map(key -> key.replaceFirst("<.*", ""))
                .filter(key -> !sources.contains("\"" + key) && !isBuilt(key, sources))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyKeyOfTheConfIsDescribedAndEveryDescribedOneExists() throws Exception {
        Set<String> shipped = new TreeSet<>();
        leaves("", new ObjectMapper().readTree(Checkout.text("conf/quicksell.json")), shipped);
        Set<String> described =
                firstCells("README.md", "| key | default |", CODE).collect(toCollection(TreeSet::new));
        String table = rows("README.md", "| key | default |").reduce("", String::concat);

        assertTrue(shipped.containsAll(described), () -> described + " are not all in " + shipped);
        assertEquals(
                List.of(),
                shipped.stream().filter(key -> !table.contains("`" + key + "`")).toList());
    }

    /** A limit in README's table, and the constant or the conf's default that it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "request body; 64 KiB; MAX_BODY_BYTES = 64 * 1024",
                "request body; 10 s; DEADLINE_MILLIS = 10_000",
                "connections; 500; MAX_OF_ONE_CLIENT = 500",
                "connections; 2,500; MAX_CONNECTIONS = 2_500",
                "requests waiting; 16; MAX_WAITING = 16",
                "request bodies in flight; 8 MiB; MAX_BYTES_IN_FLIGHT = 8 * 1024 * 1024",
                "request bodies in flight; 2 MiB; MAX_BYTES_OF_ONE_CLIENT = 2 * 1024 * 1024",
                "do not read; 8 MiB; MAX_UNREAD_BYTES_OF_ONE_CLIENT = 8 * 1024 * 1024",
                "do not read; 32 MiB; MAX_UNREAD_BYTES = 32 * 1024 * 1024",
                "lines of an order; 100,; MAX_LINES = 100",
                "lines of an order; 1 to 1,000,000; MAX_QUANTITY = 1_000_000;",
                "units of a product; 1,000,000,000; MAX_QUANTITY = 1_000_000_000",
                "price, total; 9,999,999.99; MAX_PRICE = new Money(999_999_999L)",
                "price, total; 9,999,999,999.99; MAX_TOTAL = new Money(999_999_999_999L)",
                "name, reference; 200 characters; MAX_NAME = 200",
                "name, reference; 200 characters; MAX_REFERENCE = 200",
                "name, reference; 200 characters; MAX_REASON = 200",
                "users, keys; 1,000; MAX_USERS = 1_000",
                "users, keys; 1,000; MAX_KEYS = 1_000",
                "users, keys; 50; MAX_SESSIONS = 50",
                "name of a user; 64; MAX_LENGTH = 64",
                "name of a user; 12 to 128; MIN_LENGTH = 12",
                "name of a user; 12 to 128; MAX_LENGTH = 128",
                "wrong passwords; 5 of a user; FREE_TRIES = 5",
                "wrong passwords; 25 of an address; FREE_TRIES_OF_ADDRESS = 25",
                "wrong passwords; up to a minute; LONGEST_PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(1)",
                "passwords checked; 2 for each; AT_ONCE = 2;",
                "passwords checked; 32; MAX_WAITING = 32",
                "passwords checked; Of one user 8; MAX_OF_USER = 8",
                "audit trail; 1,000; MAX_PAGE = 1_000",
                "page of products; 1,000; MAX_PAGE = 1_000",
                "page of products; 500; MAX_MOVEMENTS = 500",
                "page of products; 500 kB; FULL_BYTES = 500_000",
                "lists read at once; 32; LISTS_AT_ONCE = 32",
                "lists read at once; 1,024; MAX_WAITING_LISTS = 1_024",
                "listeners; 1,000; MAX_CLIENTS = 1_000",
                "listeners; 100 of one address; MAX_OF_ONE_CLIENT = 100",
                "listeners; 20 of one user; MAX_OF_ONE_CALLER = 20",
                "memory of Redis; 90 %; NEARLY_FULL_PERCENT = 90"
            })
    void everyLimitIsTheOneInTheCode(String row, String limit, String constant) {
        assertTrue(
                rows("README.md", "| what | limit |").anyMatch(line -> line.contains(row) && line.contains(limit)),
                row + " has no limit of " + limit + " in README");
        assertTrue(Checkout.mainSources(".java").contains(constant), constant);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRouteThatIsNamedIsServed(Path document) {
        String contracts = contracts();
        List<String> unknown = named(document)
                .map(ROUTE::matcher)
                .filter(Matcher::lookingAt)
                .map(route -> route.group(2).replaceFirst("/$", ""))
                .filter(route -> !route.isEmpty() && !isServed(route, contracts))
                .toList();
        assertEquals(List.of(), unknown);
    }

    private static String contracts() {
        return Checkout.files(".json").stream()
                .filter(file -> file.getParent().endsWith("openapi"))
                .map(Checkout::text)
                .reduce("", String::concat);
    }

    private static boolean isServed(String route, String contracts) {
        return route.startsWith("/api/")
                || Set.of("/config", "/metrics").contains(route)
                || contracts.contains("\"" + route.replace("{order_id}", "{id}") + "\"");
    }

    private static boolean isBuilt(String key, String sources) {
        int colon = key.indexOf(':');
        return colon > 0 && sources.contains("\"" + key.substring(0, colon) + "\"") && sources.contains("\":\"");
    }

    private static Stream<String> named(Path document) {
        return CODE.matcher(Checkout.text(document)).results().map(code -> code.group(1));
    }

    /** What stands as code in the first cells of a table; the table is found by how its head begins. */
    private static Stream<String> firstCells(String document, String head, Pattern code) {
        List<String> found = rows(document, head)
                .flatMap(row -> code.matcher(row.split("\\|")[1]).results().map(cell -> cell.group(1)))
                .toList();
        assertFalse(found.isEmpty(), document + " has no table " + head);
        return found.stream();
    }

    private static Stream<String> rows(String document, String head) {
        return Checkout.text(document)
                .lines()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"));
    }

    private static void leaves(String path, JsonNode node, Set<String> found) {
        if (!node.isObject()) {
            found.add(path);
        }
        node.properties()
                .forEach(member -> leaves(
                        path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), found));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path document) {
        return Pattern.compile("(?m)^#+ (.+)$")
                .matcher(Checkout.text(document))
                .results()
                .map(MatchResult::group)
                .map(heading -> heading.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(toCollection(TreeSet::new));
    }
}
