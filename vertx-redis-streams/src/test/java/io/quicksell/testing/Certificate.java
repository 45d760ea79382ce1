package io.quicksell.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A self-signed certificate and its key, made by the JDK's keytool.
 *
 * @param certificate PEM
 * @param key PEM
 */
public record Certificate(Path certificate, Path key) {

    private static final String PASSWORD = "of-the-tests";
    private static final String ALIAS = "server";

    /**
     * @param folder for its files
     * @param hostName the only name in it
     */
    public static Certificate make(Path folder, String hostName) {
        return make(folder, hostName, 0, 90);
    }

    /**
     * @param folder for its files
     * @param hostName the only name in it
     * @param firstDay when it begins, counted from today
     * @param days how long it lasts
     */
    public static Certificate make(Path folder, String hostName, int firstDay, int days) {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve(hostName + ".p12");
            keytool(store, hostName, firstDay, days);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return new Certificate(
                    pem(
                            folder.resolve(hostName + ".crt"),
                            "CERTIFICATE",
                            keys.getCertificate(ALIAS).getEncoded()),
                    pem(
                            folder.resolve(hostName + ".key"),
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String hostName, int firstDay, int days) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + hostName,
                        "-ext",
                        "SAN=dns:" + hostName,
                        "-startdate",
                        (firstDay < 0 ? "" : "+") + firstDay + "d",
                        "-validity",
                        String.valueOf(days),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
