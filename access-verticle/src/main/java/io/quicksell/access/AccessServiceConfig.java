package io.quicksell.access;

import io.quicksell.common.access.AccessConfig;
import io.quicksell.common.domain.Check;
import java.util.List;
import java.util.Map;

/**
 * How access runs; README.md describes every key.
 *
 * @param mode whether anybody is asked who they are; see {@link AccessConfig}
 * @param port 0 means a free one
 * @param sessionHours how long a session lasts at most
 * @param auditDays for how long the audit trail is kept, at least
 * @param roles the scopes of each role
 */
public record AccessServiceConfig(
        String mode, int port, int sessionHours, int auditDays, Map<String, List<String>> roles) {

    public AccessServiceConfig {
        Check.portOrFree("port", port);
        Check.range("sessionHours", sessionHours, 1, 168);
        Check.range("auditDays", auditDays, 1, 3_650);
        new AccessConfig(mode);
        new Roles(roles);
    }

    /** What every service has to know of it. */
    public AccessConfig forAll() {
        return new AccessConfig(mode);
    }

    Roles checkedRoles() {
        return new Roles(roles);
    }
}
