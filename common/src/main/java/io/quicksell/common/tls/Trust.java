package io.quicksell.common.tls;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** By what a client knows the service that it asks over HTTPS. Requests over HTTP need none. */
public final class Trust {

    /** By the authorities that Java knows, and the name in the certificate. */
    public static final Trust OF_JAVA = new Trust(Optional.empty());

    private final Optional<TrustManager> trusted;
    private final ClientSSLOptions options;

    Trust(Optional<TrustManager> trusted) {
        this.trusted = trusted;
        this.options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        trusted.ifPresent(manager -> options.setTrustOptions(TrustOptions.wrap(manager)));
    }

    /**
     * By the authorities of a file, and the name in the certificate.
     *
     * @param caFile their certificates (PEM)
     * @throws IllegalArgumentException if there are none in it
     */
    public static Trust in(Path caFile) {
        List<X509Certificate> authorities = KeyPairPem.read(caFile, caFile)
                .certificate()
                .map(KeyPairPem::certificates)
                .orElse(List.of());
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("tls.caFile: " + caFile + " holds no certificate in PEM form");
        }
        return new Trust(Optional.of(manager(authorities)));
    }

    /** By the very certificate that this process shows itself, whatever name is in it. */
    public static Trust only(ServerCertificate own) {
        return new Trust(Optional.of(new Known(own::isOwn)));
    }

    /**
     * By the very certificate in a file, whatever name is in it.
     *
     * @param certFile of a server of this machine (PEM)
     */
    public static Trust only(Path certFile) {
        List<X509Certificate> own =
                KeyPairPem.read(certFile, certFile).chain(certFile).subList(0, 1);
        return new Trust(Optional.of(new Known(own::contains)));
    }

    /** The request, which is sent to nobody else if it is one over HTTPS. */
    public RequestOptions of(RequestOptions request) {
        return Boolean.TRUE.equals(request.isSsl()) ? request.setSslOptions(options) : request;
    }

    /** The same for a client of Java's own. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null, trusted.map(manager -> new TrustManager[] {manager}).orElse(null), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrustManager manager(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry(String.valueOf(i), authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts servers that show one of certain certificates. That is more than a name in it says, so the name does not matter. */
    static final class Known extends X509ExtendedTrustManager {

        private final Predicate<X509Certificate> isKnown;

        Known(Predicate<X509Certificate> isKnown) {
            this.isKnown = isKnown;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
            if (!isKnown.test(chain[0])) {
                throw new CertificateException("This is another certificate than the one of this machine");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, algorithm);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, algorithm);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
            throw new CertificateException("No client is known by a certificate");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, algorithm);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, algorithm);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
