package io.quicksell.common.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.ReadableText;
import io.quicksell.common.http.Problem.FieldError;
import io.quicksell.common.json.Json;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The JSON object of a request, read member by member. A missing or wrong member yields a harmless stand-in and is recorded;
 * {@link #end()} then throws one problem that names all of them, unknown members included. Do not use the values before that.
 */
public final class Body {

    private static final String MISSING = "is missing";

    private final JsonNode object;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    private Body(JsonNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /**
     * @throws Problem 400 if the text is not JSON, 422 if it is not an object
     */
    public static Body parse(Buffer text) {
        JsonNode node = parsed(text);
        if (!node.isObject()) {
            throw new Problem(ProblemType.INVALID, "The body must be a JSON object, like {\"name\": \"Tea\"}.");
        }
        return new Body(node, "", new ArrayList<>());
    }

    /** Like {@link #parse}, but a missing body is an empty object. */
    public static Body parseOptional(Buffer text) {
        return parse(text == null || text.length() == 0 ? Buffer.buffer("{}") : text);
    }

    private static JsonNode parsed(Buffer text) {
        if (text == null || text.length() == 0) {
            throw new Problem(ProblemType.MALFORMED, "The body is empty; a JSON object is needed.");
        }
        try {
            return Json.parse(text);
        } catch (StreamConstraintsException e) {
            throw new Problem(
                    ProblemType.MALFORMED, "The body is nested too deep, or has a number or a text that is too long.");
        } catch (JsonProcessingException e) {
            throw new Problem(
                    ProblemType.MALFORMED, "The body is not valid JSON" + position(e) + ": " + Json.reason(e) + ".");
        }
    }

    private static String position(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    /** Whether the member is present and not null. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** Whether the member is a list without entries. */
    public boolean hasEmptyList(String name) {
        return object.path(name).isArray() && object.path(name).isEmpty();
    }

    /** Whether the member is present, even as null. */
    public boolean mentions(String name) {
        return object.has(name);
    }

    /** Allows members whose values do not matter. */
    public Body ignoring(String... names) {
        known.addAll(List.of(names));
        return this;
    }

    /** Allows members to be null, which is as if they were absent. */
    public Body allowingNull(String... names) {
        Stream.of(names).filter(name -> object.path(name).isNull()).forEach(known::add);
        return this;
    }

    /** A text of {@code min} to {@code max} characters that people can read ({@link ReadableText}). Surrounding spaces are stripped. */
    public String text(String name, int min, int max) {
        JsonNode value = member(name);
        if (value == null) {
            return wrong(name, MISSING, "");
        }
        if (!value.isTextual()) {
            return wrong(name, "must be a text", "");
        }
        String text = value.textValue().strip();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            return wrong(name, "must have " + min + " to " + max + " characters; it has " + length, "");
        }
        Optional<String> fault = text.isEmpty() ? Optional.empty() : ReadableText.fault(text);
        return fault.map(reason -> wrong(name, reason, "")).orElse(text);
    }

    public Optional<String> optionalText(String name, int max) {
        return hasOptional(name) ? Optional.of(text(name, 0, max)) : Optional.empty();
    }

    /** A text of 1 to {@code max} characters as it was typed, such as a password; how long it is is not told. */
    public String secret(String name, int max) {
        JsonNode value = member(name);
        if (value == null) {
            return wrong(name, MISSING, "");
        }
        String text = value.asText();
        if (!value.isTextual() || text.isEmpty() || text.codePointCount(0, text.length()) > max) {
            return wrong(name, "must be a text of 1 to " + max + " characters", "");
        }
        return text.codePoints().anyMatch(Character::isISOControl)
                ? wrong(name, "must not have control characters", "")
                : text;
    }

    /** A list of texts. */
    public List<String> texts(String name, int min, int max) {
        JsonNode value = member(name);
        if (value == null) {
            return wrong(name, MISSING, List.of());
        }
        boolean areTexts = value.isArray()
                && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual);
        if (!areTexts || value.size() < min || value.size() > max) {
            return wrong(name, "must be a list of " + min + " to " + max + " texts", List.of());
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    /** An id: a UUID. Upper case is accepted and becomes lower case. */
    public String id(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return wrong(name, MISSING, "");
        }
        String id = value.asText().toLowerCase(Locale.ROOT);
        return value.isTextual() && Ids.isId(id)
                ? id
                : wrong(name, "must be an id like 123e4567-e89b-42d3-a456-426614174000", "");
    }

    /** A whole number, as a JSON number or a decimal string. */
    public long whole(String name, long min, long max) {
        BigDecimal number = number(name);
        if (number == null) {
            return min;
        }
        if (number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            return wrong(name, String.format(Locale.ROOT, "must be from %,d to %,d", min, max), min);
        }
        return number.stripTrailingZeros().scale() > 0
                ? wrong(name, "must be a whole number", min)
                : number.longValueExact();
    }

    /** An amount from 0 to {@code max} with at most two decimals, as a JSON number or a decimal string. */
    public Money money(String name, Money max) {
        Money none = new Money(0);
        BigDecimal number = number(name);
        if (number == null) {
            return none;
        }
        if (number.signum() < 0 || number.compareTo(max.toDecimal()) > 0) {
            return wrong(name, "must be from 0.00 to " + max, none);
        }
        return number.stripTrailingZeros().scale() > 2
                ? wrong(name, "must have at most two decimals", none)
                : Money.of(number);
    }

    public Optional<Money> optionalMoney(String name, Money max) {
        return hasOptional(name) ? Optional.of(money(name, max)) : Optional.empty();
    }

    public boolean flag(String name, boolean otherwise) {
        if (!hasOptional(name)) {
            return otherwise;
        }
        JsonNode value = member(name);
        return value.isBoolean() ? value.booleanValue() : wrong(name, "must be true or false", otherwise);
    }

    /** A list of objects. Read each of them before {@link #end()}. */
    public List<Body> objects(String name, int min, int max) {
        JsonNode value = member(name);
        if (value == null) {
            return wrong(name, MISSING, List.of());
        }
        if (!value.isArray()) {
            return wrong(name, "must be a list", List.of());
        }
        if (value.size() < min || value.size() > max) {
            return wrong(name, "must have " + min + " to " + max + " entries; it has " + value.size(), List.of());
        }
        List<Body> objects = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            String element = name + "[" + i + "]";
            if (value.get(i).isObject()) {
                objects.add(new Body(value.get(i), path + element + ".", errors));
            } else {
                wrong(element, "must be an object", null);
            }
        }
        return objects;
    }

    /** Records that a member is wrong, for a reason that the caller gives. */
    public void refuse(String name, String reason) {
        wrong(name, reason, null);
    }

    /**
     * Finishes reading this object.
     *
     * @throws Problem 422 that lists everything wrong; only the outermost object throws
     */
    public void end() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name, "is not known here", null);
            }
        });
        if (path.isEmpty() && !errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private BigDecimal number(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return wrong(name, MISSING, null);
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isTextual() && value.textValue().length() <= 40) {
            try {
                return new BigDecimal(value.textValue().strip());
            } catch (NumberFormatException e) {
                return wrong(name, "must be a number", null);
            }
        }
        return wrong(name, "must be a number", null);
    }

    private boolean hasOptional(String name) {
        known.add(name);
        return has(name);
    }

    private JsonNode member(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T wrong(String name, String reason, T standIn) {
        errors.add(new FieldError(path + name, reason));
        return standIn;
    }
}
