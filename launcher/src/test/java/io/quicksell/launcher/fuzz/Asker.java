package io.quicksell.launcher.fuzz;

import io.quicksell.common.access.Scope;
import java.util.Set;

/** What whoever sends a request has to show, and with which statuses it may be refused for that. */
enum Asker {
    WITH_THE_RIGHT_TOKEN(Set.of()),
    WITH_NO_TOKEN(Set.of(400, 401, 403, 405, 414, 417, 421, 431)),
    WITH_A_WRONG_TOKEN(Set.of(400, 401, 403, 405, 414, 417, 421, 431)),
    WITH_A_NARROW_TOKEN(Set.of(400, 403, 405, 414, 417, 421, 431));

    private final Set<Integer> refusals;

    Asker(Set<Integer> refusals) {
        this.refusals = refusals;
    }

    /** Whether a route of that scope may answer so; nothing of the request but its head may have been looked at where it refuses. */
    boolean mayGet(int status, Scope scope) {
        boolean isLetIn = this == WITH_THE_RIGHT_TOKEN
                || scope == Scope.PUBLIC
                || scope == Scope.SIGNED_IN && this == WITH_A_NARROW_TOKEN;
        boolean isUnknown = scope == Scope.INTERNAL && status == 401;
        return isLetIn || isUnknown || refusals.contains(status);
    }
}
