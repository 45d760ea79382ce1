package io.quicksell.common.http;

import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.SearchText;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.Problem.FieldError;
import io.quicksell.redis.SortedIds.Position;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The variable parts of the address of a request: ids in its path, and query parameters. */
public final class Query {

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final MultiMap parameters;

    /**
     * @param known the parameters that this route takes
     * @throws Problem 422 for any other parameter, or for one given twice
     */
    public Query(RoutingContext request, Set<String> known) {
        this.parameters = request.queryParams();
        for (String name : parameters.names()) {
            if (!known.contains(name)) {
                throw Problem.invalid(List.of(new FieldError(name, "is no parameter of this address")));
            }
            if (parameters.getAll(name).size() > 1) {
                throw Problem.invalid(List.of(new FieldError(name, "is given more than once")));
            }
        }
    }

    /**
     * The {@code :id} of the path.
     *
     * @throws Problem 400 if it is not a UUID
     */
    public static String id(RoutingContext request) {
        String id = request.pathParam("id").toLowerCase(Locale.ROOT);
        if (!Ids.isId(id)) {
            throw new Problem(
                    ProblemType.MALFORMED,
                    "The id in the address must look like 123e4567-e89b-42d3-a456-426614174000.");
        }
        return id;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** A text to search for, with surrounding spaces stripped; empty if the parameter is missing. */
    public SearchText search(String name) {
        String text = text(name).orElse("").strip();
        if (text.codePointCount(0, text.length()) > SearchText.MAX_LENGTH) {
            throw Problem.invalid(
                    List.of(new FieldError(name, "must have at most " + SearchText.MAX_LENGTH + " characters")));
        }
        return new SearchText(text);
    }

    /** A parameter that is an id; upper case is accepted and becomes lower case. */
    public Optional<String> id(String name) {
        Optional<String> id = text(name).map(text -> text.toLowerCase(Locale.ROOT));
        if (id.isPresent() && !Ids.isId(id.get())) {
            throw Problem.invalid(
                    List.of(new FieldError(name, "must be an id like 123e4567-e89b-42d3-a456-426614174000")));
        }
        return id;
    }

    /**
     * A parameter that is a time of RFC 3339, in milliseconds since 1970. A part of a millisecond counts as a whole one: as every time
     * here is whole, the same ones are before it.
     */
    public OptionalLong time(String name) {
        Optional<String> text = text(name);
        try {
            return text.map(Times::millisOf).map(OptionalLong::of).orElse(OptionalLong.empty());
        } catch (DateTimeException e) {
            throw Problem.invalid(List.of(
                    new FieldError(name, "must be a time like 2026-11-29T08:30:00Z or 2026-11-29T09:30:00%2B01:00")));
        }
    }

    /** A parameter that is the name of a time zone; UTC if it is missing. */
    public ZoneId zone(String name) {
        String zone = text(name).orElse("UTC");
        if (!ZONES.contains(zone)) {
            throw Problem.invalid(
                    List.of(new FieldError(name, "must be one of the names of IANA's time zones, like Europe/Berlin")));
        }
        return ZoneId.of(zone);
    }

    public boolean has(String name) {
        return parameters.contains(name);
    }

    /** A parameter that is {@code true} or {@code false}. */
    public Optional<Boolean> flag(String name) {
        Optional<String> text = text(name);
        if (text.isPresent() && !text.get().matches("true|false")) {
            throw Problem.invalid(List.of(new FieldError(name, "must be true or false")));
        }
        return text.map(Boolean::valueOf);
    }

    public int whole(String name, int min, int max, int otherwise) {
        String text = parameters.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw Problem.invalid(List.of(new FieldError(name, "must be a whole number from " + min + " to " + max)));
    }

    /** The position that the parameter {@code cursor} names; without one, {@link Position#START}. */
    public Position position(char kind) {
        return text("cursor")
                .map(text -> Cursor.parse(kind, text))
                .map(cursor -> new Position(cursor.score(), cursor.id()))
                .orElse(Position.START);
    }
}
