package io.quicksell.common.tls;

import io.quicksell.common.domain.Times;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a process shows at all its ports. Its two files are looked at again and again: another pair that they hold is
 * taken without a restart. What is no pair is not taken, and the one before is kept.
 *
 * <p>Thread-safe.
 */
public final class ServerCertificate {

    /** What was changed is taken when it has stayed the same from one look to the next, so within twice this. */
    static final long LOOK_EVERY_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final Duration SOON = Duration.ofDays(14);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    private static final String NO_PAIR = "the files of tls hold no pair that can be used; the log says why";
    private static final int HANDSHAKE_SECONDS = 5;

    private final Path certFile;
    private final Path keyFile;
    private final Clock clock;
    private final List<Consumer<ServerSSLOptions>> users = new CopyOnWriteArrayList<>();
    private KeyPairPem seen;
    private KeyPairPem current;
    private LocalDate warned = LocalDate.MIN;
    private volatile ServerSSLOptions options;
    private volatile Instant begin;
    private volatile Instant end;
    private volatile List<X509Certificate> shown = List.of();
    private volatile Optional<String> refusal = Optional.empty();

    /**
     * Reads the files.
     *
     * @param certFile the certificate, followed by those of the authorities behind it (PEM)
     * @param keyFile its private key (PEM, without a password)
     * @throws IllegalArgumentException if they are no pair; the sentence names the file
     */
    public ServerCertificate(Path certFile, Path keyFile, Clock clock) {
        this.certFile = certFile;
        this.keyFile = keyFile;
        this.clock = clock;
        this.seen = KeyPairPem.read(certFile, keyFile);
        take(seen);
        warnOncePerDay();
    }

    /** Begins to look at the files, until Vert.x is closed. */
    public void watch(Vertx vertx) {
        vertx.setPeriodic(
                LOOK_EVERY_MILLIS,
                time -> vertx.executeBlocking(() -> {
                            look();
                            return null;
                        })
                        .onFailure(failure -> LOG.error("The files of the certificate cannot be looked at", failure)));
    }

    /**
     * What a server needs to show it.
     *
     * @param user told now, and whenever another pair is taken, from any thread
     * @return ends that
     */
    public Runnable onChange(Consumer<ServerSSLOptions> user) {
        users.add(user);
        user.accept(options);
        return () -> users.remove(user);
    }

    /** What a server needs to show it now. */
    public ServerSSLOptions options() {
        return options;
    }

    /** How it is, for the health of a service: {@code until}, and {@code warnings} where something has to be done. No file is named: who looks at health need not know. */
    public Map<String, Object> state() {
        List<String> warnings = new ArrayList<>();
        unfit().ifPresent(warnings::add);
        refusal.ifPresent(why -> warnings.add(NO_PAIR));
        return Map.of("until", Times.text(end.toEpochMilli()), "warnings", warnings);
    }

    /** How long it lasts; negative once it has ended. */
    public long remainingSeconds() {
        return Duration.between(clock.instant(), end).toSeconds();
    }

    /** Whether that certificate is shown by this process, or was until it was replaced by that. */
    boolean isOwn(X509Certificate certificate) {
        return shown.contains(certificate);
    }

    /** Looks at the files once. Two looks take what was changed. Blocks. */
    synchronized void look() {
        KeyPairPem found = KeyPairPem.read(certFile, keyFile);
        boolean isSettled = found.equals(seen);
        seen = found;
        if (found.equals(current)) {
            refusal = Optional.empty();
        } else if (isSettled) {
            replace(found);
        }
        warnOncePerDay();
    }

    private void replace(KeyPairPem found) {
        try {
            take(found);
            refusal = Optional.empty();
            LOG.info("Another certificate is shown from now on, until {}", end);
        } catch (IllegalArgumentException e) {
            if (!refusal.equals(Optional.of(e.getMessage()))) {
                LOG.warn("The certificate of before is kept: {}", e.getMessage());
            }
            refusal = Optional.of(e.getMessage());
        }
    }

    private void take(KeyPairPem pair) {
        PemKeyCertOptions usable = pair.options(certFile, keyFile);
        List<X509Certificate> chain = pair.chain(certFile);
        Instant lasts = chain.stream()
                .map(link -> link.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant begins = chain.stream()
                .map(link -> link.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
        if (current != null && counts(begin, end) && !counts(begins, lasts)) {
            throw new IllegalArgumentException("tls.certFile: " + certFile
                    + (begins.isAfter(clock.instant()) ? " is not valid before " + begins : " has ended on " + lasts));
        }
        show(chain.get(0));
        begin = begins;
        end = lasts;
        current = pair;
        options = new ServerSSLOptions()
                .setKeyCertOptions(usable)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        users.forEach(user -> user.accept(options));
    }

    private boolean counts(Instant from, Instant until) {
        Instant now = clock.instant();
        return !from.isAfter(now) && until.isAfter(now);
    }

    /** Keeps the one before, which servers show until they have taken this one. */
    private void show(X509Certificate certificate) {
        List<X509Certificate> others =
                shown.stream().filter(known -> !known.equals(certificate)).toList();
        shown = Stream.concat(others.stream().skip(Math.max(0, others.size() - 1)), Stream.of(certificate))
                .toList();
    }

    private void warnOncePerDay() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(warned)) {
            unfit().ifPresent(warning -> {
                LOG.warn("{}: put a new one into {} and {}", warning, certFile, keyFile);
                warned = today;
            });
        }
    }

    /** Why another one is needed, now or soon. */
    private Optional<String> unfit() {
        Instant now = clock.instant();
        if (begin.isAfter(now)) {
            return Optional.of("the certificate is not valid before " + begin);
        }
        if (end.isAfter(now.plus(SOON))) {
            return Optional.empty();
        }
        return Optional.of("the certificate " + (end.isAfter(now) ? "ends on " : "has ended on ") + end);
    }
}
