package io.quicksell.endtoend.docs;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code deploy/secrets.sh} makes, and what {@code README.md} says of variables. */
final class DeployedSecrets {

    static final Path SCRIPT = Checkout.root().resolve("deploy/secrets.sh");

    private static final Pattern MADE = Pattern.compile("(?m)^chmod 644 (.+)$");

    private DeployedSecrets() {}

    static Set<String> made() {
        return MADE.matcher(Checkout.text(SCRIPT))
                .results()
                .flatMap(line -> Set.of(line.group(1).split(" ")).stream())
                .collect(Collectors.toSet());
    }

    static boolean isDocumented(String variable) {
        return Checkout.text("README.md").contains("`" + variable + "`");
    }
}
