package io.quicksell.launcher.fuzz;

import java.io.ByteArrayOutputStream;

/**
 * A change of the bytes of a request.
 *
 * @param at where, counted round and round
 * @param removed how many bytes are taken away there
 * @param inserted what comes in their place
 */
record Edit(int at, int removed, byte[] inserted) {

    byte[] apply(byte[] bytes) {
        int from = Math.floorMod(at, bytes.length + 1);
        int to = (int) Math.min(bytes.length, (long) from + removed);
        ByteArrayOutputStream edited = new ByteArrayOutputStream();
        edited.write(bytes, 0, from);
        edited.writeBytes(inserted);
        edited.write(bytes, to, bytes.length - to);
        return edited.toByteArray();
    }
}
