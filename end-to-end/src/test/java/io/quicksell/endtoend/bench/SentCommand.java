package io.quicksell.endtoend.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a client has sent to Redis, as MONITOR shows it.
 *
 * @param words its name first
 */
record SentCommand(List<String> words) {

    private static final Pattern LINE = Pattern.compile("[\\d.]+ \\[\\d+ (\\S+)] (.*)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern PIECE = Pattern.compile("\\\\x([0-9a-f]{2})|\\\\(.)|([^\\\\])", Pattern.DOTALL);
    private static final String BY_A_SCRIPT = "lua";
    private static final String SHORT_FORMS = "nrtab";
    private static final String THEIR_MEANING = "\n\r\t\u0007\b";

    /** Empty where a script did it. */
    static Optional<SentCommand> of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a line of MONITOR: " + line);
        }
        if (parts.group(1).equals(BY_A_SCRIPT)) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        WORD.matcher(parts.group(2)).results().forEach(word -> words.add(meant(word.group(1))));
        return Optional.of(new SentCommand(List.copyOf(words)));
    }

    boolean is(String name) {
        return words.get(0).equalsIgnoreCase(name);
    }

    private static String meant(String quoted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PIECE.matcher(quoted).results().forEach(piece -> bytes.writeBytes(meant(piece)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static byte[] meant(MatchResult piece) {
        if (piece.group(1) != null) {
            return new byte[] {(byte) Integer.parseInt(piece.group(1), 16)};
        }
        String text = piece.group(3);
        if (text == null) {
            int form = SHORT_FORMS.indexOf(piece.group(2));
            text = form < 0 ? piece.group(2) : THEIR_MEANING.substring(form, form + 1);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
