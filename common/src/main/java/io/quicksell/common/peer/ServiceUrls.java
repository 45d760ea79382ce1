package io.quicksell.common.peer;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Checks the URLs of services in a conf. */
public final class ServiceUrls {

    private ServiceUrls() {}

    /**
     * The refusal does not quote the URL: it may hold a password.
     *
     * @param urls one or several, separated by commas, or none
     * @throws IllegalArgumentException if one is not an http or https URL with a host
     */
    public static void check(String key, String urls) {
        check(key, of(urls));
    }

    /**
     * The single ones.
     *
     * @param urls one or several, separated by commas, or none
     */
    public static List<String> of(String urls) {
        return urls.isEmpty()
                ? List.of()
                : Stream.of(urls.split(",")).map(String::strip).toList();
    }

    /**
     * @throws IllegalArgumentException if one is not an http or https URL with a host
     */
    public static void check(String key, List<String> urls) {
        for (String url : urls) {
            if (!isUrl(url)) {
                throw new IllegalArgumentException(key + " must be like http://localhost:8000");
            }
        }
    }

    /** Whether that is an http or https URL with a host. */
    public static boolean isUrl(String text) {
        try {
            URI url = URI.create(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
