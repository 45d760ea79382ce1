package io.quicksell.access;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Who does something to access, as the audit trail shows it. Each script that changes something enters it there in the same step.
 *
 * @param who a user or a program, as {@link io.quicksell.common.access.Caller} names them
 * @param from the address that it came from
 * @param request the id of the request
 * @param auditDays for how long the trail is kept
 */
record Act(String who, String from, String request, int auditDays) {

    /** The same, done by somebody else. */
    Act by(String name) {
        return new Act(name, from, request, auditDays);
    }

    /** The arguments of a script: its own, then those of {@code audit.lua}. */
    List<String> after(String... own) {
        return after(List.of(own));
    }

    List<String> after(List<String> own) {
        List<String> arguments = new ArrayList<>(own);
        arguments.addAll(List.of(who, from, request, String.valueOf(TimeUnit.DAYS.toMillis(auditDays))));
        return arguments;
    }
}
