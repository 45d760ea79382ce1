package io.quicksell.common.http;

import java.util.Locale;

/**
 * Every kind of error that a client can get, with its HTTP status. The {@code type} member of a problem is
 * {@code urn:quicksell:problem:<constant in lower case, dashes>} and never changes (RFC 9457, section 3.1.1).
 */
public enum ProblemType {
    MALFORMED(400, "The request is malformed"),
    UNAUTHENTICATED(401, "It is not known who asks"),
    FORBIDDEN(403, "This is not allowed from here"),
    MISSING_SCOPE(403, "Who asks may not do this"),
    NOT_FOUND(404, "There is no such thing"),
    NO_SUCH_ORDER(404, "There is no such order"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    REQUEST_TIMEOUT(408, "The body was not here in time"),
    CONFLICT(409, "The request conflicts with how things are"),
    OUT_OF_STOCK(409, "Not enough stock"),
    PRICE_CHANGED(409, "The order comes to another total"),
    REQUEST_IN_PROGRESS(409, "The first request with this key is being worked on"),
    RESERVATION_FINISHED(409, "The order of this reservation has run its course"),
    PRECONDITION_FAILED(412, "It was changed meanwhile"),
    CONTENT_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has the wrong content type"),
    EXPECTATION_FAILED(417, "What is expected cannot be done here"),
    MISDIRECTED(421, "This is not the host that is meant"),
    INVALID(422, "Some values are not valid"),
    OTHER_REQUEST_WITH_SAME_KEY(422, "The idempotency key belongs to another request"),
    TOO_MANY_REQUESTS(429, "One client has too much of this at once"),
    HEADERS_TOO_LARGE(431, "The header fields are too large"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "Not available just now"),
    OUTCOME_UNKNOWN(504, "It is not known whether this was carried out");

    private static final String PREFIX = "urn:quicksell:problem:";

    private final int status;
    private final String title;
    private final String slug;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The last part of its URI. */
    public String slug() {
        return slug;
    }

    public String uri() {
        return PREFIX + slug;
    }
}
