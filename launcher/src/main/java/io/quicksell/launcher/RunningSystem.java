package io.quicksell.launcher;

import io.quicksell.common.tls.Trust;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.conf.TlsConfig;
import io.quicksell.launcher.run.DataFolder;
import io.quicksell.launcher.run.RunRecord;
import io.quicksell.launcher.run.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** What runs on a data folder, as another process sees it: the commands {@code status} and {@code stop}. */
final class RunningSystem {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(2);

    private final Path data;
    private final TlsConfig tls;
    private final Optional<RunRecord> run;

    private RunningSystem(Path data, TlsConfig tls, Optional<RunRecord> run) {
        this.data = data;
        this.tls = tls;
        this.run = run;
    }

    /** What runs on the folder of that conf now, if anything does. */
    static RunningSystem of(QuickSellConfig config) {
        Path data = config.data();
        return new RunningSystem(
                data, config.tls(), DataFolder.isInUse(data) ? RunRecord.read(data) : Optional.empty());
    }

    /** Prints what runs; the exit code is 0 if something does, 3 if not. */
    int status() {
        if (run.isEmpty()) {
            return notRunning();
        }
        System.out.println("Running on " + data + " as process " + run.get().pid());
        run.get().urls().forEach((service, url) -> System.out.println("  " + service + " " + url + " " + health(url)));
        return OK;
    }

    /** Asks it to stop and waits until it has stopped; the exit code is 0 if nothing runs any more. */
    int stop() {
        if (run.isEmpty()) {
            notRunning();
            return OK;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(run.get().pid());
        process.ifPresent(ProcessHandle::destroy);
        if (Waiting.until(STOP_LIMIT, () -> !DataFolder.isInUse(data))) {
            System.out.println("Stopped");
            return OK;
        }
        System.err.println("Process " + run.get().pid() + " has not stopped within " + STOP_LIMIT.toSeconds()
                + " s; kill -9 loses no accepted order");
        return FAILED;
    }

    private int notRunning() {
        System.out.println("Nothing runs on " + data);
        return NOT_RUNNING;
    }

    private String health(String url) {
        try {
            HttpResponse<Void> response = client().send(
                            HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                                    .timeout(RESPONSE_LIMIT)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            return response.statusCode() == 200 ? "ready" : "not ready";
        } catch (SSLHandshakeException e) {
            return "shows another certificate than that of tls.certFile";
        } catch (IllegalArgumentException e) {
            return "cannot be asked: " + e.getMessage();
        } catch (IOException e) {
            return "does not answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private HttpClient client() {
        return tls.encrypts()
                ? HttpClient.newBuilder()
                        .sslContext(Trust.only(tls.certificate()).context())
                        .build()
                : HttpClient.newHttpClient();
    }
}
