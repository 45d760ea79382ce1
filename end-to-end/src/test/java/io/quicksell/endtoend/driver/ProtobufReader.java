package io.quicksell.endtoend.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what protobuf has written, by the numbers of fields. */
final class ProtobufReader {

    /**
     * @param number of a varint or of a fixed field; 0 for one with a length
     * @param bytes of a field with a length; none for others
     */
    record Field(int tag, long number, byte[] bytes) {

        String text() {
            return new String(bytes, UTF_8);
        }

        /** Those with that number in a message. */
        Stream<Field> fields(int tag) {
            return ProtobufReader.fields(bytes, tag);
        }
    }

    private static final byte[] NOTHING = {};

    private ProtobufReader() {}

    static Stream<Field> fields(byte[] message, int tag) {
        return fields(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN)).stream()
                .filter(field -> field.tag() == tag);
    }

    private static List<Field> fields(ByteBuffer in) {
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            fields.add(field(in, key >>> 3, key & 7));
        }
        return fields;
    }

    private static Field field(ByteBuffer in, int tag, int type) {
        return switch (type) {
            case 0 -> new Field(tag, varint(in), NOTHING);
            case 1 -> new Field(tag, in.getLong(), NOTHING);
            case 2 -> new Field(tag, 0, bytes(in, (int) varint(in)));
            case 5 -> new Field(tag, in.getInt(), NOTHING);
            default -> throw new IllegalArgumentException("no type of a field: " + type);
        };
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
