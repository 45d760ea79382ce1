package io.quicksell.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeployedSecretsTest {

    private static final Pattern SAID = Pattern.compile("(?m)^user quicksell on >PASSWORD (.+)$");
    private static final Pattern GIVEN = Pattern.compile("(?m)^rights='(.+)'$");

    @Test
    void theUserOfRedisHasTheRightsThatAreDocumented() {
        assertEquals(found(SAID, Checkout.text("docs/redis.md")), found(GIVEN, Checkout.text(DeployedSecrets.SCRIPT)));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), pattern::pattern);
        return matcher.group(1).strip();
    }
}
