package io.quicksell.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.trace.SpanContext;
import io.quicksell.common.access.Caller;
import io.quicksell.common.domain.Times;
import io.quicksell.common.http.RequestId;
import io.quicksell.launcher.trace.CurrentSpan;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Each entry of the log as one JSON object in one line: {@code time} (RFC 3339), {@code level}, {@code logger}, {@code thread},
 * {@code message}; where they are known {@code request_id}, {@code trace_id}, {@code span_id} and {@code caller}; and {@code error}, the stack trace as one text, that of
 * the root cause first.
 *
 * <p>A line has at most {@value #MAX_BYTES} bytes, all of them printable ASCII, so that nothing cuts it in two on its way: Docker and Kubernetes do so
 * with longer ones. Texts that are too long lose their end, and say so.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

    static final int MAX_BYTES = 16 * 1_024;

    private static final int MAX_CHARACTERS = MAX_BYTES / 2;
    private static final char LAST_PRINTABLE = '~';
    private static final String MORE = "... (shortened)";
    private static final byte[] NOTHING = {};

    private final JsonFactory json = new JsonFactory();
    private final RootCauseFirstThrowableProxyConverter stackTraces = new RootCauseFirstThrowableProxyConverter();

    @Override
    public void start() {
        stackTraces.setContext(getContext());
        stackTraces.start();
        super.start();
    }

    /** Escapes make a text up to six times as long, so how much of it fits is known only once it is written. */
    @Override
    public byte[] encode(ILoggingEvent event) {
        int characters = MAX_CHARACTERS;
        byte[] line = line(event, characters);
        while (line.length > MAX_BYTES) {
            characters /= 2;
            line = line(event, characters);
        }
        return line;
    }

    /**
     * @param characters the most that are written of any text
     */
    private byte[] line(ILoggingEvent event, int characters) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = json.createGenerator(line)) {
            out.setHighestNonEscapedChar(LAST_PRINTABLE);
            out.writeStartObject();
            out.writeStringField("time", Times.text(event.getTimeStamp()));
            out.writeStringField("level", event.getLevel().toString());
            out.writeStringField("logger", cut(event.getLoggerName(), characters));
            out.writeStringField("thread", cut(event.getThreadName(), characters));
            out.writeStringField("message", cut(String.valueOf(event.getFormattedMessage()), characters));
            writeIfKnown(out, "request_id", RequestId.current());
            Optional<SpanContext> span = CurrentSpan.ids();
            writeIfKnown(out, "trace_id", span.map(SpanContext::getTraceId));
            writeIfKnown(out, "span_id", span.map(SpanContext::getSpanId));
            writeIfKnown(out, "caller", Caller.current().map(Caller::who));
            if (event.getThrowableProxy() != null) {
                out.writeStringField("error", cut(stackTraces.convert(event), characters));
            }
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString().getBytes(US_ASCII);
    }

    private static void writeIfKnown(JsonGenerator out, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            out.writeStringField(name, value.get());
        }
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters) + MORE;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
