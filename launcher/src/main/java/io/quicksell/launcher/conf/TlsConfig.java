package io.quicksell.launcher.conf;

import io.quicksell.common.domain.Check;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of TLS at the ports; every key is described in README.md.
 *
 * @param certFile the certificate, followed by those of the authorities behind it (PEM), or empty for no TLS
 * @param keyFile its private key (PEM), or empty
 * @param caFile the certificates of authorities (PEM) by which services of other processes are known, or empty for those that Java trusts
 */
public record TlsConfig(String certFile, String keyFile, String caFile) {

    /** Nothing is encrypted. */
    public static final TlsConfig NONE = new TlsConfig("", "", "");

    public TlsConfig {
        Check.that(certFile.isEmpty() == keyFile.isEmpty(), "certFile and keyFile need each other");
    }

    TlsConfig in(Path home) {
        return new TlsConfig(below(home, certFile), below(home, keyFile), below(home, caFile));
    }

    /** Whether the ports speak TLS. */
    public boolean encrypts() {
        return !certFile.isEmpty();
    }

    /** Where they do: the file of the certificate. */
    public Path certificate() {
        return Path.of(certFile);
    }

    /** Where they do: the file of its key. */
    public Path key() {
        return Path.of(keyFile);
    }

    /** The file of the authorities by which others are known; empty means Java's. */
    public Optional<Path> authorities() {
        return caFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(caFile));
    }

    private static String below(Path home, String file) {
        return file.isEmpty() ? "" : home.resolve(file).toString();
    }
}
