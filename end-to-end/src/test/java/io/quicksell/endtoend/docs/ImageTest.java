package io.quicksell.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options with which the image starts the JVM, and those of what starts it elsewhere. */
class ImageTest {

    private static final String POM = Checkout.text("launcher/pom.xml");
    private static final Pattern FLAG = Pattern.compile("<flag>(.+)</flag>");
    private static final Pattern OPTIONS = Pattern.compile("(?m)^options=\"(.+) \\$\\{QUICKSELL_JAVA_OPTS");

    /** What the memory of the container says there. */
    private static final Pattern HEAP = Pattern.compile("-Xm[sx].+");

    private static final Set<String> FLAGS =
            new TreeSet<>(FLAG.matcher(POM).results().map(flag -> flag.group(1)).toList());

    @Test
    void areThoseOfRunShButForTheHeap() {
        List<String> options = List.of(found(OPTIONS, Checkout.text("run.sh")).split(" "));

        assertTrue(FLAGS.containsAll(options.stream()
                .filter(option -> !HEAP.matcher(option).matches())
                .toList()));
        assertFalse(FLAGS.stream().anyMatch(flag -> HEAP.matcher(flag).matches()));
        assertTrue(FLAGS.stream().anyMatch(flag -> flag.startsWith("-XX:MaxRAMPercentage=")));
    }

    @Test
    void openWhatTheManifestOfTheJarOpens() {
        assertEquals(
                new TreeSet<>(Stream.of("Add-Exports", "Add-Opens")
                        .flatMap(key -> Stream.of(manifest(key).split(" "))
                                .map(of -> "--" + key.toLowerCase() + "=" + of + "=ALL-UNNAMED"))
                        .toList()),
                new TreeSet<>(
                        FLAGS.stream().filter(flag -> flag.startsWith("--add")).toList()));
        assertTrue(FLAGS.contains("--enable-native-access=" + manifest("Enable-Native-Access")));
    }

    private static String manifest(String key) {
        return found(Pattern.compile("<" + key + ">(.+)</" + key + ">"), POM);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), pattern::pattern);
        return matcher.group(1);
    }
}
