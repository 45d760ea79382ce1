package io.quicksell.common.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;

/**
 * What stands in the two files of a certificate.
 *
 * @param certificate the text of the first, empty if it cannot be read
 * @param key the text of the other one
 */
record KeyPairPem(Optional<String> certificate, Optional<String> key) {

    private static final byte[] ANYTHING = "is it the key of the certificate?".getBytes(UTF_8);

    static KeyPairPem read(Path certFile, Path keyFile) {
        return new KeyPairPem(text(certFile), text(keyFile));
    }

    /** The certificate, and those of the authorities that stand behind it. */
    List<X509Certificate> chain(Path certFile) {
        String pem = certificate.orElseThrow(() -> unusable("certFile", certFile, "cannot be read"));
        List<X509Certificate> chain = certificates(pem);
        if (chain.isEmpty()) {
            throw unusable("certFile", certFile, "holds no certificate in PEM form");
        }
        return chain;
    }

    /**
     * What a server needs to show the certificate.
     *
     * @throws IllegalArgumentException if the two are no pair; the sentence names the file
     */
    PemKeyCertOptions options(Path certFile, Path keyFile) {
        X509Certificate shown = chain(certFile).get(0);
        String pem = key.orElseThrow(() -> unusable("keyFile", keyFile, "cannot be read"));
        PemKeyCertOptions options = new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(certificate.orElseThrow()))
                .setKeyValue(Buffer.buffer(pem));
        PrivateKey own;
        try {
            own = privateKey(options, shown);
        } catch (Exception e) { // of whatever reads PEM
            throw unusable("keyFile", keyFile, "holds no private key in PEM form without a password");
        }
        if (!isPair(shown.getPublicKey(), own)) {
            throw unusable("keyFile", keyFile, "is not the key of the certificate in " + certFile);
        }
        return options;
    }

    /** All certificates of a text in PEM form; none if one cannot be read. */
    static List<X509Certificate> certificates(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    /** Vert.x reads it, in whatever form it can use. */
    private static PrivateKey privateKey(PemKeyCertOptions options, X509Certificate shown) throws Exception {
        X509KeyManager keys =
                (X509KeyManager) options.getKeyManagerFactory(null).getKeyManagers()[0];
        String kind = shown.getPublicKey().getAlgorithm();
        return keys.getPrivateKey(keys.getServerAliases(kind, null)[0]);
    }

    private static boolean isPair(PublicKey certified, PrivateKey own) {
        try {
            Signature signature = Signature.getInstance(algorithm(own));
            signature.initSign(own);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static IllegalArgumentException unusable(String key, Path file, String why) {
        return new IllegalArgumentException("tls." + key + ": " + file + " " + why);
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
