package io.quicksell.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import io.quicksell.common.http.HttpEdge;
import io.quicksell.common.http.Reply;
import io.quicksell.common.testing.HttpUser;
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

/** The log file as the shipped logback.xml has it written. */
class RequestIdInLogTest {

    /** Level, thread, request, logger, message. */
    private static final Pattern LINE =
            Pattern.compile("\\S+Z INFO +\\[[^]]+] \\[(?<request>[^]]+)] test (?<message>.*)");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final LoggerContext logging = new LoggerContext();
    private Logger log;

    @BeforeEach
    void configure() throws JoranException {
        logging.setMDCAdapter(new LogbackMDCAdapter());
        logging.putProperty("quicksell.log.folder", folder.toString());
        logging.putProperty("quicksell.log.level", "info");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logging);
        configurator.doConfigure(Main.class.getResource("/logback.xml"));
        log = logging.getLogger("test");
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        vertx.close().await();
        logging.stop();
    }

    @Test
    void aLineOfARequestNamesItAndAnotherHasADash() throws IOException {
        HttpEdge edge = new HttpEdge(vertx);
        edge.at("/")
                .get(request -> {
                    log.info("inside");
                    return Future.succeededFuture(Reply.noContent());
                })
                .end();
        HttpUser user = new HttpUser(edge.listen("127.0.0.1", 0).await());

        log.info("before");
        assertEquals(204, user.get("/", HttpEdge.REQUEST_ID, "r-1").status());
        log.info("after");

        assertEquals(List.of("- before", "r-1 inside", "- after"), lines());
    }

    /** Request and message of each line of the file. */
    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("quicksell.log")).stream()
                .map(LINE::matcher)
                .map(line -> line.matches() ? line.group("request") + " " + line.group("message") : line.toString())
                .toList();
    }
}
