package io.quicksell.launcher;

import io.quicksell.common.tls.ServerCertificate;
import io.quicksell.common.tls.Trust;
import io.quicksell.launcher.conf.QuickSellConfig;
import io.quicksell.launcher.run.StartFailure;
import java.time.Clock;
import java.util.Optional;

/**
 * What a process needs for TLS, read from the files of its conf.
 *
 * @param certificate shown at every port; empty where nothing is encrypted
 * @param trust by what services of other processes are known
 */
record Tls(Optional<ServerCertificate> certificate, Trust trust) {

    /** Nothing is encrypted, and others are known as Java knows them. */
    static final Tls NONE = new Tls(Optional.empty(), Trust.OF_JAVA);

    /**
     * @throws StartFailure if a file cannot be used; the line names it
     */
    static Tls of(QuickSellConfig config) {
        try {
            return new Tls(
                    config.tls().encrypts()
                            ? Optional.of(new ServerCertificate(
                                    config.tls().certificate(), config.tls().key(), Clock.systemUTC()))
                            : Optional.empty(),
                    config.tls().authorities().map(Trust::in).orElse(Trust.OF_JAVA));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(config.file() + ": " + e.getMessage());
        }
    }
}
