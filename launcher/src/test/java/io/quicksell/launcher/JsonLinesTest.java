package io.quicksell.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.access.Scope;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.json.Json;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.launcher.conf.LogConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log with {@code log.format: json}, in its file and on the console. */
class JsonLinesTest {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final LoggerContext logging = new LoggerContext();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Logger log;

    @BeforeEach
    void configure() {
        logging.setMDCAdapter(new LogbackMDCAdapter());
        Logging.configure(logging, "/logback.xml");
        Logging.toFile(logging, folder, new LogConfig("info", "json"));
        showTheConsole();
        log = logging.getLogger("io.quicksell.Test");
    }

    private void showTheConsole() {
        logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .iteratorForAppenders()
                .forEachRemaining(appender -> {
                    if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                        console.setOutputStream(shown);
                    }
                });
    }

    @AfterEach
    void close() {
        vertx.close().await();
        logging.stop();
    }

    @Test
    void anEntryIsAnObjectInALineOfTheFileAndOfTheConsole() throws IOException {
        long before = System.currentTimeMillis();

        log.info("sold {} of {}", 3, "Käse");

        JsonNode entry = entries().get(0);
        assertEquals(List.of("time", "level", "logger", "thread", "message"), names(entry));
        assertTrue(Times.millis(entry.get("time").textValue()) >= before, entry.toString());
        assertEquals("INFO", entry.get("level").textValue());
        assertEquals("io.quicksell.Test", entry.get("logger").textValue());
        assertEquals(Thread.currentThread().getName(), entry.get("thread").textValue());
        assertEquals("sold 3 of Käse", entry.get("message").textValue());
        assertEquals(text(), shown.toString(UTF_8));
    }

    @Test
    void anEntryOfARequestNamesItAndWhoAsks() throws IOException {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/")
                .get(Scope.PUBLIC, request -> {
                    log.info("inside");
                    return Future.succeededFuture(Reply.noContent());
                })
                .end();
        HttpUser user = new HttpUser(edge.listen("127.0.0.1", 0).await());

        assertEquals(204, user.get("/", HttpEdge.REQUEST_ID, "r-1").status());

        JsonNode entry = entries().get(0);
        assertEquals("r-1", entry.get("request_id").textValue());
        assertEquals("local", entry.get("caller").textValue());
    }

    @Test
    void noValueEndsALineOrSteersATerminal() throws IOException {
        String value = "\u001b[2J\r{\"level\":\"INFO\"}\n{\"level\":\"INFO\"}\u0085\u2028\u202e\u007f\ud800.";

        log.warn("value {}", value, new IllegalStateException(value, new IOException(value)));

        List<JsonNode> entries = entries();
        assertEquals(1, entries.size(), text());
        assertEquals("value " + value, entries.get(0).get("message").textValue());
        String error = entries.get(0).get("error").textValue();
        assertTrue(error.startsWith("java.io.IOException: " + value), error);
        assertTrue(error.contains("java.lang.IllegalStateException: " + value), error);
        assertTrue(text().chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), text());
    }

    @Test
    void whatIsLongLosesItsEnd() throws IOException {
        log.warn("a".repeat(1_000_000), new IllegalStateException("b".repeat(1_000_000)));
        log.warn("\u001b".repeat(1_000_000), new IllegalStateException("\u001b".repeat(1_000_000)));

        assertEquals(2, entries().size());
        for (String line : text().split("\n")) {
            assertTrue(line.length() < JsonLines.MAX_BYTES, line);
            assertTrue(line.length() > JsonLines.MAX_BYTES / 4, line);
            assertTrue(line.contains("... (shortened)\",\"error\":\"java.lang.IllegalStateException: "), line);
        }
    }

    private List<JsonNode> entries() throws IOException {
        return text().lines().map(line -> Json.read(line, JsonNode.class)).toList();
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("quicksell.log"));
    }

    private static List<String> names(JsonNode entry) {
        List<String> names = new ArrayList<>();
        entry.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
