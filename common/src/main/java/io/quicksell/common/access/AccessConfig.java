package io.quicksell.common.access;

import io.quicksell.common.domain.Check;
import java.util.List;

/**
 * Who may use the services; every key is described in README.md.
 *
 * @param mode {@code off}: everybody who reaches them; {@code required}: who shows a token that was granted what the route needs
 */
public record AccessConfig(String mode) {

    public AccessConfig {
        Check.that(List.of("off", "required").contains(mode), "mode must be off or required");
    }

    public boolean isRequired() {
        return mode.equals("required");
    }
}
