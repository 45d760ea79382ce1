package io.quicksell.common.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Proper UTF-8 (RFC 3629): each character in its shortest form, and no surrogates. */
public final class Utf8 {

    private Utf8() {}

    /** The text; empty if the bytes are none. */
    public static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
