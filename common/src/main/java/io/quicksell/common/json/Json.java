package io.quicksell.common.json;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;
import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quicksell.common.domain.Money;
import io.quicksell.common.domain.Utf8;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The one JSON mapper. Reading is strict: it refuses duplicate members, trailing text and NaN, and keeps decimals exact. Writing
 * names members in snake_case, shows money as a number with two decimals, and leaves out members without a value.
 *
 * <p>Thread-safe.
 */
public final class Json {

    private static final int MAX_DEPTH = 32;
    private static final Pattern JACKSON_HINTS = Pattern.compile(" \\(.*|: enable `.*");

    public static final JsonMapper MAPPER = mapper();

    private Json() {}

    public static Buffer encode(Object value) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + value.getClass(), e);
        }
    }

    public static String text(Object value) {
        return encode(value).toString();
    }

    /**
     * Reads a whole document.
     *
     * @throws JsonProcessingException if it is not exactly one JSON value, with line and column
     */
    public static JsonNode parse(Buffer document) throws JsonProcessingException {
        byte[] bytes = document.getBytes();
        if (Utf8.decode(bytes).isEmpty()) {
            throw new JsonParseException(
                    null, "the text is not UTF-8"); // Jackson reads overlong forms as if they were proper
        }
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node.isMissingNode()) {
                throw new JsonParseException(null, "there is no value");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (NumberFormatException e) {
            throw new JsonParseException(null, "a number has an exponent that no number can have", e);
        } catch (IOException e) {
            throw new JsonParseException(null, "the text is not UTF-8", e);
        }
    }

    /** What is wrong with a document, in one line for people: without the position, and without Jackson's hints to programmers. */
    public static String reason(JsonProcessingException e) {
        String line = e.getOriginalMessage().lines().findFirst().orElse("");
        return JACKSON_HINTS.matcher(line).replaceFirst("");
    }

    /**
     * Reads JSON that this system wrote. What is not known here a newer version has added, and it does not matter to this one.
     *
     * @throws IllegalArgumentException if it is not of that type
     */
    public static <T> T read(String document, Class<T> type) {
        try {
            return MAPPER.readerFor(type).without(FAIL_ON_UNKNOWN_PROPERTIES).readValue(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(JsonInclude.Value.construct(NON_NULL, NON_NULL))
                .addModule(new SimpleModule("money")
                        .addSerializer(Money.class, new MoneyWriter())
                        .addDeserializer(Money.class, new MoneyReader()))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }

    private static final class MoneyWriter extends JsonSerializer<Money> {
        @Override
        public void serialize(Money money, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(money.toDecimal());
        }
    }

    private static final class MoneyReader extends JsonDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Money.of(in.getDecimalValue());
        }
    }
}
