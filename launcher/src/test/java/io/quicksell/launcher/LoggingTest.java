package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import io.quicksell.common.access.Scope;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.testing.HttpUser;
import io.quicksell.launcher.conf.LogConfig;
import io.quicksell.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as the shipped logback.xml and log-file.xml have it written. */
class LoggingTest {

    /** Level, thread, request, caller, logger, message. */
    private static final Pattern LINE =
            Pattern.compile("\\S+Z INFO +\\[[^]]+] \\[(?<request>[^]]+)] \\[(?<caller>[^]]+)] test (?<message>.*)");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final LoggerContext logging = new LoggerContext();
    private Logger log;

    @BeforeEach
    void configure() {
        logging.setMDCAdapter(new LogbackMDCAdapter());
        Logging.configure(logging, "/logback.xml");
        log = logging.getLogger("test");
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        vertx.close().await();
        logging.stop();
    }

    @Test
    void beforeTheDataFolderIsKnownNoFileIsOpened() {
        logging.getLoggerList()
                .forEach(logger -> logger.iteratorForAppenders()
                        .forEachRemaining(
                                appender -> assertFalse(appender instanceof FileAppender, appender.getName())));
    }

    @Test
    void theLevelOfTheConfIsThatOfOurOwnCode() {
        Logging.toFile(logging, folder, new LogConfig("debug", "text"));

        assertEquals(Level.DEBUG, logging.getLogger("io.quicksell.test").getEffectiveLevel());
        assertEquals(Level.WARN, logging.getLogger("io.vertx.test").getEffectiveLevel());
    }

    @Test
    void whatALibraryLogsByTheJdkIsPartOfTheLog() {
        Logging.takeOver();

        try (LogLines log = LogLines.of("org.apache.lucene.test")) {
            System.getLogger("org.apache.lucene.test").log(System.Logger.Level.WARNING, "no vectors");

            assertEquals(List.of("no vectors"), log.lines());
        }
    }

    @Test
    void noValueForgesAnEntryOrSteersATerminal() throws IOException {
        Logging.toFile(logging, folder, new LogConfig("info", "text"));
        String forged = "2026-01-01T00:00:00.000Z INFO  [main] [-] [-] test forged";
        String value =
                "\u001b[2J" + ("\r" + forged) + ("\n" + forged) + ("\r\n" + forged) + ("\u0085" + forged) + "\u202e.";

        log.info("value {}", value, new IllegalStateException(value, new IOException(value)));

        String text = Files.readString(folder.resolve("quicksell.log"));
        assertEquals(
                1, text.lines().filter(line -> LINE.matcher(line).matches()).count(), text);
        assertTrue(text.contains(" test value \\u001b[2J\\u000d2026"), text);
        assertTrue(text.contains("\tjava.lang.IllegalStateException: \\u001b[2J"), text);
        assertTrue(text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'), text);
        assertFalse(text.contains("\u202e"), text);
    }

    @Test
    void aLineOfARequestNamesItAndWhoAsksAndAnotherHasDashes() throws IOException {
        Logging.toFile(logging, folder, new LogConfig("info", "text"));
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/")
                .get(Scope.PUBLIC, request -> {
                    log.info("inside");
                    return Future.succeededFuture(Reply.noContent());
                })
                .end();
        HttpUser user = new HttpUser(edge.listen("127.0.0.1", 0).await());

        log.info("before");
        assertEquals(204, user.get("/", HttpEdge.REQUEST_ID, "r-1").status());
        log.info("after");

        assertEquals(List.of("- - before", "r-1 local inside", "- - after"), lines());
    }

    /** Request, caller and message of each line of the file. */
    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("quicksell.log")).stream()
                .map(LINE::matcher)
                .map(line -> line.matches()
                        ? String.join(" ", line.group("request"), line.group("caller"), line.group("message"))
                        : line.toString())
                .toList();
    }
}
